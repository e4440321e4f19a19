"""Code blocks: as typed, highlighted, and wrapped rather than cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import split_graphemes

from reader.render.cells import cell_width, cut, printable
from reader.render.highlight import highlight
from reader.render.line import Line
from reader.render.line_break import may_part
from reader.render.theme import Role
from reader.render.typesetter import Pieces, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.domain.block import Code
    from reader.render.typesetter import Typesetter

TAB = 4
PAD = 1
"""Cells between the edge of the ground that code stands on and its text, unless the page is very narrow."""
NARROW = 12
CONTINUED = "↪ "

_WORD = re.compile(r"[\w.$@-]", re.ASCII)


def set_code(code: Code, width: int, setter: Typesetter) -> list[Line]:
    """Return the lines of a code block on a ground of their own; a line that is too long goes on below, behind `↪`."""
    lines: list[Line] = []
    language = one_line(code.language or "")
    room = width - 2 * _pad(width)
    if language and not code.tight:
        label = cut(language, room)
        named = Line((setter.segment(label, Role.CODE_BLOCK, Role.CODE_LANGUAGE),), cell_width(label), 0, (0,))
        lines.append(_on_ground(named, width, setter))
    text = "\n".join(printable(line) for line in code.text.expandtabs(TAB).splitlines())
    pieces = Pieces(highlight(text, language))
    continued = setter.segment(CONTINUED, Role.CODE_BLOCK, Role.MARKER)
    before = len(language) + 1 if lines else 0
    offset = 0
    for line in text.split("\n"):
        for number, (start, end) in enumerate(_pieces(line, room, room - cell_width(CONTINUED))):
            cells = cell_width(line[start:end])
            shown = setter.line(pieces, offset + start, offset + end, cells, Role.CODE_BLOCK).moved(before)
            if number:
                shown = shown.between((continued,), (), cell_width(CONTINUED) + cells)
            lines.append(_on_ground(shown, width, setter))
        offset += len(line) + 1
    return lines


def _pieces(line: str, first: int, rest: int) -> Iterator[tuple[int, int]]:
    """Yield where to cut a line into a piece of `first` cells and others of `rest`, words whole where that is easy."""
    if cell_width(line) <= first:
        yield 0, len(line)
        return
    begin = used = 0
    place = cells_before = 0
    room = first
    for start, _end, cells in split_graphemes(line)[0]:
        if used * 3 > room and _may_cut(line[start - 1], line[start]):
            place, cells_before = start, used
        if used + cells > room and start > begin:
            if place <= begin:
                place, cells_before = start, used
            yield begin, place
            begin, used, room = place, used - cells_before, rest
        used += cells
    yield begin, len(line)


def _may_cut(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return before != after
    return may_part(before, after) and not (_WORD.match(before) and _WORD.match(after))


def _on_ground(line: Line, width: int, setter: Typesetter) -> Line:
    """Return a line as wide as the page, within its pads."""
    left = _pad(width)
    right = width - left - line.cells
    return line.between(
        (setter.segment(" " * left, Role.CODE_BLOCK),), (setter.segment(" " * right, Role.CODE_BLOCK),), width
    )


def _pad(width: int) -> int:
    return PAD if width >= NARROW else 0
