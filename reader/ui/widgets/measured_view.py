"""A view of a text that keeps to a measure; until the text is there, it shows what is known of its looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader import paths
from reader.ui.snapshot import Snapshot
from reader.ui.widgets.hinted_view import HintedView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.geometry import Region

    from reader.library.first_page import FirstScreen

    class SetAhead(Protocol):
        """Sets the first screen of an article; None if the article cannot be read."""

        def __call__(self, *, width: int, height: int, styles: str, colours: Mapping[str, str]) -> FirstScreen | None:
            """Set `height` lines of `width` cells."""


WELCOME = "Choose an article with ↑ and ↓, open it with Enter."
LEAST_MARGIN = 2
"""Cells that stay free on either side of the text."""


class MeasuredView(HintedView):
    """Centres lines of a measure, in cells."""

    class IsSet(Message):
        """The first screen of an article has been set elsewhere."""

        def __init__(self, title: str) -> None:
            super().__init__()
            self.title = title

    def __init__(self, *, measure: int) -> None:
        super().__init__()
        self._measure = measure
        self._ground = Style.null()
        """The style of what is around the text, which Textual takes long to work out."""
        self._snapshot: Snapshot | None = None
        self._set_ahead: SetAhead | None = None
        """What has another process set the article."""
        self._note = WELCOME

    @property
    def line_width(self) -> int:
        """How wide the lines are for the width there is, in cells."""
        return max(1, min(self._measure, self.width - 2 * LEAST_MARGIN))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show how an article looked at the end of the last session, until it is read."""
        self._snapshot = snapshot

    def show_ahead(self, set_ahead: SetAhead) -> None:
        """Show the first screen of an article that another process sets, until it is read."""
        self._set_ahead = set_ahead
        self._note = ""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of the view; the first frame waits for what another process sets."""
        if self._set_ahead is not None:
            self._take_ahead(self._set_ahead)
            self._set_ahead = None
        return super().render_lines(crop)

    def _take_ahead(self, set_ahead: SetAhead) -> None:
        """Take what another process has set, for the width there is now."""
        screen = set_ahead(
            width=self.line_width,
            height=self.size.height,
            styles=paths.page_styles(),
            colours=self.app.theme_variables,
        )
        if screen is not None:
            base = self._ground
            lines = ([Segment(text, base + Style.parse(style)) for text, style in line] for line in screen.lines)
            strips = tuple(self.centre(line, sum(segment.cell_length for segment in line)) for line in lines)
            self._snapshot = Snapshot(self._looks, screen.title, strips)
            self.post_message(self.IsSet(screen.title))

    def snapshot(self, title: str) -> Snapshot:
        """Return how the text looks now."""
        return Snapshot(self._looks, title, self.lines_shown())

    def stand_in(self, y: int) -> Strip:
        """Return one line of what is shown until the text is there."""
        if self._snapshot is not None and self._snapshot.looks == self._looks:
            return self._snapshot.strips[y]
        return self.draw_note(y, self._note)

    def centre(self, segments: Sequence[Segment], cells: int) -> Strip:
        """Return a line of the screen with segments of `cells` cells in it."""
        end, base = self.end, self._ground
        left = max(0, (self.width - self.line_width) // 2)
        right = end - left - cells
        if right < 0:  # the measure has changed since the line was set
            return Strip([Segment(" " * left, base), *segments], left + cells).crop(0, end)
        return Strip([Segment(" " * left, base), *segments, Segment(" " * right, base)], end)

    def notify_style_update(self) -> None:
        """Take over the ground of another theme."""
        super().notify_style_update()
        self._ground = self.rich_style

    @property
    def _looks(self) -> str:
        return f"{self.size.width}x{self.size.height} {self._measure} {self.app.theme}"
