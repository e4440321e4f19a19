"""A list with a cursor that draws only the rows on the screen, so that 100,000 rows cost what 30 do."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.strip import Strip

from reader.ui.widgets.line_view import LineView

if TYPE_CHECKING:
    from textual import events


class RowList(LineView):
    """Moves a cursor over rows that a subclass counts, reads and draws."""

    KEYS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "move", key_display="↑↓", tooltip="row down", id="row.next"),
        Binding("up,k", "move(-1)", "row up", show=False, id="row.previous"),
        Binding("pagedown", "page(1)", "page down", show=False, id="rows.page_down"),
        Binding("pageup,b", "page(-1)", "page up", show=False, id="rows.page_up"),
        Binding("ctrl+d", "page(0.5)", "half a page down", show=False, id="rows.half_page_down"),
        Binding("ctrl+u", "page(-0.5)", "half a page up", show=False, id="rows.half_page_up"),
        Binding("home,g", "move(-1000000000)", "first row", show=False, id="rows.first"),
        Binding("end,G", "move(1000000000)", "last row", show=False, id="rows.last"),
    ]

    note = ""
    """What an empty list says."""
    cursor: reactive[int] = reactive(0)
    """The index of the row that the keys act on."""

    @abstractmethod
    def row_count(self) -> int:
        """Return how many rows there are."""

    @abstractmethod
    def read_rows(self, start: int, end: int) -> None:
        """Get ready to draw the rows from `start` up to `end`, which have come into view."""

    @abstractmethod
    def draw_row(self, index: int, *, chosen: bool) -> Strip:
        """Draw one row, `chosen` if the cursor stands on it, from what has been read."""

    @abstractmethod
    def choose(self, *, again: bool) -> None:
        """Act on the row under the cursor, which was clicked, or clicked once more if `again`."""

    def rows_changed(self) -> None:
        """Take over another number of rows, and draw them."""
        self.cursor = self.validate_cursor(self.cursor)
        self.take_height(self.row_count())
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """Read and draw anew what is on the screen."""
        top = self.scroll_offset.y
        self.read_rows(top, min(top + self.size.height, self.row_count()))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        index = self.scroll_offset.y + y
        if not self.row_count():
            return self.draw_note(y, self.note)
        if index >= self.row_count():
            return Strip.blank(self.width, self.visual_style.rich_style)
        return self.draw_row(index, chosen=index == self.cursor)

    def validate_cursor(self, cursor: int) -> int:
        """Return the nearest row that there is."""
        return max(0, min(cursor, self.row_count() - 1))

    def watch_cursor(self) -> None:
        """Bring the cursor into view."""
        self.show_cursor()

    def show_cursor(self, first: int | None = None) -> None:
        """Bring the cursor into view, if it is not, and the rows from `first` on with it, if there is room for them."""
        top, height = self.scroll_offset.y, self.size.height
        if height and not top <= self.cursor < top + height:
            if first is not None and self.cursor - first < height:
                top = first
            else:
                top = self.cursor if self.cursor < top else self.cursor - height + 1
            self.take_top(max(0, min(top, self.row_count() - height)))
            self.refresh_rows()
        self.refresh()

    def show_below(self, rows: int) -> None:
        """Bring so many rows below the cursor into view, as far as half a screen goes."""
        height = self.size.height
        top = self.cursor + min(rows, height // 2) - height + 1
        if top > self.scroll_offset.y:
            self.take_top(top)
            self.refresh_rows()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Read the rows that come into view before they are drawn."""
        self.refresh_rows()
        super().watch_scroll_y(old_value, new_value)

    def on_resize(self) -> None:
        """Read the rows that have come into view, and keep the cursor among them."""
        self.rows_changed()
        self.show_cursor()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row that was clicked, and act on it."""
        index = self.scroll_offset.y + event.y
        if index < self.row_count():
            again = event.chain > 1 and index == self.cursor
            self.cursor = index
            self.choose(again=again)

    def action_move(self, rows: int) -> None:
        """Move the cursor down, or up if `rows` is negative."""
        self.cursor += rows

    def action_page(self, pages: float) -> None:
        """Move the cursor by screens; one row of the last one stays in view."""
        self.cursor += round(pages * max(1, self.size.height - 1))
