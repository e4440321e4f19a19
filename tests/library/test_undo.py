"""Marks of a library: undone, redone, shared by programs and by libraries, and set without a key."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from reader.domain.query import Query
from reader.domain.reading_state import Mark, MarkRead
from reader.library import Library
from reader.storage.state import State
from tests.four_articles import Opener, row_of, write
from tests.library_of import scan


def test_marks_are_undone_and_redone_in_words(library: Library, folder: Path) -> None:
    rows = [row_of(library, folder / "a.md"), row_of(library, folder / "b.md")]
    library.marks.set(Mark.READ, True, rows[:1])
    assert str(library.marks.mark_all_read(Query())) == "3 articles marked read"
    library.marks.set(Mark.STARRED, True, rows)
    assert (library.shelf.counts().unread, library.shelf.counts().starred) == (0, 2)
    assert str(library.marks.undo()) == "2 articles starred"
    assert str(library.marks.undo()) == "3 articles marked read"
    assert (library.shelf.counts().unread, library.shelf.counts().starred) == (3, 0)
    assert str(library.marks.redo()) == "3 articles marked read"
    assert library.shelf.counts().unread == 0
    assert library.marks.set(Mark.READ, True, rows) is None


def test_of_several_articles_those_are_marked_that_are_not_and_then_none_is(library: Library, folder: Path) -> None:
    rows = [row_of(library, folder / name) for name in ("a.md", "b.md", "c.md")]
    library.marks.set(Mark.STARRED, True, rows[:1])
    assert str(library.marks.toggle(Mark.STARRED, rows)) == "2 articles starred"
    assert str(library.marks.toggle(Mark.STARRED, rows)) == "3 articles no longer starred"
    assert str(library.marks.toggle(Mark.STARRED, rows)) == "3 articles starred"


def test_all_is_marked_of_what_is_unread_by_now(library: Library, folder: Path, tmp_path: Path) -> None:
    library.marks.mark_all_read(Query())
    with closing(State(tmp_path / "home" / "state.db")) as elsewhere:
        elsewhere.set_mark(Mark.READ, False, [library.open_file(folder / "a.md").article.id])
    assert str(library.marks.mark_all_read(Query())) == "1 article marked read"


def test_marks_are_undone_and_redone_after_a_restart(library: Library, opened: Opener, folder: Path) -> None:
    library.marks.set(Mark.STARRED, True, [row_of(library, folder / "a.md")])
    library.marks.mark_all_read(Query())
    library.marks.undo()
    library.close()
    again = opened()
    assert str(again.marks.undo()) == "1 article starred"
    assert (again.shelf.counts().unread, again.shelf.counts().starred) == (4, 0)
    assert str(again.marks.redo()) == "1 article starred"
    assert str(again.marks.redo()) == "4 articles marked read"
    assert again.marks.redo() is None
    assert (again.shelf.counts().unread, again.shelf.counts().starred) == (0, 1)


def test_what_was_done_in_another_library_is_not_undone_here(library: Library, opened: Opener, tmp_path: Path) -> None:
    write(tmp_path / "other", "x.md", title="x")
    other = opened(tmp_path / "other")
    scan(other)
    other.marks.mark_all_read(Query())
    assert library.marks.undo() is None
    assert str(other.marks.undo()) == "1 article marked read"


@pytest.mark.parametrize(
    ("when", "after"),
    [(MarkRead.ON_OPEN, (3, 3)), (MarkRead.AT_END, (4, 3)), (MarkRead.MANUAL, (4, 4))],
)
def test_an_article_counts_as_read_when_its_reader_wants(
    when: MarkRead, after: tuple[int, int], folder: Path, tmp_path: Path
) -> None:
    library = Library.open([folder], state_file=tmp_path / "state.db", cache_folder=tmp_path, mark_read=when)
    scan(library)
    article = library.open_file(folder / "a.md").article.id
    library.marks.open(article)
    opened = library.shelf.counts().unread
    assert library.marks.finish(article) is (when is MarkRead.AT_END)
    assert not library.marks.finish(article)
    assert (opened, library.shelf.counts().unread) == after
    assert library.marks.undo() is None
    library.close()


def test_what_one_program_marks_the_other_shows(library: Library, opened: Opener, folder: Path) -> None:
    other = opened()
    row = row_of(library, folder / "a.md")
    library.marks.set(Mark.READ, True, [row])
    other.marks.catch_up()
    assert other.shelf.listings([row])[0].read
    assert not library.marks.catch_up()


def test_a_state_of_another_library_marks_the_same_story_here(library: Library, opened: Opener, tmp_path: Path) -> None:
    address = "url: https://example.com/story\n"
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    write(mine, "x.md", title="x", extra=address)
    write(theirs, "y.md", title="y", extra=address)
    one, other = opened(mine), opened(theirs)
    scan(one)
    scan(other)
    one.marks.mark_all_read(Query())
    other.marks.catch_up()
    assert other.shelf.counts().unread == 0
    assert library.shelf.counts().unread == 4
