"""A line of the page, ready to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment


class Line(NamedTuple):
    """Segments that take `cells` cells; no character in them controls a terminal."""

    segments: tuple[Segment, ...] = ()
    cells: int = 0
    offset: int = 0
    """How many characters of the block's shown text stand before this line."""
    origins: tuple[int | None, ...] = ()
    """Where in the text of the block each segment begins; None for what is drawn around that, as are those left out."""

    @property
    def text(self) -> str:
        """The line without its styles."""
        return "".join(segment.text for segment in self.segments)

    def between(self, left: Sequence[Segment], right: Sequence[Segment], cells: int) -> Line:
        """Return the line with what is drawn at its sides, with which it takes `cells` cells."""
        return Line((*left, *self.segments, *right), cells, self.offset, (*(None for _ in left), *self.origins))

    def moved(self, characters: int) -> Line:
        """Return the line with its text that much further on in that of its block."""
        return self._replace(origins=tuple(None if at is None else at + characters for at in self.origins))


BLANK = Line()
"""A line with nothing on it."""
