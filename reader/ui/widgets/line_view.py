"""A view that draws its own lines, of which there may be more or fewer at any time."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.geometry import Region

NOTE_MARGIN = 2
"""Cells that stay free on either side of a note."""
PARTS_OF_A_CELL = 8
"""How finely the thumb of a scroll bar is drawn."""


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Scrolls over lines that a subclass counts and draws; its style sheet has to keep room for the scroll bar."""

    @property
    def width(self) -> int:
        """The cells of a line; for a view without borders and paddings, this is quicker than to ask for its size."""
        return self.outer_size.width

    @property
    def end(self) -> int:
        """Where the scroll bar covers a line; Textual would cut each that does not end there, which takes long."""
        return self.width - self.scrollbar_size_vertical

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of the view.

        What has neither border nor padding needs no other lines than its own, and these come back the same as long as
        they look the same: what has been worked out to write one to the terminal is kept with it.
        """
        end, ground = self.end, self.background_colors[1]
        filters = self.get_line_filters()
        lines = []
        for y in crop.line_range:
            line = self.render_line(y).adjust_cell_length(end)
            for line_filter in filters:
                line = line.apply_filter(line_filter, ground)
            lines.append(line.crop(crop.x, crop.right))
        return lines

    def draw_note(self, y: int, note: str) -> Strip:
        """Return one line of a note that stands where there is nothing else to show."""
        width, ground = self.width, self.visual_style.rich_style
        room = max(1, width - 2 * NOTE_MARGIN)
        lines = ["", *(line for part in note.splitlines() for line in wrap(part, room) or [""])]
        if y >= len(lines):
            return Strip.blank(width, ground)
        quiet = ground + Style(color=self.app.theme_variables["quiet"])
        strip = Strip([Segment(" " * NOTE_MARGIN, ground), Segment(lines[y], quiet)])
        return strip.adjust_cell_length(width, ground)

    def take_height(self, lines: int) -> None:
        """Take over another number of lines."""
        # As a change that Textual follows, it would lay out the whole screen, which takes longer than the frame itself.
        height = max(lines, self.size.height)
        self.set_reactive(Widget.virtual_size, Size(self.size.width, height))
        if self.show_vertical_scrollbar and self.vertical_scrollbar.window_virtual_size != height:
            self.vertical_scrollbar.window_virtual_size = height
            self.vertical_scrollbar.position = self.scroll_y

    def take_top(self, line: int) -> None:
        """Take over another line at the top; for a caller who draws the lines."""
        self.set_reactive(Widget.scroll_y, float(line))
        self.set_reactive(Widget.scroll_target_y, float(line))
        self.move_bar(line)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Style nothing anew: a subclass draws what looks different while the keys go to it."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the lines that have come into view, and move the scroll bar."""
        if round(old_value) != round(new_value):
            self.refresh()
        self.move_bar(new_value)

    def move_bar(self, top: float) -> None:
        """Let the scroll bar follow, which is drawn anew only if its thumb comes to look different."""
        if self.show_vertical_scrollbar:
            bar, height, lines = self.vertical_scrollbar, self.size.height, max(1, self.virtual_size.height)
            room = PARTS_OF_A_CELL * (height - max(1, height * height / lines))
            parts = room / max(1, lines - height)
            if int(bar.position * parts) != int(top * parts):
                bar.position = top
