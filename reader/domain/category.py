"""Categories: paths of names, and the tree of them with its counts."""

from __future__ import annotations

from dataclasses import dataclass

CategoryPath = tuple[str, ...]

UNCATEGORISED: CategoryPath = ("Uncategorised",)
"""Where an article goes that names no category and lies at the top of its library."""


@dataclass(frozen=True, slots=True)
class Category:
    """A category of a library as one view of it shows: `total` articles, `unread` of them unread, below it included."""

    path: CategoryPath
    total: int
    unread: int

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path[-1]

    @property
    def depth(self) -> int:
        """How many categories lie above this one."""
        return len(self.path) - 1


def ancestors(path: CategoryPath) -> tuple[CategoryPath, ...]:
    """Return the categories above `path`, from the top one down, without itself."""
    return tuple(path[:length] for length in range(1, len(path)))


def order_of(path: CategoryPath) -> tuple[tuple[bool, str, str], ...]:
    """Return the key by which categories sort: names by code point, case folded, "Uncategorised" last."""
    return tuple((path[: i + 1] == UNCATEGORISED, name.casefold(), name) for i, name in enumerate(path))
