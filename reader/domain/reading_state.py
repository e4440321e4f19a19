"""What the reader knows of your reading of one article."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


class Mark(StrEnum):
    """What can be said of an article with a key."""

    READ = "read"
    STARRED = "starred"


class MarkRead(StrEnum):
    """When an article is marked as read without a key."""

    ON_OPEN = "on open"
    AT_END = "at end"
    """When its last line has been shown."""
    MANUAL = "manual"
    """Never."""


class Place(NamedTuple):
    """A place in an article, by content and not by line, so that it is found at any width."""

    block: int
    """The index of the block at the top of the screen, from 0."""
    offset: int = 0
    """Characters into the block's text as it is shown."""
    share: float = 0.0
    """How much of the article was above the bottom of the screen then, from 0 to 1, which is all of it."""
    around: str = ""
    """The text that begins there, by which the place is found again in a file that was rewritten; empty if unknown."""


@dataclass(frozen=True, slots=True)
class ReadingState:
    """Whether an article is read and starred, and where its reader stopped."""

    read: bool = False
    starred: bool = False
    place: Place | None = None
    place_time: datetime | None = field(default=None, compare=False)
    """When the place was kept; aware."""

    @property
    def begun(self) -> bool:
        """Whether its reader has gone beyond its beginning, and has not seen its end."""
        place = self.place
        return place is not None and (place.block, place.offset) != (0, 0) and place.share < 1

    def has(self, mark: Mark) -> bool:
        """Return whether a mark is set."""
        return self.read if mark is Mark.READ else self.starred


UNTOUCHED = ReadingState()
"""The state of an article that nobody has opened."""
