"""One change of one field of a reading state: what two machines exchange, and which of several changes counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.domain.reading_state import Place

if TYPE_CHECKING:
    from reader.domain.article_id import ArticleId

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)
"""A clock that says less or more than these two is wrong."""


class Field(StrEnum):
    """What of a reading state changes on its own."""

    READ = "read"
    STARRED = "starred"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field set to a value at a time on a machine; raises ValueError if the parts do not fit together."""

    article: ArticleId
    field: Field
    value: bool | Place | None
    """Whether the mark is set; for a place, the place, or None for the beginning."""
    time: datetime
    """Aware."""
    machine: str

    def __post_init__(self) -> None:
        is_place = self.value is None or isinstance(self.value, Place)
        if is_place is not (self.field is Field.PLACE):
            raise ValueError(f"{self.value!r} is no value of {self.field}")
        if self.time.tzinfo is None or not EARLIEST <= self.time <= LATEST:
            raise ValueError(f"{self.time} is no time of a change")

    @property
    def rank(self) -> tuple[datetime, str, tuple[float | str, ...]]:
        """What of several changes of a field is greatest in the one that counts: the latest, whoever compares them."""
        if isinstance(self.value, Place):
            place = self.value
            return self.time, self.machine, (place.block, place.offset, place.share, place.around)
        return self.time, self.machine, () if self.value is None else (self.value,)
