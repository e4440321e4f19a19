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


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Scrolls over lines that a subclass counts and draws; its style sheet has to keep room for the scroll bar."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of the view.

        What has neither border nor padding needs no other lines than its own, and these come back the same as long as
        they look the same: what has been worked out to write one to the terminal is kept with it.
        """
        width, ground = self.size.width, self.background_colors[1]
        filters = self.get_line_filters()
        lines = []
        for y in crop.line_range:
            line = self.render_line(y).adjust_cell_length(width)
            for line_filter in filters:
                line = line.apply_filter(line_filter, ground)
            lines.append(line if (crop.x, crop.right) == (0, width) else line.crop(crop.x, crop.right))
        return lines

    def draw_note(self, y: int, note: str) -> Strip:
        """Return one line of a note that stands where there is nothing else to show."""
        width, ground = self.size.width, self.visual_style.rich_style
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
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = height
