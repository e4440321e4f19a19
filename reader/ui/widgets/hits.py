"""What a search has found: an article a row, with the line that it was found in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.render.cells import cell_width, cut, printable
from reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.domain.listing import Listing, RowId
    from reader.library.search import Context

TITLE_SHARE = 0.4
"""How much of a row a title may take."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """What a row shows."""

    listing: Listing
    context: Context | None


class Hits(RowList, inherit_bindings=False):
    """Lists hits; what they show is read when they come into view."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"hits--cursor", "hits--date", "hits--context", "hits--word"}

    @dataclass
    class Chosen(Message):
        """A hit was chosen."""

        row: RowId

    def __init__(self, read: Callable[[RowId], FoundRow | None]) -> None:
        super().__init__()
        self._read = read
        self._rows: list[RowId] = []
        self._found: dict[RowId, FoundRow | None] = {}

    @property
    def current(self) -> RowId | None:
        """The hit under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    def clear(self) -> None:
        """Show no hits."""
        self._rows, self._found = [], {}
        self.cursor = 0
        self.rows_changed()

    def add(self, rows: list[RowId]) -> None:
        """Show some more hits."""
        self._rows += rows
        self.rows_changed()

    def row_count(self) -> int:
        """Return how many hits there are."""
        return len(self._rows)

    def read_rows(self, start: int, end: int) -> None:
        """Read the lines that the hits in view were found in."""
        for row in self._rows[start:end]:
            if row not in self._found:
                self._found[row] = self._read(row)

    def draw_row(self, index: int, *, chosen: bool) -> Strip:
        """Draw the date, the title and the line of a hit, what was looked for lit in it."""
        width, base = self.size.width, self.rich_style
        if chosen:
            base += self.get_component_rich_style("hits--cursor", partial=True)
        found = self._found.get(self._rows[index])
        if found is None:
            return Strip.blank(width, base)
        date = base + self.get_component_rich_style("hits--date", partial=True)
        day = f" {found.listing.date.astimezone():%Y-%m-%d}  "
        title = cut(found.listing.title, max(10, round((width - len(day)) * TITLE_SHARE)))
        left = [Segment(day, date), Segment(title, base + Style(bold=True)), Segment("  ", base)]
        room = width - sum(cell_width(segment.text) for segment in left) - 1
        return Strip([*left, *self._draw_context(found.context, room, base)]).adjust_cell_length(width, base)

    def choose(self, *, again: bool) -> None:
        """Open the hit that was clicked twice."""
        row = self.current
        if again and row is not None:
            self.post_message(self.Chosen(row))

    def _draw_context(self, context: Context | None, room: int, base: Style) -> list[Segment]:
        if context is None or room < 1:
            return []
        quiet = base + self.get_component_rich_style("hits--context", partial=True)
        word = base + self.get_component_rich_style("hits--word", partial=True)
        segments: list[Segment] = []
        at = 0
        for start, end in (*context.spans, (len(context.line), len(context.line))):
            for text, style in ((context.line[at:start], quiet), (context.line[start:end], word)):
                if text and room > 0:
                    whole = printable(text).replace("\n", " ")
                    shown = cut(whole, room)
                    room = room - cell_width(shown) if shown == whole else 0
                    segments.append(Segment(shown, style))
            at = end
        return segments
