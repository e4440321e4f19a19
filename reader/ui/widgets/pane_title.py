"""The line above a pane: its title on the left, a note on the right; while something is under way, a progress bar."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.render.cells import cell_width, cut


class PaneTitle(Widget):
    """Draws `title` and `note` on one line, the title cut to what the note leaves; the ground fills by `share`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pane-title--note", "pane-title--done"}

    title = reactive("")
    note = reactive("")
    share = reactive(0.0)
    """How much of what is under way is done, from 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self._ground = Style.null()
        """The style of the line, which Textual takes long to work out."""

    def notify_style_update(self) -> None:
        """Take over the ground of another theme, or of a pane in use."""
        super().notify_style_update()
        self._ground = self.rich_style

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        width = self.size.width
        base = self._ground
        if y or width < 4:
            return Strip.blank(width, base)
        note = cut(self.note, width // 2)
        title = cut(self.title, width - cell_width(note) - 3)
        gap = width - 2 - cell_width(title) - cell_width(note)
        strip = Strip(
            [
                Segment(" ", base),
                Segment(title, base),
                Segment(" " * gap, base),
                Segment(note, self.get_component_rich_style("pane-title--note")),
                Segment(" ", base),
            ],
            width,
        )
        done = round(self.share * width)
        if not done:
            return strip
        ground = self.get_component_rich_style("pane-title--done", partial=True)
        filled = Segment.apply_style(strip.crop(0, done), post_style=ground)
        return Strip([*filled, *strip.crop(done, width)], width)
