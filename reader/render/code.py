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
    from collections.abc import Iterator, Sequence

    from rich.segment import Segment

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
        lines.append(_on_ground([setter.segment(label, Role.CODE_BLOCK, Role.CODE_LANGUAGE)], label, width, 0, setter))
    text = "\n".join(printable(line) for line in code.text.expandtabs(TAB).splitlines())
    pieces = Pieces(highlight(text, language))
    offset = 0
    for line in text.split("\n"):
        for number, (start, end) in enumerate(_pieces(line, room, room - cell_width(CONTINUED))):
            segments = [setter.segment(CONTINUED, Role.CODE_BLOCK, Role.MARKER)] if number else []
            for piece, span in pieces.cut(offset + start, offset + end):
                segments.append(setter.segment(piece, Role.CODE_BLOCK, *span.roles))
            shown = (CONTINUED if number else "") + line[start:end]
            lines.append(_on_ground(segments, shown, width, offset + start, setter))
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


def _on_ground(segments: Sequence[Segment], text: str, width: int, offset: int, setter: Typesetter) -> Line:
    """Return a line as wide as the page, `segments`, which say `text`, within its pads."""
    left = _pad(width)
    return Line(
        (
            setter.segment(" " * left, Role.CODE_BLOCK),
            *segments,
            setter.segment(" " * (width - left - cell_width(text)), Role.CODE_BLOCK),
        ),
        width,
        offset,
    )


def _pad(width: int) -> int:
    return PAD if width >= NARROW else 0
