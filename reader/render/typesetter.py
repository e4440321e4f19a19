"""Sets spans as lines: breaks them, and gives each piece the style of its roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from reader.domain.address import is_openable
from reader.render.cells import cell_width, printable
from reader.render.line import Line
from reader.render.line_break import break_text
from reader.render.phrases import parse_phrases
from reader.render.span import NOTE_MARK, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.domain.block import Picture
    from reader.render.theme import Role, Theme

NOTE = "note"
"""The meta of a style whose text refers to a footnote, or begins it; its value is the label."""


class Typesetter:
    """Sets text of one language in one theme, with or without the numbers of its links."""

    def __init__(self, theme: Theme, language: str, *, link_numbers: bool = True) -> None:
        self.language = language
        self.link_numbers = link_numbers
        self._theme = theme
        self._styles: dict[tuple[tuple[Role, ...], str | None], Style | None] = {}

    def segment(self, text: str, *roles: Role, link: str | None = None) -> Segment:
        """Return a piece of text in the style of `roles`, the last on top, with a hyperlink if `link` may be opened.

        If it is the mark of a footnote, the label is the style's meta `note`: no terminal gets to see it.
        """
        look = (roles, link)
        if look not in self._styles:
            self._styles[look] = self._style(roles, link) or None
        return Segment(text, self._styles[look])

    def _style(self, roles: tuple[Role, ...], link: str | None) -> Style:
        style = self._theme.style(*roles)
        if link is not None and link.startswith(NOTE_MARK):
            return style + Style.from_meta({NOTE: link.removeprefix(NOTE_MARK)})
        if link is not None and is_openable(link) and printable(link) == link:
            return style + Style(link=link)
        return style

    def parse(self, text: str, *, pictures: Sequence[Picture] = (), first_link: int = 1) -> list[Span]:
        """Return the spans of a phrase of Markdown."""
        return parse_phrases(
            text,
            pictures=pictures,
            first_link=first_link,
            language=self.language,
            link_numbers=self.link_numbers,
        )

    def phrases(
        self, text: str, width: int, *roles: Role, pictures: Sequence[Picture] = (), first_link: int = 1
    ) -> list[Line]:
        """Return the lines of a phrase of Markdown."""
        return self.spans(self.parse(text, pictures=pictures, first_link=first_link), width, *roles)

    def spans(self, spans: Iterable[Span], width: int, *roles: Role, first: int | None = None) -> list[Line]:
        """Return the lines of spans that play `roles` beside their own; one empty line if there is no text.

        The first line has `first` cells, if that is not None.
        """
        runs = list(spans)
        text = "".join(span.text for span in runs)
        lines = []
        pieces = Pieces(runs)
        for start, end in break_text(text, width, language=self.language, first=first):
            lines.append(self.line(pieces, start, end, cell_width(text[start:end]), *roles))
        return lines

    def line(self, pieces: Pieces, start: int, end: int, cells: int, *roles: Role) -> Line:
        """Return the line of `cells` cells that shows the characters from `start` up to `end`."""
        cut = list(pieces.cut(start, end))
        segments = tuple(self.segment(piece, *roles, *span.roles, link=span.link) for piece, span, _ in cut)
        return Line(segments, cells, start, tuple(origin for _, _, origin in cut))

    def plain(self, text: str, width: int, *roles: Role) -> list[Line]:
        """Return the lines of text that holds no Markdown."""
        return self.spans([Span(text)], width, *roles)


def one_line(text: str) -> str:
    """Return `text` without what may not reach a terminal, its blanks and line ends single blanks."""
    return " ".join(printable(text).split())


class Pieces:
    """Cuts stretches out of spans, each of which begins behind the one before it."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._at = 0
        self._offset = 0
        """How many characters come before the span at `_at`."""
        self._added = 0
        """How many of them are added."""

    def cut(self, start: int, end: int) -> Iterator[tuple[str, Span, int | None]]:
        """Yield the pieces from `start` up to `end`, each with its span, and its origin in the text if it has one."""
        while self._at < len(self._spans):
            span = self._spans[self._at]
            begin = max(0, start - self._offset)
            piece = span.text[begin : end - self._offset]
            if piece:
                yield piece, span, None if span.is_added else self._offset + begin - self._added
            if self._offset + len(span.text) >= end:
                return
            self._offset += len(span.text)
            self._added += len(span.text) if span.is_added else 0
            self._at += 1
