"""A library of five articles, a home, and the program that shows the newest of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library_of import write_library
from tests.pseudo_terminal import Terminal, home_of, reader_command


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return write_library(tmp_path / "library")


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return home_of(tmp_path / "home")


@pytest.fixture
def terminal(library: Path, home: dict[str, str]) -> Iterator[Terminal]:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.settle()
        yield terminal
