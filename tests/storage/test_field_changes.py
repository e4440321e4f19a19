"""What a state remembers of its changes, and how it merges those of other machines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.article_id import ArticleId
from reader.domain.field_change import EARLIEST, LATEST, Field, FieldChange
from reader.domain.reading_state import Mark, Place, ReadingState
from reader.storage.field_changes import moment_of
from reader.storage.state import State
from tests.changed_readings import changed_readings

A, B = ArticleId("file:/a.md"), ArticleId("url:https://example.com/b")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PLACE = Place(3, 14, 0.5, "the text there")


def opened(folder: Path, name: str) -> State:
    return State(folder / f"{name}.db")


def changes_of(state: State) -> dict[tuple[ArticleId, Field], FieldChange]:
    return {(change.article, change.field): change for change in state.field_changes()}


def test_each_field_has_the_time_and_the_machine_of_its_last_change(tmp_path: Path) -> None:
    state = opened(tmp_path, "one")
    before = datetime.now(UTC) - timedelta(microseconds=1)
    state.set_mark(Mark.READ, True, [A])
    state.keep_place(A, PLACE)
    state.set_mark(Mark.STARRED, False, [B])
    changes = changes_of(state)
    assert {key: change.value for key, change in changes.items()} == {
        (A, Field.READ): True,
        (A, Field.PLACE): PLACE,
        (B, Field.STARRED): False,
    }
    assert len({change.machine for change in changes.values()}) == 1
    assert all(before <= change.time <= datetime.now(UTC) for change in changes.values())


def test_two_states_are_two_machines(tmp_path: Path) -> None:
    one, other = opened(tmp_path, "one"), opened(tmp_path, "other")
    for state in (one, other):
        state.set_mark(Mark.READ, True, [A])
    assert changes_of(one)[A, Field.READ].machine != changes_of(other)[A, Field.READ].machine


def test_merging_takes_the_later_change_of_each_field(tmp_path: Path) -> None:
    one, other = opened(tmp_path, "one"), opened(tmp_path, "other")
    one.set_mark(Mark.READ, True, [A, B])
    one.set_mark(Mark.STARRED, True, [A])
    other.set_mark(Mark.READ, False, [A])
    other.keep_place(B, PLACE)
    assert one.merge(other.field_changes()) == 2
    assert one.readings([A, B]) == {A: ReadingState(starred=True), B: ReadingState(read=True, place=PLACE)}
    assert one.merge(other.field_changes()) == 0
    assert other.merge(one.field_changes()) == 2
    assert changes_of(one) == changes_of(other)


def test_what_was_merged_is_shown_like_what_was_marked(tmp_path: Path) -> None:
    state = opened(tmp_path, "one")
    seen = state.sequence()
    state.merge([FieldChange(A, Field.READ, True, NOON, "x"), FieldChange(B, Field.PLACE, None, NOON, "x")])
    assert changed_readings(state, seen) == {A: ReadingState(read=True), B: ReadingState()}
    assert state.sequence() == seen + 2


def test_a_change_made_here_counts_though_the_clock_stands_behind(tmp_path: Path) -> None:
    state = opened(tmp_path, "one")
    future = datetime.now(UTC) + timedelta(days=900)
    merged = FieldChange(A, Field.READ, True, future, "x")
    state.merge([merged])
    state.set_mark(Mark.READ, False, [A])
    assert state.merge([merged]) == 0
    assert changes_of(state)[A, Field.READ].time == future + timedelta(microseconds=1)


def test_a_change_at_the_end_of_time_can_still_be_told(tmp_path: Path) -> None:
    state = opened(tmp_path, "one")
    state.merge([FieldChange(A, Field.READ, True, LATEST, "x")])
    state.set_mark(Mark.READ, False, [A])
    assert changes_of(state)[A, Field.READ].time == LATEST


def test_a_damaged_time_is_one_that_can_be_told() -> None:
    assert [moment_of(number) for number in (-5, 0, 10**18)] == [EARLIEST, EARLIEST, LATEST]


def test_a_merge_that_fails_takes_nothing(tmp_path: Path) -> None:
    state = opened(tmp_path, "one")

    def torn() -> Iterator[FieldChange]:
        yield FieldChange(A, Field.READ, True, NOON, "x")
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - it has no text
        state.merge(torn())
    assert changes_of(state) == {}


def test_more_changes_than_one_question_may_name(tmp_path: Path) -> None:
    one, other = opened(tmp_path, "one"), opened(tmp_path, "other")
    many = [ArticleId(f"file:/{number}") for number in range(1200)]
    one.set_mark(Mark.READ, True, many)
    assert other.merge(one.field_changes()) == 1200
    assert changes_of(other) == changes_of(one)


CHANGES = st.one_of(
    st.builds(
        FieldChange,
        st.sampled_from([A, B]),
        st.sampled_from([Field.READ, Field.STARRED]),
        st.booleans(),
        st.sampled_from([NOON, NOON + timedelta(microseconds=1)]),
        st.sampled_from(["x", "y"]),
    ),
    st.builds(
        FieldChange,
        st.sampled_from([A, B]),
        st.just(Field.PLACE),
        st.none() | st.builds(Place, st.integers(0, 2), st.integers(0, 2), st.floats(0, 1), st.text(max_size=3)),
        st.sampled_from([NOON, NOON + timedelta(microseconds=1)]),
        st.sampled_from(["x", "y"]),
    ),
)


@settings(max_examples=40)
@given(st.data())
def test_states_that_merged_the_same_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    deliveries = data.draw(st.lists(st.lists(CHANGES, max_size=6), max_size=4))
    again = data.draw(st.permutations(deliveries + deliveries[:2]))
    folder = tmp_path_factory.mktemp("states")
    one, other = opened(folder, "one"), opened(folder, "other")
    for delivery in deliveries:
        one.merge(delivery)
    for delivery in again:
        other.merge(reversed(delivery))
    assert changes_of(one) == changes_of(other)
    one.close()
    other.close()
