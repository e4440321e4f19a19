"""What the reader knows of your reading of one article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What can be said of an article with a key."""

    READ = "read"
    STARRED = "starred"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article, by content and not by line, so that it is found at any width."""

    block: int
    """The index of the block at the top of the screen, from 0."""
    offset: int = 0
    """Characters into the block's text as it is shown."""
    share: float = 0.0
    """How far down the article that is, from 0 to 1."""
    around: str = ""
    """The text that begins there, by which the place is found again in a file that was rewritten; empty if unknown."""


@dataclass(frozen=True, slots=True)
class ReadingState:
    """Whether an article is read and starred, and where its reader stopped."""

    read: bool = False
    starred: bool = False
    place: Place | None = None

    def has(self, mark: Mark) -> bool:
        """Return whether a mark is set."""
        return self.read if mark is Mark.READ else self.starred


UNTOUCHED = ReadingState()
"""The state of an article that nobody has opened."""
