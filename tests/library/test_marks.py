"""Marks: articles that stand in a library twice, and changes that are made elsewhere."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from reader.domain.errors import StorageError
from reader.domain.listing import RowId
from reader.domain.query import EVERYTHING
from reader.domain.reading_state import Mark, Place
from reader.storage.state import State
from tests.library_of import open_library, write_article, write_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.domain.listing import Listing
    from reader.library import Library

DATE = "Wed, 01 Apr 2026 05:57:00 GMT"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_library(tmp_path / "library")


@pytest.fixture
def library(folder: Path, tmp_path: Path) -> Iterator[Library]:
    for name in ("one", "two"):
        write_article(
            folder, f"{name}/story.md", title="Story", categories=[name], date=DATE, extra="url: https://a.example/s\n"
        )
    with closing(open_library(folder, tmp_path)) as library:
        yield library


def listings(library: Library, category: str) -> list[Listing]:
    return library.shelf.listings(map(RowId, library.shelf.articles_in((category,))))


def test_the_same_story_at_two_paths_is_two_rows_that_are_read_together(library: Library) -> None:
    (one,), (two,) = listings(library, "one"), listings(library, "two")
    assert one.row != two.row
    assert one.repeated
    assert two.repeated
    assert not any(listing.repeated for listing in listings(library, "English"))
    library.marks.set(Mark.READ, True, [one.row])
    assert listings(library, "two")[0].read


def test_what_is_marked_elsewhere_is_shown_once_it_is_done(library: Library) -> None:
    with library.marks.elsewhere() as marks:
        change = marks.mark_all_read(EVERYTHING)
        assert not library.marks.catch_up()
    assert str(change) == "6 articles marked read"
    assert library.marks.catch_up()
    assert library.shelf.counts().unread == 0
    with library.marks.elsewhere() as marks:
        assert marks.undo() == change
    library.marks.catch_up()
    assert library.shelf.counts().unread == library.shelf.counts().total == 7


def test_what_is_kept_while_much_is_changed_elsewhere_waits_for_that(library: Library, tmp_path: Path) -> None:
    row = RowId(library.shelf.articles_in(("English",))[0])
    article = library.open_article(row).article.id
    with closing(sqlite3.connect(tmp_path / "state.db", isolation_level=None)) as other:
        with library.marks.elsewhere():
            other.execute("BEGIN IMMEDIATE")
            library.marks.open(article)
            library.marks.keep_place(article, Place(3))
            library.set_preference("theme", "paper")
            assert library.preference("theme") is None
            other.execute("ROLLBACK")
        assert library.marks.catch_up()
        assert listings(library, "English")[0].read
        assert library.open_article(row).state.place == Place(3)
        assert library.preference("theme") == "paper"
        with library.marks.elsewhere():
            library.marks.keep_place(article, Place(4))
            library.marks.make_up()
            library.set_preference("theme", "ink")
            library.close()
        wanted = "SELECT block, value FROM readings, facts WHERE block IS NOT NULL AND key = 'theme'"
        assert other.execute(wanted).fetchone() == (4, "ink")


def test_what_is_kept_together_comes_to_the_disk_at_once(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (library.open_article(RowId(row)).article.id for row in (1, 2))
    unread = library.shelf.counts().unread

    def go_on() -> None:
        with library.marks.together():
            library.marks.keep_place(first, Place(3))
            library.marks.open(second)
            assert count() == 0

    with closing(sqlite3.connect(tmp_path / "state.db")) as other:

        def count() -> int:
            return len(other.execute("SELECT id FROM readings").fetchall())

        with monkeypatch.context() as patch:
            patch.setattr(State, "set_mark", refuse)
            with pytest.raises(StorageError, match="full"):
                go_on()
        assert count() == 0
        go_on()
        assert count() == 2
    assert library.shelf.counts().unread == unread - 1


def refuse(*_: object) -> None:
    raise StorageError("the disk is full")
