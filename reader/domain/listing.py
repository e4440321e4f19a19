"""One article as a list shows it: a row of the sidebar, a line of the list command."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NewType

if TYPE_CHECKING:
    from datetime import datetime

RowId = NewType("RowId", int)
"""The number of an article in the index of its library; it lives as long as the index does."""


class Listing(NamedTuple):
    """What a list shows of an article."""

    row: RowId
    title: str
    date: datetime
    """Aware."""
    date_known: bool
    """False if the date is the file's modification time."""
    read: bool
    starred: bool
    draft: bool
    problems: int
    share: float = 0.0
    """How much of it has been read, from 0 to 1, if it is begun and not finished; else 0."""
    repeated: bool = False
    """Whether another file of the library is the same article, and is read and starred with it."""
