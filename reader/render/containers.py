"""What stands left of a block: the bars of quotes, the markers of lists, the indents of what is below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.domain.block import Definition, Footnote, Item, Quote
from reader.render.cells import cell_width, cut, printable
from reader.render.line import Line
from reader.render.theme import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.segment import Segment

    from reader.domain.block import Block, Container
    from reader.render.typesetter import Typesetter

QUOTE_BAR = "▌ "
DEFINITION_INDENT = 4
LEAST_TEXT = 16
"""Cells that containers leave for the text, however deep it is; half of a page that is narrower than twice that."""
WIDEST_MARKER = 8


class Margin:
    """The cells left of one block."""

    def __init__(self, block: Block, width: int, setter: Typesetter) -> None:
        room = width - min(LEAST_TEXT, width // 2)
        shown = list(block.inside)
        while sum(map(_width, shown)) > room:
            del shown[0]
        opened = block.opens - max(0, block.opens - len(shown))
        first = len(shown) - opened
        self.width = sum(map(_width, shown))
        self._first = tuple(_segment(container, setter, opened=at >= first) for at, container in enumerate(shown))
        self._rest = tuple(_segment(container, setter, opened=False) for container in shown)
        self._between = self._rest[:first]
        self.quoted = any(isinstance(container, Quote) for container in shown)

    def beside(self, lines: Iterable[Line]) -> list[Line]:
        """Return `lines` with the margin at their left."""
        if not self.width:
            return list(lines)
        return [
            Line((*(self._rest if number else self._first), *line.segments), self.width + line.cells, line.offset)
            for number, line in enumerate(lines)
        ]

    def above(self) -> Line:
        """Return the blank line before the block, with the bars of the quotes that go on."""
        bars = tuple(segment for segment in self._between)
        if not any(segment.text.strip() for segment in bars):
            return Line()
        return Line(bars, sum(cell_width(segment.text) for segment in bars))


def _marker(container: Container) -> str:
    match container:
        case Item(marker):
            return cut(printable(marker), WIDEST_MARKER)
        case Footnote(label):
            return cut(f"[{printable(label)}]", WIDEST_MARKER)
        case _:
            return ""


def _width(container: Container) -> int:
    match container:
        case Quote():
            return cell_width(QUOTE_BAR)
        case Definition():
            return DEFINITION_INDENT
        case _:
            return cell_width(_marker(container)) + 1


def _segment(container: Container, setter: Typesetter, *, opened: bool) -> Segment:
    if isinstance(container, Quote):
        return setter.segment(QUOTE_BAR, Role.QUOTE_BAR)
    marker = _marker(container) if opened else ""
    return setter.segment(marker + " " * (_width(container) - cell_width(marker)), Role.MARKER)
