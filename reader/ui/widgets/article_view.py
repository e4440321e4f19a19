"""The text of an article: sets it for the width there is, and draws its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message

from reader import paths
from reader.ui.widgets.measured_view import MeasuredView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.strip import Strip

    from reader.domain.article import Article
    from reader.domain.block import Block, Body, Picture
    from reader.domain.reading_state import Place
    from reader.render.document import Document
    from reader.render.span import Link
    from reader.render.theme import Theme
    from reader.render.viewport import Viewport


class ArticleView(MeasuredView):
    """Shows one article, set to a measure and centred."""

    BINDING_GROUP_TITLE = "In the text"
    BINDINGS: ClassVar[list[BindingType]] = [
        *MeasuredView.KEYS,
        Binding("escape,left,h,backspace", "leave", "back", tooltip="back to the list", id="text.leave"),
    ]

    class Left(Message):
        """The reader wants to go back to the list."""

    class LinkClicked(Message):
        """A link in the text was clicked."""

        def __init__(self, address: str) -> None:
            super().__init__()
            self.address = address

    def __init__(self, *, measure: int) -> None:
        super().__init__(measure=measure)
        self._article: Article | None = None
        self._begin: Place | None = None
        """Where to begin once there is a width to set the text for."""
        self._ahead: tuple[Body, Document] | None = None
        """What may be shown next, with its first screen laid out."""
        self._theme: Theme | None = None
        self._theme_name = ""

    @property
    def measure(self) -> int:
        """The longest line, in cells."""
        return self._measure

    @measure.setter
    def measure(self, cells: int) -> None:
        self._measure = cells
        self._set()

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen; of a text that is about to come, it is not."""
        coming = self.viewport is None and (self.body is not None or self._snapshot is not None)
        return not coming and super().at_end

    @property
    def place(self) -> Place | None:
        """Where the top of the screen stands in the article."""
        return self._begin if self.viewport is None else self.viewport.place

    def show(self, article: Article, body: Body, place: Place | None) -> None:
        """Show an article from `place` on, or from its top."""
        self._article, self.body, self._begin, self.viewport = article, body, place, None
        self.end_find()
        self.forget_note()
        self._set()

    def set_ahead(self, article: Article, body: Body, place: Place | None) -> None:
        """Set the first screen of an article that may be shown next."""
        if self.size.width:
            document = self._document(article, body)
            self._viewport(document, place)
            self._ahead = body, document

    def links(self) -> Iterator[Sequence[Link]]:
        """Yield the links of the article block by block, for which what may hold one is converted."""
        from reader.render.references import links_of  # the first frame refers to nothing

        return map(links_of, self._referring_blocks())

    def pictures(self) -> Iterator[Sequence[Picture]]:
        """Yield the images of the article block by block, for which what may hold one is converted."""
        from reader.render.references import pictures_of

        return map(pictures_of, self._referring_blocks())

    def draw_line(self, y: int) -> Strip:
        """Return one line of the screen, without letters."""
        if self.viewport is None:
            return self.stand_in(y)
        base = self._ground
        document = self.viewport.document
        line = document.line(self.viewport.top + y)
        segments = [Segment(text, base + style if style else base) for text, style, _ in line.segments]
        if self.finder is not None:
            segments = self.light(segments, self.viewport.top + y)
        return self.centre(segments, line.cells)

    def on_resize(self) -> None:
        """Set the text anew if its lines get another width."""
        if self.viewport is not None and self.viewport.document.width == self.line_width:
            self.viewport.resize(self.size.height)
            self.follow()
        else:
            self._set()

    def notify_style_update(self) -> None:
        """Set the text anew in the colours of another theme."""
        super().notify_style_update()
        # Its styles are also updated when the keys go elsewhere.
        if self._theme is not None and self._theme_name != self.app.theme:
            self._theme = None
            self._set()

    def on_click(self, event: events.Click) -> None:
        """Follow the link or the number of a footnote that was clicked."""
        if event.style.link:
            self.post_message(self.LinkClicked(event.style.link))
        elif (label := self.note_in(event.style)) is not None:
            self.go_to_note(label)

    def action_leave(self) -> None:
        """Go back to the list."""
        self.post_message(self.Left())

    def _referring_blocks(self) -> Iterator[Block]:
        body, index = self.body, 0
        while body is not None and (index < body.known or body.rest):
            if index == body.known:
                body.read_on()
            elif body.refers(index):
                yield body[index]
                index += 1
            else:
                index += 1

    def _set(self) -> None:
        """Set the text for the width there is, and keep its place."""
        if not self.size.width or self._article is None or self.body is None:
            return
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead[0] is self.body and ahead[1].width == self.line_width:
            document = ahead[1]
        else:
            document = self._document(self._article, self.body)
        self.viewport = self._viewport(document, self.place)
        self.find_again()
        self.follow()

    def _document(self, article: Article, body: Body) -> Document:
        # These and what they import cost more than the first frame can spare.
        from reader.render.document import Document
        from reader.render.theme import read_theme

        if self._theme is None:
            self._theme_name = self.app.theme
            self._theme = read_theme(paths.page_styles(), "screen", self.app.theme_variables)
        return Document(article, body, width=self.line_width, theme=self._theme)

    def _viewport(self, document: Document, place: Place | None) -> Viewport:
        """Lay out a document where a reader of it has stopped."""
        from reader.render.viewport import Viewport

        viewport = Viewport(document, self.size.height)
        if place is not None:
            viewport.scroll_to_place(place)
        return viewport
