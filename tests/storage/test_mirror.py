"""The copy of the reading state in an index says what the state says, whatever is in its way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.domain.article import Article
from reader.domain.article_id import ArticleId
from reader.domain.field_change import Field, FieldChange
from reader.domain.file_stamp import UNREADABLE, FileStamp
from reader.domain.history import Change
from reader.domain.query import Query, View
from reader.domain.reading_state import Mark, Place, ReadingState
from reader.storage.index import Counts, Index
from reader.storage.index_entry import entry_of
from reader.storage.state import State

A, B = ArticleId("file:/a.md"), ArticleId("file:/b.md")
STAMP = FileStamp(10, 20, 30)


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "state.db")


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path / "one.index.db")


def fill(index: Index, state: State, *, a: FileStamp = STAMP) -> None:
    """Put two articles of one category into an index."""
    index.writer().put([entry_of(article(A), a), entry_of(article(B), STAMP)], state)


def article(known_by: ArticleId) -> Article:
    date = datetime(2026, 1, 1, 12, tzinfo=UTC)
    path = known_by.removeprefix("file:/")
    return Article(id=known_by, path=path, title=known_by, categories=(("c",),), date=date)


def test_the_index_catches_up_with_marks_it_has_not_seen(index: Index, state: State, tmp_path: Path) -> None:
    fill(index, state)
    index.close()
    state.set_mark(Mark.READ, True, [A])
    again = Index(tmp_path / "one.index.db")
    assert again.counts().unread == 2
    assert again.catch_up(state)
    assert again.counts().unread == 1
    assert not again.catch_up(state)


def test_marks_of_a_state_that_is_gone_are_forgotten(index: Index, state: State, tmp_path: Path) -> None:
    fill(index, state)
    state.set_mark(Mark.READ, True, [A, B])
    state.set_mark(Mark.STARRED, True, [A])
    state.keep_place(A, Place(1, share=0.5))
    index.catch_up(state)
    assert index.counts() == Counts(total=2, unread=0, starred=1, begun=1)
    other = State(tmp_path / "other.db")
    other.set_mark(Mark.READ, True, [A])
    assert index.catch_up(other)
    assert index.counts() == Counts(total=2, unread=1, starred=0, begun=0)
    assert list(index.articles_in(("c",), Query(View.STARRED))) == []
    assert list(index.articles_in(("c",), Query(View.UNREAD))) == [index.row_at("b.md")]


def test_what_changes_while_it_is_copied_is_copied_the_next_time(
    index: Index, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(index, state)
    state.set_mark(Mark.STARRED, True, [A])
    changes_since = state.changes_since

    def changes_and_a_place(sequence: int, until: int) -> Iterator[tuple[ReadingState | None, str]]:
        yield from changes_since(sequence, until)
        state.keep_place(A, Place(2, share=0.5))

    with monkeypatch.context() as patched:
        patched.setattr(state, "changes_since", changes_and_a_place)
        assert index.catch_up(state)
    assert index.counts() == Counts(total=2, unread=2, starred=1, begun=0)
    assert index.catch_up(state)
    assert index.counts() == Counts(total=2, unread=2, starred=1, begun=1)


@pytest.mark.parametrize("some", [1, 2, 5000])
def test_many_changes_are_copied_some_at_a_time(
    some: int, index: Index, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(index, state)
    for module in ("state", "database"):
        monkeypatch.setattr(f"reader.storage.{module}.AN_ARRAY", some)
    others = [ArticleId(f"file:/{number}.md") for number in range(5)]
    change = state.mark(Mark.READ, True, [*others, A, B], "library")
    assert change is not None
    assert len(change.ids) == 7
    state.set_mark(Mark.STARRED, True, [B, *others])
    state.keep_place(A, Place(1, share=0.5))
    assert index.catch_up(state)
    assert index.counts() == Counts(total=2, unread=0, starred=1, begun=1)
    state.undo("library")
    assert index.catch_up(state)
    assert index.counts() == Counts(total=2, unread=2, starred=1, begun=1)


def test_a_mark_that_was_merged_for_a_name_that_goes_on_is_not_shown_at_another(index: Index, state: State) -> None:
    fill(index, state)
    longer = ArticleId(f"{A}\0.md")
    state.merge([FieldChange(longer, Field.READ, True, datetime(2026, 1, 1, tzinfo=UTC), "x")])
    assert state.reading(longer).read
    assert index.catch_up(state)
    assert index.counts().unread == 2


def test_an_article_may_have_any_name(index: Index, state: State) -> None:
    names = ('"', "\\", "\\u0041", "\n", "\x01", "\x7f", "\u2028", "道", "é", "e\u0301", "😀", "[", "',", "%", "?")
    ids = [ArticleId(f"file:/{name}.md") for name in names]
    index.writer().put([entry_of(article(one), STAMP) for one in ids], state)
    assert state.mark(Mark.READ, True, ids, "library") == Change(Mark.READ, True, tuple(ids))
    assert index.catch_up(state)
    assert index.counts().unread == 0
    assert state.undo("library") == Change(Mark.READ, True, tuple(ids))
    assert index.catch_up(state)
    assert sorted(index.unread_ids()) == sorted(ids)


def test_what_cannot_be_read_is_not_unread_whatever_is_marked(index: Index, state: State, tmp_path: Path) -> None:
    fill(index, state, a=UNREADABLE)
    unread = Query(View.UNREAD)
    for one in (state, State(tmp_path / "other.db")):
        one.set_mark(Mark.STARRED, True, [A, B])
        assert index.catch_up(one)
        assert index.counts() == Counts(total=2, unread=1, starred=2, begun=0)
        assert [category.unread for category in index.categories(unread)] == [1]
        assert list(index.articles_in(("c",), unread)) == [index.row_at("b.md")]
    assert index.catch_up(State(tmp_path / "empty.db"))
    assert index.counts() == Counts(total=2, unread=1, starred=0, begun=0)


@pytest.mark.parametrize("number", ["", "1x", "-1"])
def test_a_damaged_number_of_the_last_change_has_all_copied_anew(number: str, index: Index, state: State) -> None:
    fill(index, state)
    state.set_mark(Mark.READ, True, [A])
    index.catch_up(state)
    index.file.ask("UPDATE facts SET value = ? WHERE key = 'sequence'", number)
    assert index.catch_up(state)
    assert not index.catch_up(state)
    assert index.counts() == Counts(total=2, unread=1, starred=0, begun=0)
