"""What a search has found: an article a row, with the line that it was found in."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.render.cells import cell_width, printable
from reader.ui.widgets.lit_text import Span, lit
from reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.timer import Timer

    from reader.domain.listing import Listing, RowId
    from reader.library.search import Context

SLICE_SECONDS = 0.005
PAUSE_SECONDS = 0.001
"""How long to read lines between two looks at the keys, and how long to leave to them."""
LEAD_SHARE = 0.4
"""How much of the room for a line may be taken by what stands before its first match."""
TITLE_SHARE = 0.4
"""How much of a row a title may take."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """What a row shows."""

    listing: Listing
    title_spans: Sequence[Span]
    """Where in the title the words stand that are to be lit."""


class Hits(RowList, inherit_bindings=False):
    """Lists hits; what they show is read when they come into view, their lines one after the other."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"hits--cursor", "hits--date", "hits--context", "hits--word"}

    @dataclass
    class Chosen(Message):
        """A hit was chosen."""

        row: RowId

    def __init__(
        self, read: Callable[[Sequence[RowId]], Iterable[FoundRow]], read_context: Callable[[RowId], Context | None]
    ) -> None:
        super().__init__()
        self._read = read
        self._read_context = read_context
        self._rows: list[RowId] = []
        self._found: dict[RowId, FoundRow] = {}
        self._contexts: dict[RowId, Context | None] = {}
        self._fresh: set[RowId] = set()
        """The hits whose lines need not be read again."""
        self._in_view: Sequence[RowId] = ()
        self._reading: Timer | None = None

    @property
    def current(self) -> RowId | None:
        """The hit under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    def clear(self) -> None:
        """Show no hits."""
        self._rows, self._found, self._contexts = [], {}, {}
        self._fresh.clear()
        self.cursor = 0
        self.rows_changed()

    def add(self, rows: list[RowId]) -> None:
        """Show some more hits."""
        self._rows += rows
        self.rows_changed()

    def has(self, row: RowId) -> bool:
        """Return whether a hit is listed."""
        return row in self._rows

    def read_again(self) -> None:
        """Read the lines of the hits again, which may have changed; no hit comes or goes."""
        self._fresh.clear()
        self._read_contexts()

    def go_to(self, row: RowId | None) -> None:
        """Put the cursor on a hit, if it is one."""
        if row in self._rows:
            self.cursor = self._rows.index(row)

    def row_count(self) -> int:
        """Return how many hits there are."""
        return len(self._rows)

    def read_rows(self, start: int, end: int) -> None:
        """Read the hits in view; the lines that they were found in may come later."""
        self._in_view = self._rows[start:end]
        unread = [row for row in self._in_view if row not in self._found]
        self._found.update((found.listing.row, found) for found in self._read(unread))
        self._read_contexts()

    def _read_contexts(self) -> None:
        """Read lines for a moment, and go on when keys have had their turn."""
        if self._reading is not None:
            self._reading.stop()
        end = perf_counter() + SLICE_SECONDS
        for row in self._in_view:
            if row not in self._fresh:
                if perf_counter() > end:
                    self._reading = self.set_timer(PAUSE_SECONDS, self._read_contexts)
                    break
                self._contexts[row] = self._read_context(row)
                self._fresh.add(row)
        self.refresh()

    def draw_row(self, index: int, *, chosen: bool) -> Strip:
        """Draw the date, the title and the line of a hit, what was looked for lit in it."""
        width, base = self.width, self.rich_style
        if chosen:
            base += self.get_component_rich_style("hits--cursor", partial=True)
        found = self._found.get(self._rows[index])
        if found is None:
            return Strip.blank(width, base)
        date = base + self.get_component_rich_style("hits--date", partial=True)
        day = f" {found.listing.date.astimezone():%Y-%m-%d}  "
        word = base + self.get_component_rich_style("hits--word", partial=True)
        segments = [Segment(day, date)]
        room = max(10, round((width - len(day)) * TITLE_SHARE))
        segments += lit(found.listing.title, found.title_spans, room, base + Style(bold=True), word)
        context = self._contexts.get(self._rows[index])
        if context is not None:
            segments.append(Segment("  ", base))
            room = width - sum(cell_width(segment.text) for segment in segments) - 1
            quiet = base + self.get_component_rich_style("hits--context", partial=True)
            line, spans = lead_in(context.line, context.spans, round(room * LEAD_SHARE))
            segments += lit(line, spans, room, quiet, word)
        return Strip(segments).adjust_cell_length(width, base)

    def choose(self, *, again: bool) -> None:
        """Open the hit that was clicked twice."""
        row = self.current
        if again and row is not None:
            self.post_message(self.Chosen(row))


def lead_in(line: str, spans: Sequence[Span], room: int) -> tuple[str, Sequence[Span]]:
    """Return a line with at most `room` cells before the first of its spans, and the spans in it."""
    first = start = spans[0][0] if spans else 0
    while start and cell_width(printable(line[start - 1 : first])) < room:
        start -= 1
    if start == 0:
        return line, spans
    return f"…{line[start:]}", [(left - start + 1, right - start + 1) for left, right in spans]
