"""Libraries of four articles, which share one state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library import Library
from tests.four_articles import Opener, write
from tests.library_of import scan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four articles: d, c and a, b below it, the newest first in each."""
    folder = tmp_path / "papers"
    write(folder, "a.md", title="a", category="Top, Low", day=4)
    write(folder, "b.md", title="b", category="Top, Low", day=3)
    write(folder, "c.md", title="c", category="Top", day=2)
    write(folder, "d.md", title="d", category="Other", day=1)
    return folder


@pytest.fixture
def opened(tmp_path: Path, folder: Path) -> Iterator[Opener]:
    """Open libraries that share one state, and close them at the end."""
    libraries: list[Library] = []

    def opened(*paths: Path) -> Library:
        home = tmp_path / "home"
        libraries.append(Library.open(paths or [folder], state_file=home / "state.db", cache_folder=home / "cache"))
        return libraries[-1]

    yield opened
    for library in libraries:
        library.close()


@pytest.fixture
def library(opened: Opener) -> Library:
    library = opened()
    scan(library)
    return library
