"""A home of its own for every command, also for those that run in the process of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader import paths
from tests.library_of import write_library
from tests.pseudo_terminal import NOT_INHERITED, home_of


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in home_of(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    for name in NOT_INHERITED:
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


@pytest.fixture
def settings_file() -> Path:
    file = paths.settings_file()
    file.parent.mkdir(parents=True)
    return file


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return write_library(tmp_path / "library")
