"""The text of an article: draws the lines of a document, of which only those near the screen are laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from reader.render.theme import Role, Theme

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from reader.domain.article import Article
    from reader.domain.block import Body
    from reader.domain.reading_state import Place
    from reader.render.viewport import Viewport

LEAST_MARGIN = 2
"""Cells that stay free on either side of the text."""
LINES_KEPT = 2
"""Lines of a screen that are still there after a page down."""
SCREENS_AHEAD = 3
SLICE_SECONDS = 0.004
"""How long to wait for keys between two blocks that are laid out ahead."""
REST_SECONDS = 0.2
"""How long the text has to rest before its place is announced."""


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one article, set to a measure and centred."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{role.value}" for role in Role}
    BINDING_GROUP_TITLE = "In the text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,left,h,backspace", "leave", "back", key_display="Esc", id="text.leave"),
        Binding("down,j", "scroll_lines(1)", "scroll", key_display="↑↓", id="line.next"),
        Binding("up,k", "scroll_lines(-1)", "line up", show=False, id="line.previous"),
        Binding("pagedown,ctrl+f", "scroll_pages(1)", "page down", show=False, id="page.next"),
        Binding("b,pageup,ctrl+b", "scroll_pages(-1)", "page up", show=False, id="page.previous"),
        Binding("ctrl+d", "scroll_pages(0.5)", "half a page down", show=False, id="half_page.next"),
        Binding("ctrl+u", "scroll_pages(-0.5)", "half a page up", show=False, id="half_page.previous"),
        Binding("g,home", "scroll_top", "top", show=False, id="text.top"),
        Binding("G,end", "scroll_bottom", "bottom", show=False, id="text.bottom"),
    ]

    @dataclass
    class Scrolled(Message):
        """Another part of the text is on the screen."""

    @dataclass
    class Rested(Message):
        """The text has come to rest at a place."""

    @dataclass
    class Left(Message):
        """The reader wants to go back to the list."""

    @dataclass
    class LinkClicked(Message):
        """A link in the text was clicked."""

        address: str

    def __init__(self, *, measure: int) -> None:
        super().__init__()
        self._measure = measure
        self._text: tuple[Article, Body] | None = None
        self._begin: Place | None = None
        """Where to begin once there is a width to set the text for."""
        self._viewport: Viewport | None = None
        self._timer: Timer | None = None

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return self._viewport is None or self._viewport.at_end

    @property
    def share_shown(self) -> float:
        """How much of the article lies above the bottom of the screen, from 0 to 1."""
        return 1.0 if self._viewport is None else self._viewport.share_shown

    @property
    def place(self) -> Place | None:
        """Where the top of the screen stands in the article."""
        return self._begin if self._viewport is None else self._viewport.place

    def show(self, article: Article, body: Body, place: Place | None) -> None:
        """Show an article from `place` on, or from its top."""
        self._text, self._begin, self._viewport = (article, body), place, None
        self._set()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        width, base = self.size.width, self.rich_style
        if self._viewport is None:
            return Strip.blank(width, base)
        document = self._viewport.document
        line = document.line(self._viewport.top + y)
        left = max(0, (width - document.width) // 2)
        segments = [Segment(text, base + style if style else base) for text, style, _ in line.segments]
        return Strip([Segment(" " * left, base), *segments], left + line.cells).adjust_cell_length(width, base)

    def on_resize(self) -> None:
        """Set the text anew if its lines get another width."""
        if self._viewport is not None and self._viewport.document.width == self._line_width():
            self._viewport.resize(self.size.height)
            self._follow()
        else:
            self._set()

    def notify_style_update(self) -> None:
        """Set the text anew in the colours of another theme."""
        super().notify_style_update()
        if self._viewport is not None:
            self._set()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Go where the scroll bar or the wheel points."""
        if self._viewport is not None and round(new_value) != self._viewport.top:
            self._viewport.scroll_to(round(new_value))
            self._follow()
        super().watch_scroll_y(old_value, self.scroll_y)

    def on_click(self, event: events.Click) -> None:
        """Follow the link that was clicked."""
        if event.style.link:
            self.post_message(self.LinkClicked(event.style.link))

    def action_leave(self) -> None:
        """Go back to the list."""
        self.post_message(self.Left())

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll down, or up if `lines` is negative."""
        if self._viewport is not None:
            self._viewport.scroll_by(lines)
            self._follow()

    def action_scroll_pages(self, pages: float) -> None:
        """Scroll by screens."""
        self.action_scroll_lines(round(pages * max(1, self.size.height - LINES_KEPT)))

    def action_scroll_top(self) -> None:
        """Go to the first line."""
        if self._viewport is not None:
            self._viewport.scroll_to(0)
            self._follow()

    def action_scroll_bottom(self) -> None:
        """Go to the last line."""
        if self._viewport is not None:
            self._viewport.scroll_to_end()
            self._follow()

    def _line_width(self) -> int:
        return max(1, min(self._measure, self.size.width - 2 * LEAST_MARGIN))

    def _set(self) -> None:
        """Set the text for the width there is, and keep its place."""
        if self._text is None or not self.size.width:
            return
        # These and what they import cost more than the first frame can spare.
        from reader.render.document import Document
        from reader.render.viewport import Viewport

        place = self.place
        styles = {role: self.get_component_rich_style(f"article--{role.value}", partial=True) for role in Role}
        document = Document(*self._text, width=self._line_width(), theme=Theme(styles))
        self._viewport = Viewport(document, self.size.height)
        if place is not None:
            self._viewport.scroll_to_place(place)
        self._follow()

    def _follow(self) -> None:
        """Show what the viewport stands on, and let the scroll bar follow."""
        if self._viewport is None:
            return
        # Another height forces a layout of the screen, so it waits for a rest unless the end is near.
        if self._viewport.at_end or self._viewport.top + self.size.height >= self.virtual_size.height:
            self._take_height()
        self._take_top()
        self.refresh()
        self.post_message(self.Scrolled())
        self._rest_after(REST_SECONDS)

    def _take_height(self) -> None:
        if self._viewport is not None:
            self.virtual_size = Size(self.size.width, self._viewport.document.height)

    def _take_top(self) -> None:
        if self._viewport is not None:
            top = self._viewport.top
            self.set_reactive(Widget.scroll_y, float(top))
            self.set_reactive(Widget.scroll_target_y, float(top))
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.position = top

    def _rest_after(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(seconds, self._rest)

    def _rest(self) -> None:
        """Lay out a block of what comes next; when all of it is there, say where the text has come to rest."""
        if self._viewport is not None and self._viewport.lay_out_ahead(SCREENS_AHEAD):
            self._rest_after(SLICE_SECONDS)
            return
        self._take_top()
        self._take_height()
        self.post_message(self.Rested())
