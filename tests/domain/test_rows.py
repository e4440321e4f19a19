from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.rows import GONE, Rows


def refuse() -> array[int]:
    raise AssertionError("all rows are read")


def test_the_first_rows_are_there_without_reading_the_others() -> None:
    rows = Rows(array("q", [7, 5]), 9, refuse)
    assert (len(rows), rows[0], rows[1], rows.index(5)) == (9, 7, 5, 1)
    assert 7 in rows


@given(st.lists(st.integers(0, 99), unique=True), st.integers(0, 20))
def test_rows_are_the_list_they_stand_for(numbers: list[int], first: int) -> None:
    def rows() -> Rows:
        return Rows(array("q", numbers[:first]), len(numbers), lambda: array("q", numbers))

    assert list(rows()) == [rows()[index] for index in range(len(numbers))] == numbers
    assert list(rows()[1:3]) == numbers[1:3]
    assert [rows()[index] for index in range(-len(numbers), 0)] == numbers
    assert [rows().index(number) for number in numbers] == list(range(len(numbers)))
    assert 100 not in rows()


def test_a_list_that_has_changed_since_it_was_counted_keeps_its_length() -> None:
    shorter = Rows(array("q", [1]), 3, lambda: array("q", [1, 2]))
    assert (shorter[1], shorter[2], len(shorter)) == (2, GONE, 3)
    longer = Rows(array("q", [1]), 2, lambda: array("q", [1, 2, 3]))
    assert list(longer) == [1, 2]
    with pytest.raises(IndexError):
        longer[2]
