"""Where there is no room for a text index, a search reads the files, and the reason is told once."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from reader.domain.category import saved_search
from reader.domain.errors import StorageError
from reader.domain.query import View
from reader.library import saved_searches
from reader.storage.text_index import TextIndex
from tests.library_of import index_all, index_elsewhere, open_library, write_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.domain.category import Category
    from reader.library import Library

SEARCHES = {"tides": "tide"}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(open_library(write_library(tmp_path / "library"), tmp_path, searches=SEARCHES)) as library:
        yield library


@pytest.fixture
def blocked(tmp_path: Path) -> Iterator[Library]:
    """Open a library in the place of whose text index there is a folder."""
    folder = write_library(tmp_path / "library")
    with closing(open_library(folder, tmp_path, searches=SEARCHES)) as library:
        (index_file,) = (tmp_path / "cache").glob("*.index.db")
        index_file.with_name(index_file.name.replace(".index.", ".text.")).mkdir()
        yield library


def found(library: Library) -> list[str]:
    return [hit.path for hit in library.search.find("tide")]


def saved(library: Library) -> Category:
    """Look for the saved search, and return how it is listed."""
    for _ in library.shelf.saved.look():
        pass
    return library.shelf.saved.categories(View.ALL)[0]


def test_the_files_are_read_until_there_is_room(blocked: Library) -> None:
    assert found(blocked) == ["sea/tides.md"]
    assert blocked.search.progress() == (0, 5)
    _, before = blocked.search.versions()
    blocked.search.text_file.rmdir()
    index_all(blocked)
    _, after = blocked.search.versions()
    assert after[0] > before[0]
    assert found(blocked) == ["sea/tides.md"]
    assert blocked.search.progress() == (5, 5)


def test_saved_searches_are_found_in_the_files(blocked: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_searches, "FEW_FILES", 0)
    assert saved(blocked) == (saved_search("tides"), 0, 0, True)
    index_elsewhere(blocked)
    assert blocked.shelf.saved.is_stale()
    assert saved(blocked) == (saved_search("tides"), 1, 1, False)


def test_an_index_that_is_gone_and_cannot_be_made_again_is_done_without(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_all(library)
    assert found(library) == ["sea/tides.md"]
    text_file, begin = library.search.text_file, TextIndex.__init__

    def refuse(texts: TextIndex, file: Path) -> None:
        if file == text_file:
            raise StorageError(f"{file}: database or disk is full")
        begin(texts, file)

    def refuse_to_follow(texts: TextIndex) -> None:
        del texts
        raise StorageError(f"{text_file}: database or disk is full")

    monkeypatch.setattr(TextIndex, "__init__", refuse)
    monkeypatch.setattr(TextIndex, "follow", refuse_to_follow)
    assert found(library) == ["sea/tides.md"]
    assert library.search.progress() == (0, 5)


def test_the_reason_is_told_once(blocked: Library) -> None:
    assert blocked.text_index.mishap() is None
    index_elsewhere(blocked)
    assert blocked.text_index.mishap() == f"{blocked.search.text_file}: unable to open database file"
    index_elsewhere(blocked)
    assert blocked.text_index.mishap() is None
    assert blocked.text_index.has_failed()
    blocked.search.text_file.rmdir()
    index_elsewhere(blocked)
    assert blocked.text_index.mishap() is None
    assert not blocked.text_index.has_failed()
