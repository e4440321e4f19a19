"""Tables: columns as wide as their cells ask for and the page allows; cells wrap; records where that is too narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.domain.block import Alignment
from reader.render.cells import cell_width
from reader.render.line import Line
from reader.render.phrases import parse_phrases
from reader.render.span import Span
from reader.render.theme import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.segment import Segment

    from reader.domain.block import Cell, Table
    from reader.render.typesetter import Typesetter

GAP = 2
"""Cells between two columns."""
NARROWEST = 8
"""Cells below which no column is pressed that needs more."""

Spans = list[Span]


def set_table(table: Table, width: int, setter: Typesetter) -> list[Line]:
    """Return the lines of a table."""
    rows = [[_spans(cell, setter) for cell in row] for row in table.rows]
    head = [_spans(cell, setter) for cell in table.head]
    everything = [head, *rows] if head else rows
    columns = len(table.alignments)
    if not columns or not everything:
        return []
    asked = [max((_widest(row[at]) for row in everything), default=0) for at in range(columns)]
    widths = share_width(asked, width - GAP * (columns - 1))
    if widths is None:
        return list(_records(head, rows, width, setter))
    lines: list[Line] = []
    if head:
        lines += _set_row(head, widths, table.alignments, setter, Role.TABLE_HEAD)
        lines.append(_rule(widths, "─", setter))
    wrapped = any(_widest(cell) > widths[at] for row in rows for at, cell in enumerate(row))
    for number, row in enumerate(rows):
        if number and wrapped:
            lines.append(_rule(widths, "┈", setter))
        lines += _set_row(row, widths, table.alignments, setter)
    return lines


def share_width(asked: Sequence[int], room: int) -> list[int] | None:
    """Return the cells of each column that asks for so many, together at most `room`; None if a column gets too few.

    Columns that ask for less than an equal share get what they ask for; the others share the rest as they ask.
    """
    least = [min(cells, NARROWEST) for cells in asked]
    if sum(least) > room:
        return None
    if sum(asked) <= room:
        return [max(1, cells) for cells in asked]
    widths = [0] * len(asked)
    open_ = set(range(len(asked)))
    rest = room
    while open_:
        fair = rest // len(open_)
        small = {at for at in open_ if asked[at] <= max(fair, 1)}
        if not small:
            break
        for at in small:
            widths[at] = max(1, asked[at])
            rest -= widths[at]
        open_ -= small
    total = sum(asked[at] for at in open_)
    spare = rest - sum(least[at] for at in open_)
    for at in open_:
        widths[at] = least[at] + spare * asked[at] // total
    return widths


def _spans(cell: Cell, setter: Typesetter) -> Spans:
    return parse_phrases(cell.text, pictures=cell.pictures, first_link=cell.first_link, language=setter.language)


def _widest(cell: Spans) -> int:
    text = "".join(span.text for span in cell)
    return max(map(cell_width, text.split("\n")))


def _set_row(
    row: Sequence[Spans], widths: Sequence[int], alignments: Sequence[Alignment], setter: Typesetter, *roles: Role
) -> Iterator[Line]:
    cells = [setter.spans(cell, widths[at], *roles) for at, cell in enumerate(row)]
    for number in range(max(map(len, cells))):
        segments: list[Segment] = []
        for at, lines in enumerate(cells):
            line = lines[number] if number < len(lines) else Line()
            gap = widths[at] - line.cells
            left = {Alignment.LEFT: 0, Alignment.CENTRE: gap // 2, Alignment.RIGHT: gap}[alignments[at]]
            segments += [
                setter.segment(" " * (left + (GAP if at else 0))),
                *line.segments,
                setter.segment(" " * (gap - left)),
            ]
        yield Line(tuple(segments), sum(widths) + GAP * (len(widths) - 1))


def _rule(widths: Sequence[int], stroke: str, setter: Typesetter) -> Line:
    text = (" " * GAP).join(stroke * cells for cells in widths)
    return Line((setter.segment(text, Role.FRAME),), cell_width(text))


def _records(head: Sequence[Spans], rows: Sequence[Sequence[Spans]], width: int, setter: Typesetter) -> Iterator[Line]:
    """Yield each row as lines of `head: value`, a rule between two rows."""
    for number, row in enumerate(rows or [head]):
        if number:
            yield Line((setter.segment("┈" * min(width, 12), Role.FRAME),), min(width, 12))
        for at, cell in enumerate(row):
            name = (
                [Span(span.text, (*span.roles, Role.TABLE_HEAD), span.link) for span in head[at]]
                if at < len(head)
                else []
            )
            if any(span.text.strip() for span in cell):
                yield from setter.spans([*name, Span(": "), *cell] if name and rows else cell, width)
