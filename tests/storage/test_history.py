"""Actions are undone and redone, exactly and after a restart."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.article_id import ArticleId
from reader.domain.history import Change
from reader.domain.reading_state import Mark
from reader.storage import history
from reader.storage.state import State

A, B, C = (ArticleId(f"file:/{name}.md") for name in "abc")
HERE = "this library"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


@pytest.fixture
def state(file: Path) -> State:
    return State(file)


def read(state: State) -> set[ArticleId]:
    return {article for article, reading in state.readings([A, B, C]).items() if reading.read}


def test_an_undo_restores_exactly_what_the_action_changed(state: State) -> None:
    state.set_mark(Mark.READ, True, [A])
    assert state.mark(Mark.READ, True, [A, B, C], HERE) == Change(Mark.READ, True, (B, C))
    assert state.undo(HERE) == Change(Mark.READ, True, (B, C))
    assert read(state) == {A}
    assert state.redo(HERE) == Change(Mark.READ, True, (B, C))
    assert read(state) == {A, B, C}


def test_what_changes_nothing_is_no_action(state: State) -> None:
    state.mark(Mark.READ, True, [A], HERE)
    assert state.mark(Mark.READ, True, [A], HERE) is None
    assert state.mark(Mark.STARRED, False, [A, B], HERE) is None
    assert state.undo(HERE) == Change(Mark.READ, True, (A,))
    assert state.undo(HERE) is None


def test_a_new_action_forgets_what_was_taken_back(state: State) -> None:
    state.mark(Mark.READ, True, [A], HERE)
    state.mark(Mark.READ, True, [B], HERE)
    state.undo(HERE)
    state.mark(Mark.READ, True, [C], HERE)
    assert state.redo(HERE) is None
    assert [state.undo(HERE), state.undo(HERE)] == [Change(Mark.READ, True, (C,)), Change(Mark.READ, True, (A,))]


def test_libraries_have_their_own_actions(state: State) -> None:
    state.mark(Mark.READ, True, [A], HERE)
    state.mark(Mark.READ, True, [B], "another")
    state.undo(HERE)
    assert read(state) == {B}
    state.mark(Mark.READ, True, [C], "another")
    assert state.redo(HERE) == Change(Mark.READ, True, (A,))


def test_an_undo_counts_as_the_latest_change(state: State, tmp_path: Path) -> None:
    state.mark(Mark.READ, True, [A], HERE)
    other = State(tmp_path / "other.db")
    other.merge(state.field_changes())
    state.undo(HERE)
    other.merge(state.field_changes())
    assert not other.reading(A).read


def test_an_undo_finds_an_article_that_was_renamed(state: State) -> None:
    state.mark(Mark.READ, True, [A, B], HERE)
    state.move([(B, C)])
    state.undo(HERE)
    assert read(state) == set()
    state.redo(HERE)
    assert read(state) == {A, C}


def test_a_thousand_actions_are_kept(state: State, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert history.KEPT == 1000
    monkeypatch.setattr(history, "KEPT", 10)
    state.mark(Mark.STARRED, True, [A], "another")
    for number in range(14):
        state.mark(Mark.READ, number % 2 == 0, [A], HERE)
    state.close()
    again = State(file)
    assert len([undone for _ in range(14) if (undone := again.undo(HERE))]) == 10
    assert again.undo("another") is not None


def test_many_articles_take_little_room(state: State, file: Path) -> None:
    ids = [ArticleId(f"file:/home/somebody/papers/section-{number % 30}/{number:05}.md") for number in range(20_000)]
    state.mark(Mark.READ, True, ids, HERE)
    connection = sqlite3.connect(file)
    size: int = connection.execute("SELECT sum(length(ids)) FROM actions").fetchone()[0]
    connection.close()
    assert size < sum(map(len, ids)) / 5
    assert state.undo(HERE) == Change(Mark.READ, True, tuple(ids))


@pytest.mark.parametrize(("column", "value"), [("ids", b"\0"), ("ids", zlib.compress(b"[")), ("mark", "reed")])
def test_an_action_that_is_damaged_is_passed_over(column: str, value: object, state: State, file: Path) -> None:
    state.mark(Mark.READ, True, [A], HERE)
    state.mark(Mark.READ, True, [B], HERE)
    connection = sqlite3.connect(file)
    connection.execute(f"UPDATE actions SET {column} = ? WHERE number = 2", (value,))  # noqa: S608 - a name of ours
    connection.commit()
    connection.close()
    assert state.undo(HERE) == Change(Mark.READ, True, (A,))


ACTIONS = st.one_of(
    st.sampled_from(["undo", "redo"]),
    st.tuples(st.sampled_from(Mark), st.booleans(), st.lists(st.sampled_from([A, B, C]))),
)


@settings(max_examples=40)
@given(st.lists(ACTIONS, max_size=12))
def test_all_that_was_done_can_be_undone_step_by_step_and_redone(
    tmp_path_factory: pytest.TempPathFactory, actions: list[str | tuple[Mark, bool, list[ArticleId]]]
) -> None:
    state = State(tmp_path_factory.mktemp("state") / "state.db")

    def marks() -> list[tuple[bool, bool]]:
        return [(state.reading(article).read, state.reading(article).starred) for article in (A, B, C)]

    past = [marks()]
    future: list[list[tuple[bool, bool]]] = []
    for action in actions:
        if action == "undo":
            assert (state.undo(HERE) is not None) is (len(past) > 1)
            if len(past) > 1:
                future.append(past.pop())
        elif action == "redo":
            assert (state.redo(HERE) is not None) is bool(future)
            if future:
                past.append(future.pop())
        elif isinstance(action, tuple) and state.mark(*action, HERE) is not None:
            past.append(marks())
            future.clear()
        assert marks() == past[-1]
    state.close()
