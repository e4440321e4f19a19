"""A line of the page, ready to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.segment import Segment


class Line(NamedTuple):
    """Segments that take `cells` cells; no character in them controls a terminal."""

    segments: tuple[Segment, ...] = ()
    cells: int = 0
    offset: int = 0
    """How many characters of the block's shown text stand before this line."""

    @property
    def text(self) -> str:
        """The line without its styles."""
        return "".join(segment.text for segment in self.segments)


BLANK = Line()
"""A line with nothing on it."""
