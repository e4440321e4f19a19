"""A view that draws its own lines, of which there may be more or fewer at any time."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Scrolls over lines that a subclass counts and draws; its style sheet has to keep room for the scroll bar."""

    def take_height(self, lines: int) -> None:
        """Take over another number of lines."""
        # As a change that Textual follows, it would lay out the whole screen, which takes longer than the frame itself.
        height = max(lines, self.size.height)
        self.set_reactive(Widget.virtual_size, Size(self.size.width, height))
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = height
