"""Rows are the list that they stand for, of which no more is read than is asked for."""

from __future__ import annotations

from array import array
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.rows import GONE, Rows


def rows_of(numbers: list[int], first: int, total: int | None = None) -> Rows:
    """Return rows that show some numbers, of which the first few were read when there were `total`."""

    def read(limit: int, start: int) -> array[int]:
        return array("q", numbers[start:] if limit < 0 else numbers[start : start + limit])

    def find(row: int) -> int | None:
        return numbers.index(row) if row in numbers else None

    return Rows(array("q", numbers[:first]), len(numbers) if total is None else total, read, find)


def refuse(*_: int) -> array[int]:
    raise AssertionError("more rows are read")


def test_the_first_rows_are_there_without_reading_the_others() -> None:
    rows = Rows(array("q", [7, 5]), 9, refuse, {1: 8}.get)
    assert (len(rows), rows[0], rows[1], rows.index(5), rows.index(1)) == (9, 7, 5, 1, 8)
    assert 7 in rows
    assert 1 in rows
    assert 2 not in rows


def test_only_what_is_around_a_row_is_read() -> None:
    asked: list[tuple[int, int]] = []

    def read(limit: int, start: int) -> array[int]:
        asked.append((limit, start))
        return array("q", range(start, start + limit))

    rows = Rows(array("q", range(10)), 10_000, read, dict[int, int]().get)
    assert [rows[index] for index in (9, 5000, 5001, 4800, 9999)] == [9, 5000, 5001, 4800, 9999]
    assert len(asked) == 2
    assert all(0 < limit <= 1000 for limit, _ in asked)
    assert rows.index(9998) == 9998


@given(st.lists(st.integers(0, 3000), unique=True), st.integers(0, 20), st.randoms(use_true_random=False))
def test_rows_are_the_list_they_stand_for(numbers: list[int], first: int, random: Random) -> None:
    def rows() -> Rows:
        return rows_of(numbers, first)

    assert list(rows()) == [rows()[index] for index in range(len(numbers))] == numbers
    assert list(rows()[1:3]) == numbers[1:3]
    assert [rows()[index] for index in range(-len(numbers), 0)] == numbers
    same = rows()
    asked = random.choices(range(len(numbers)), k=20) if numbers else []
    assert [same[index] for index in asked] == [numbers[index] for index in asked]
    assert [same.index(number) for number in numbers] == list(range(len(numbers)))
    assert 3001 not in same
    with pytest.raises(ValueError, match="3001"):
        same.index(3001)


def test_a_list_that_has_changed_since_it_was_counted_keeps_its_length() -> None:
    shorter = rows_of([1, 2], 1, total=3)
    assert (shorter[1], shorter[2], len(shorter)) == (2, GONE, 3)
    longer = rows_of([1, 2, 3], 1, total=2)
    assert 3 not in longer
    assert list(longer) == [1, 2]
    with pytest.raises(IndexError):
        longer[2]
