"""The text of an article: sets it for the width there is, and draws its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from reader import paths
from reader.ui.snapshot import Snapshot
from reader.ui.widgets.hinted_view import HintedView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events

    from reader.domain.article import Article
    from reader.domain.block import Block, Body, Picture
    from reader.domain.reading_state import Place
    from reader.render.span import Link
    from reader.render.theme import Theme

LEAST_MARGIN = 2
"""Cells that stay free on either side of the text."""


class ArticleView(HintedView, inherit_bindings=False):
    """Shows one article, set to a measure and centred."""

    BINDING_GROUP_TITLE = "In the text"
    BINDINGS: ClassVar[list[BindingType]] = [
        *HintedView.BINDINGS,
        Binding("escape,left,h,backspace", "leave", "back", tooltip="back to the list", id="text.leave"),
    ]

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
        self._snapshot: Snapshot | None = None
        self._theme: Theme | None = None
        self._ground = Style.null()
        """The style of what is around the text, which Textual takes long to work out."""

    @property
    def measure(self) -> int:
        """The longest line, in cells."""
        return self._measure

    @measure.setter
    def measure(self, cells: int) -> None:
        self._measure = cells
        self._set()

    @property
    def place(self) -> Place | None:
        """Where the top of the screen stands in the article."""
        return self._begin if self.viewport is None else self.viewport.place

    def show(self, article: Article, body: Body, place: Place | None) -> None:
        """Show an article from `place` on, or from its top."""
        self._text, self._begin, self.viewport = (article, body), place, None
        self.end_find()
        self._set()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show how an article looked at the end of the last session, until it is read."""
        self._snapshot = snapshot

    def snapshot(self, title: str) -> Snapshot:
        """Return how the text looks now."""
        return Snapshot(self._looks, title, self.lines_shown())

    def links(self) -> list[Link]:
        """Return the links of the article, for which all of it is converted."""
        from reader.render.references import links_of  # the first frame refers to nothing

        return [link for block in self._blocks() for link in links_of(block)]

    def pictures(self) -> list[Picture]:
        """Return the images of the article, for which all of it is converted."""
        from reader.render.references import pictures_of

        return [picture for block in self._blocks() for picture in pictures_of(block)]

    def draw_line(self, y: int) -> Strip:
        """Return one line of the screen, without letters."""
        width, base = self.size.width, self._ground
        if self.viewport is None:
            known = self._snapshot is not None and self._snapshot.looks == self._looks
            return self._snapshot.strips[y] if self._snapshot is not None and known else Strip.blank(width, base)
        document = self.viewport.document
        line = document.line(self.viewport.top + y)
        left = max(0, (width - document.width) // 2)
        segments = [Segment(text, base + style if style else base) for text, style, _ in line.segments]
        if self.finder is not None:
            segments = self.light(segments, self.viewport.top + y)
        return Strip([Segment(" " * left, base), *segments], left + line.cells).adjust_cell_length(width, base)

    def on_resize(self) -> None:
        """Set the text anew if its lines get another width."""
        if self.viewport is not None and self.viewport.document.width == self._line_width:
            self.viewport.resize(self.size.height)
            self.follow()
        else:
            self._set()

    def notify_style_update(self) -> None:
        """Set the text anew in the colours of another theme."""
        super().notify_style_update()
        self._ground = self.rich_style
        self._theme = None
        if self.viewport is not None:
            self._set()

    def on_click(self, event: events.Click) -> None:
        """Follow the link that was clicked."""
        if event.style.link:
            self.post_message(self.LinkClicked(event.style.link))

    def action_leave(self) -> None:
        """Go back to the list."""
        self.post_message(self.Left())

    def _blocks(self) -> Iterator[Block]:
        if self._text is not None:
            body = self._text[1]
            yield from (body[index] for index in range(len(body)))

    @property
    def _line_width(self) -> int:
        return max(1, min(self.measure, self.size.width - 2 * LEAST_MARGIN))

    @property
    def _looks(self) -> str:
        return f"{self.size.width}x{self.size.height} {self.measure} {self.app.theme}"

    def _set(self) -> None:
        """Set the text for the width there is, and keep its place."""
        if self._text is None or not self.size.width:
            return
        # These and what they import cost more than the first frame can spare.
        from reader.render.document import Document
        from reader.render.theme import read_theme
        from reader.render.viewport import Viewport

        place = self.place
        if self._theme is None:
            self._theme = read_theme(paths.page_styles(), "screen", self.app.theme_variables)
        document = Document(*self._text, width=self._line_width, theme=self._theme)
        self.viewport = Viewport(document, self.size.height)
        if place is not None:
            self.viewport.scroll_to_place(place)
        self.find_again()
        self.follow()
