"""What was open when the reader was left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.domain.query import View

if TYPE_CHECKING:
    from reader.domain.category import CategoryPath


class Session(NamedTuple):
    """The state of the list of one library, for its next start."""

    article: str | None = None
    """The path of the article that was open last."""
    expanded: tuple[CategoryPath, ...] = ()
    view: View = View.ALL
