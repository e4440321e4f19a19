"""Categories: paths of names, and the tree of them with its counts."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

CategoryPath = tuple[str, ...]

UNCATEGORISED: CategoryPath = ("Uncategorised",)
"""Where an article goes that names no category and lies at the top of its library."""

PROBLEMS: CategoryPath = ("Problems",)
"""Where a file goes that could not be read."""
LAST_READ: CategoryPath = ("Last read first",)
"""Where all articles stand that are begun, in the list of those to go on with."""
_LAST = (UNCATEGORISED, PROBLEMS)

REMEMBERED = 10_000
"""Categories whose path and order are known without working them out again: they are listed anew at each mark."""

_SAVED = "\x1d"
"""Begins the path of a saved search: no category that an article names holds a control character."""


class Category(NamedTuple):
    """A category of a library as one view of it shows: `total` articles, `unread` of them unread, below it included."""

    path: CategoryPath
    total: int
    unread: int
    partial: bool = False
    """Whether there may be more: a saved search has not looked through the whole library yet."""

    @property
    def name(self) -> str:
        """What it is called: the last part of the path."""
        return name_of(self.path)

    @property
    def depth(self) -> int:
        """How many categories lie above this one."""
        return len(self.path) - 1


def saved_search(name: str) -> CategoryPath:
    """Return where the articles stand that a saved search finds."""
    return (_SAVED + name,)


def is_saved_search(path: CategoryPath) -> bool:
    """Return whether `path` is a saved search, and no category of an article."""
    return path[0].startswith(_SAVED)


def name_of(path: CategoryPath) -> str:
    """Return what people call the category at `path`."""
    return f"⌕ {path[0].removeprefix(_SAVED)}" if is_saved_search(path) else path[-1]


def ancestors(path: CategoryPath) -> tuple[CategoryPath, ...]:
    """Return the categories above `path`, from the top one down, without itself."""
    return tuple(path[:length] for length in range(1, len(path)))


@lru_cache(maxsize=REMEMBERED)
def order_of(path: CategoryPath) -> tuple[tuple[int, str, str], ...]:
    """Return the key by which categories sort: names by code point, case folded, behind them those that are none.

    Saved searches stay before them, in the order that they are in.
    """
    if is_saved_search(path):
        return ((-1, "", ""),)  # as they stand in the settings
    last = _LAST.index(path[:1]) + 1 if path[:1] in _LAST else 0
    return tuple((0 if depth else last, name.casefold(), name) for depth, name in enumerate(path))
