"""Tables: columns as wide as their cells ask for and the page allows; cells wrap; records where that is too narrow."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from reader.domain.block import Alignment
from reader.render.cells import cell_width
from reader.render.line import BLANK, Line
from reader.render.line_break import widest_word
from reader.render.span import Span
from reader.render.theme import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.segment import Segment

    from reader.domain.block import Cell, Table
    from reader.render.typesetter import Typesetter

GAP = 2
"""Cells between two columns."""
NARROWEST = 10
"""Cells that a column gets if it asks for so many, even where its words are shorter."""
LONGEST_WORD = 24
"""Cells of a word, or an address, from which on a column may divide it."""
RECORD_RULE = 12
"""Cells of the rule between two rows that are set as records."""
HANG = 2
"""Cells that the lines of a record stand in after the first one of a value."""
FULL_WIDTH_COLON = ("zh", "ja")
"""The languages that write `：`."""

Spans = list[Span]


def set_table(table: Table, width: int, setter: Typesetter) -> list[Line]:
    """Return the lines of a table."""
    rows = [[_spans(cell, setter) for cell in row] for row in table.rows]
    head = [_spans(cell, setter) for cell in table.head]
    if not any(map(_length, head)):
        head = []
    everything = [head, *rows] if head else rows
    columns = len(table.alignments)
    if not columns or not everything:
        return []
    widest = [[_widest(cell) for cell in row] for row in everything]
    asked = [max(row[at] for row in widest) for at in range(columns)]
    room = width - GAP * (columns - 1)
    # Words are looked for only where lines have to be broken.
    least = asked if sum(asked) <= room else [_least(at, cells, everything, setter) for at, cells in enumerate(asked)]
    widths = share_width(asked, least, room)
    if widths is None:
        return list(_records(head, rows, width, setter))
    lines: list[Line] = []
    offset = 0
    if head:
        lines += _set_row(head, widths, table.alignments, setter, offset, Role.TABLE_HEAD)
        lines.append(_rule(widths, "─", setter, lines[-1].offset))
        offset += _row_length(head)
    wrapped = any(cells > widths[at] for row in widest[len(everything) - len(rows) :] for at, cells in enumerate(row))
    for number, row in enumerate(rows):
        if number and wrapped:
            lines.append(_rule(widths, "┈", setter, offset))
        lines += _set_row(row, widths, table.alignments, setter, offset)
        offset += _row_length(row)
    return lines


def share_width(asked: Sequence[int], least: Sequence[int], room: int) -> list[int] | None:
    """Return the cells of each column, from what it needs at `least` to what it has `asked` for; None if `room` lacks.

    Columns that want no more than an equal share of what is to spare get it; the others share the rest as they want.
    """
    widths = list(least)
    wants = [most - cells for most, cells in zip(asked, least, strict=True)]
    spare = room - sum(least)
    if spare < 0:
        return None
    wanting = sorted(range(len(asked)), key=wants.__getitem__, reverse=True)
    while wanting and wants[wanting[-1]] <= spare // len(wanting):
        at = wanting.pop()
        widths[at] += wants[at]
        spare -= wants[at]
    wanted = sum(wants[at] for at in wanting)
    for at in wanting:
        widths[at] += spare * wants[at] // wanted
    return widths


def _spans(cell: Cell, setter: Typesetter) -> Spans:
    return setter.parse(cell.text, pictures=cell.pictures, first_link=cell.first_link)


def _least(column: int, asked: int, rows: Sequence[Sequence[Spans]], setter: Typesetter) -> int:
    """Return the cells that a column needs, so that its words stay whole."""
    word = max(_widest_word(row[column], setter) for row in rows)
    return min(asked, max(NARROWEST, min(word, LONGEST_WORD)))


def _widest_word(cell: Spans, setter: Typesetter) -> int:
    return widest_word("".join(span.text for span in cell), language=setter.language)


def _widest(cell: Spans) -> int:
    text = "".join(span.text for span in cell)
    return max(map(cell_width, text.split("\n")))


def _length(cell: Spans) -> int:
    return sum(len(span.text) for span in cell)


def _row_length(row: Sequence[Spans]) -> int:
    return sum(_length(cell) + 1 for cell in row)


def _begins(row: Sequence[Spans], offset: int) -> Iterator[int]:
    """Yield where the cells of a row begin in the text of a table, a blank between two of them."""
    return accumulate((_length(cell) + 1 for cell in row[:-1]), initial=offset)


def _set_row(
    row: Sequence[Spans],
    widths: Sequence[int],
    alignments: Sequence[Alignment],
    setter: Typesetter,
    offset: int,
    *roles: Role,
) -> Iterator[Line]:
    """Yield the lines of a row before which the table shows `offset` characters."""
    cells = [
        [line.moved(begin) for line in setter.spans(cell, cells, *roles)]
        for cell, cells, begin in zip(row, widths, _begins(row, offset), strict=True)
    ]
    tallest = max(cells, key=len)
    for number, leader in enumerate(tallest):
        segments: list[Segment] = []
        origins: list[int | None] = []
        for at, lines in enumerate(cells):
            line = lines[number] if number < len(lines) else BLANK
            gap = widths[at] - line.cells
            left = {Alignment.LEFT: 0, Alignment.CENTRE: gap // 2, Alignment.RIGHT: gap}[alignments[at]]
            segments += [
                setter.segment(" " * (left + (GAP if at else 0))),
                *line.segments,
                setter.segment(" " * (gap - left)),
            ]
            origins += [None, *line.origins, None]
        yield Line(tuple(segments), sum(widths) + GAP * (len(widths) - 1), offset + leader.offset, tuple(origins))


def _rule(widths: Sequence[int], stroke: str, setter: Typesetter, offset: int) -> Line:
    text = (" " * GAP).join(stroke * cells for cells in widths)
    return Line((setter.segment(text, Role.FRAME),), cell_width(text), offset)


def _records(head: Sequence[Spans], rows: Sequence[Sequence[Spans]], width: int, setter: Typesetter) -> Iterator[Line]:
    """Yield each row as lines of `head: value`, a rule between two rows."""
    names = [_name(cell, setter.language) for cell in head] if rows and head else [[]] * len((rows or [head])[0])
    named = list(_begins(names, 0))
    begin, offset = _row_length(names), 0
    for number, row in enumerate(rows or [head]):
        if number:
            yield _rule([min(width, RECORD_RULE)], "┈", setter, offset)
        for name, cell, *origins in zip(names, row, named, _begins(row, begin), strict=True):
            if not any(span.text.strip() for span in cell):
                continue
            spans = [*name, *cell]
            # A word that has room on a line of its own is worth more than the indent.
            hang = 0 if width - HANG < _widest_word(spans, setter) <= width else HANG
            for at, line in enumerate(setter.spans(spans, width - hang, first=width)):
                indent = hang if at else 0
                shown = line.between((setter.segment(" " * indent),), (), line.cells + indent) if indent else line
                yield shown._replace(offset=offset + line.offset, origins=_placed(shown, name, *origins))
            offset += _length(name) + _length(cell)
        begin += _row_length(row)


def _placed(line: Line, name: Spans, named: int, begin: int) -> tuple[int | None, ...]:
    """Return the origins in a table of a line of a record: its name stands there at `named`, its value at `begin`."""
    length = sum(len(span.text) for span in name if not span.is_added)
    return tuple(None if at is None else at + named if at < length else at - length + begin for at in line.origins)


def _name(cell: Spans, language: str) -> Spans:
    """Return the head of a column as it stands before a value, with a colon."""
    text = "".join(span.text for span in cell)
    if not text:
        return []
    colon = "：" if language.partition("-")[0] in FULL_WIDTH_COLON else ": "
    colon = {":": " ", "：": ""}.get(text[-1], colon)
    named = [span._replace(roles=(*span.roles, Role.TABLE_HEAD)) for span in cell]
    return [*named, Span(colon, (Role.TABLE_HEAD,), is_added=True)]
