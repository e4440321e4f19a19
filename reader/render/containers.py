"""What stands left of a block: the bars of quotes, the markers of lists, the indents of what is below them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.domain.block import Definition, Footnote, Item, Quote
from reader.render.cells import cell_width, cut
from reader.render.line import BLANK, Line
from reader.render.span import NOTE_MARK
from reader.render.theme import Role
from reader.render.typesetter import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.segment import Segment

    from reader.domain.block import Block, Container
    from reader.render.typesetter import Typesetter

QUOTE_BAR = "▌ "
INDENT = 4
"""Cells that text stands in below a term, or below a marker that takes a line of its own."""
LEAST_TEXT = 16
"""Cells that containers leave for the text, however deep it is; half of a page that is narrower than twice that."""
WIDEST_MARKER = 8
"""Cells above which a marker takes a line of its own."""


class Margin:
    """The cells left of one block."""

    def __init__(self, block: Block, width: int, setter: Typesetter) -> None:
        shown = _innermost(block.inside, width - min(LEAST_TEXT, width // 2))
        first = len(shown) - min(block.opens, len(shown))
        self.width = sum(map(_indent, shown))
        self.quoted = any(isinstance(container, Quote) for container in shown)
        self._rest = [_segment(container, "", setter) for container in shown]
        self._between = self._rest[:first]
        self._markers: list[Line] = []
        self._first = self._rest[:first]
        for at, container in enumerate(shown[first:], first):
            marker = _marker(container)
            if cell_width(marker) > WIDEST_MARKER:
                room = width - sum(map(_indent, shown[:at]))
                note = _note(container)
                self._markers.append(_line([*self._first, setter.segment(cut(marker, room), Role.MARKER, link=note)]))
                self._first = self._rest[: at + 1]
            else:
                self._first.append(_segment(container, marker, setter))

    def beside(self, lines: Iterable[Line]) -> list[Line]:
        """Return `lines` with the margin at their left, and what stands on lines of its own above them."""
        if not self.width:
            return list(lines)
        return self._markers + [
            line.between(self._rest if number else self._first, (), self.width + line.cells)
            for number, line in enumerate(lines)
        ]

    def above(self) -> Line:
        """Return the blank line before the block, with the bars of the quotes that go on."""
        return _line(self._between) if any(segment.text.strip() for segment in self._between) else BLANK


def _innermost(containers: Sequence[Container], room: int) -> list[Container]:
    """Return the innermost containers whose indents take at most `room` cells."""
    shown: list[Container] = []
    for container in reversed(containers):
        room -= _indent(container)
        if room < 0:
            break
        shown.append(container)
    return shown[::-1]


@lru_cache(1024)
def _marker(container: Container) -> str:
    match container:
        case Item(marker):
            return one_line(marker)
        case Footnote(label):
            return f"[{one_line(label)}]"
        case _:
            return ""


@lru_cache(1024)
def _indent(container: Container) -> int:
    match container:
        case Quote():
            return cell_width(QUOTE_BAR)
        case Definition():
            return INDENT
        case _:
            cells = cell_width(_marker(container))
            return cells + 1 if cells <= WIDEST_MARKER else INDENT


def _segment(container: Container, marker: str, setter: Typesetter) -> Segment:
    if isinstance(container, Quote):
        return setter.segment(QUOTE_BAR, Role.QUOTE_BAR)
    note = _note(container) if marker else None
    return setter.segment(marker + " " * (_indent(container) - cell_width(marker)), Role.MARKER, link=note)


def _note(container: Container) -> str | None:
    return NOTE_MARK + container.label if isinstance(container, Footnote) else None


def _line(segments: Sequence[Segment]) -> Line:
    return Line(tuple(segments), sum(cell_width(segment.text) for segment in segments))
