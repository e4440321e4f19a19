"""A scroll view that shows what a viewport stands on."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from reader.ui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from reader.render.viewport import Viewport

LINES_KEPT = 2
"""Lines of a screen that are still there after a page down."""
SCREENS_AHEAD = 3
AHEAD_SECONDS = 0.02
"""How long after a key the first block is laid out ahead: when its frame is drawn, and before the next key."""
SLICE_SECONDS = 0.002
PAUSE_SECONDS = 0.004
"""How long to lay out ahead between two looks at the keys, and how long to leave to them."""
REST_SECONDS = 0.2
"""How long the text has to stand still to be at rest."""


class ViewportView(LineView):
    """Moves a viewport with keys, wheel and scroll bar, and lays out ahead of it while nothing else is to do."""

    KEYS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_lines(1)", "scroll", key_display="↑↓", tooltip="line down", id="line.next"),
        Binding("up,k", "scroll_lines(-1)", "line up", show=False, id="line.previous"),
        Binding("pagedown", "scroll_pages(1)", "page down", show=False, id="page.next"),
        Binding("b,pageup", "scroll_pages(-1)", "page up", show=False, id="page.previous"),
        Binding("ctrl+d", "scroll_pages(0.5)", "half a page down", show=False, id="half_page.next"),
        Binding("ctrl+u", "scroll_pages(-0.5)", "half a page up", show=False, id="half_page.previous"),
        Binding("g,home", "scroll_top", "top", show=False, id="text.top"),
        Binding("G,end", "scroll_bottom", "bottom", show=False, id="text.bottom"),
    ]

    class LaidOut(Message):
        """What comes next in the text is laid out, and nothing else is to do."""

    class Rested(Message):
        """The text has come to rest at a place."""

    def __init__(self) -> None:
        super().__init__()
        self.viewport: Viewport | None = None
        self._timer: Timer | None = None

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return self.viewport is None or self.viewport.at_end

    @property
    def share_shown(self) -> float:
        """How much of the text lies above the bottom of the screen, from 0 to 1."""
        return 1.0 if self.viewport is None else self.viewport.share_shown

    @property
    def block_at_top(self) -> int:
        """The block of the document that the top of the screen stands in."""
        return 0 if self.viewport is None else self.viewport.place.block

    def show_block(self, block: int) -> None:
        """Bring a block of the document to the top."""
        if self.viewport is not None:
            self.viewport.scroll_to_block(block)
            self.follow()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Go where the scroll bar or the wheel points."""
        if self.viewport is not None and round(new_value) != self.viewport.top:
            self.viewport.scroll_to(round(new_value))
            self.follow()
        super().watch_scroll_y(old_value, self.scroll_y)

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll down, or up if `lines` is negative."""
        if self.viewport is not None:
            self.viewport.scroll_by(lines)
            self.follow()

    def action_scroll_pages(self, pages: float) -> None:
        """Scroll by screens."""
        self.action_scroll_lines(round(pages * max(1, self.size.height - LINES_KEPT)))

    def action_scroll_top(self) -> None:
        """Go to the first line."""
        if self.viewport is not None:
            self.viewport.scroll_to(0)
            self.follow()

    def action_scroll_bottom(self) -> None:
        """Go to the last line."""
        if self.viewport is not None:
            self.viewport.scroll_to_end()
            self.follow()

    def follow(self) -> None:
        """Show what the viewport stands on, and let the scroll bar follow."""
        if self.viewport is None:
            return
        # Another height forces a layout of the screen, so it waits for a rest unless the end is near.
        if self.viewport.at_end or self.viewport.top + self.size.height >= self.virtual_size.height:
            self._take_height(self.viewport)
        self.take_top(self.viewport.top)
        self.refresh()
        self._after(AHEAD_SECONDS, self._lay_out_ahead)

    def _take_height(self, viewport: Viewport) -> None:
        self.take_height(viewport.document.height)

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(seconds, act)

    def _lay_out_ahead(self) -> None:
        """Lay out what comes next for a moment; when all of it is there, wait for the text to come to rest."""
        end = perf_counter() + SLICE_SECONDS
        while self.viewport is not None and self.viewport.lay_out_ahead(SCREENS_AHEAD):
            if perf_counter() > end:
                self._after(PAUSE_SECONDS, self._lay_out_ahead)
                return
        self._after(REST_SECONDS, self._rest)
        self.post_message(self.LaidOut())

    def _rest(self) -> None:
        """Let the scroll bar know all that is laid out, and say that the text has come to rest."""
        if self.viewport is None:
            return
        self._take_height(self.viewport)
        self.take_top(self.viewport.top)
        self.post_message(self.Rested())
