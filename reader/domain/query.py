"""Which articles of a library are asked for."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class View(StrEnum):
    """Which articles the sidebar shows; the order is the one that a key goes through."""

    ALL = "all"
    UNREAD = "unread"
    STARRED = "starred"
    BEGUN = "begun"
    """Those to go on with, in one list, the last read first."""

    @property
    def following(self) -> View:
        """The view after this one, from the last back to the first."""
        views = list(View)
        return views[(views.index(self) + 1) % len(views)]


class Order(StrEnum):
    """What the articles of a category are sorted by; the order is the one that a key goes through."""

    DATE = "date"
    """The newest first."""
    TITLE = "title"
    SOURCE = "source"
    """By author, the newest of each first."""

    @property
    def following(self) -> Order:
        """The order after this one, from the last back to the first."""
        orders = list(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


class Query(NamedTuple):
    """A view of the library, narrowed to the articles whose title, author or category holds every word of `words`."""

    view: View = View.ALL
    words: tuple[str, ...] = ()


EVERYTHING = Query()
"""The whole library."""
