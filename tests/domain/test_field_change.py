"""Changes of one field, and which of several counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reader.domain.article_id import ArticleId
from reader.domain.field_change import EARLIEST, LATEST, Field, FieldChange
from reader.domain.reading_state import Place

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)
A = ArticleId("file:/a.md")


def test_the_later_one_counts_whatever_it_says() -> None:
    early, late = FieldChange(A, Field.READ, True, NOON, "z"), FieldChange(A, Field.READ, False, LATEST, "a")
    assert early.rank < late.rank


def test_changes_at_one_time_are_ordered_by_machine_and_then_by_value() -> None:
    places = [None, Place(1), Place(1, 2), Place(2, around="b")]
    changes = [FieldChange(A, Field.PLACE, place, NOON, name) for name in ("one", "two") for place in places]
    ranks = [change.rank for change in changes]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    ("field", "value"), [(Field.READ, None), (Field.STARRED, Place(1)), (Field.PLACE, True), (Field.PLACE, False)]
)
def test_a_value_of_another_field_is_refused(field: Field, value: bool | Place | None) -> None:
    with pytest.raises(ValueError, match=field.value):
        FieldChange(A, field, value, NOON, "one")


@pytest.mark.parametrize("time", [NOON.replace(tzinfo=None), LATEST + TICK, EARLIEST - TICK])
def test_a_time_that_cannot_be_compared_or_passed_is_refused(time: datetime) -> None:
    with pytest.raises(ValueError, match="no time"):
        FieldChange(A, Field.READ, True, time, "one")
