"""Tables: their cells as spans of the document, told apart from tables for layout, and filled to a rectangle."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.domain.block import Alignment, Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.articles.leaves import Span

ROWS_AT_ONCE = 150
"""How many rows one block of a table holds at most."""
CONTINUED = "x-continued"
"""The class of a table that goes on from the one before it."""

_MAX_SPAN = 50
_MAX_FILL = 4
_MAX_EMPTY = 20_000
_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right)", re.IGNORECASE)
_ALIGNMENTS = {"left": Alignment.LEFT, "center": Alignment.CENTRE, "right": Alignment.RIGHT}


@dataclass(slots=True)
class CellSpan:
    """A cell, not yet converted."""

    span: Span
    first_link: int
    columns: int = 1
    rows: int = 1
    heading: bool = False
    alignment: Alignment | None = None


@dataclass(slots=True)
class Grid:
    """The rows of a data table, or a run of them."""

    head: list[CellSpan | None]
    rows: list[list[CellSpan | None]]
    alignments: tuple[Alignment, ...]

    def cells(self, convert: Callable[[CellSpan], Cell]) -> tuple[tuple[Cell, ...], tuple[tuple[Cell, ...], ...]]:
        """Return the head and the rows, each cell made by `convert`; a place that a span covers is empty."""

        def row(spans: list[CellSpan | None]) -> tuple[Cell, ...]:
            return tuple(Cell(text="") if span is None else convert(span) for span in spans)

        return row(self.head), tuple(row(spans) for spans in self.rows)


@dataclass(slots=True)
class TableFrame:
    """A table that is being read; `leaves` is how many leaves came before it."""

    leaves: int
    opens: int
    tight: bool
    layout: bool
    rows: list[list[CellSpan]] = field(default_factory=list)
    in_head: bool = False
    head_rows: int = 0

    def begin_row(self) -> None:
        """Start a row."""
        self.rows.append([])
        if self.in_head and len(self.rows) == self.head_rows + 1:
            self.head_rows += 1

    def add_cell(self, attributes: Mapping[str, str], span: Span, first_link: int, *, heading: bool) -> None:
        """Add a cell to the last row."""
        if not self.rows:
            self.begin_row()
        style = _ALIGN.search(attributes.get("style", ""))
        name = (style[1] if style else attributes.get("align", "")).lower()
        self.rows[-1].append(
            CellSpan(
                span,
                first_link,
                columns=_extent(attributes.get("colspan")),
                rows=_extent(attributes.get("rowspan")),
                heading=heading,
                alignment=_ALIGNMENTS.get(name),
            )
        )

    def grids(self) -> list[Grid]:
        """Return the table cut to runs of rows, empty if it only lays other things out."""
        head_rows = self.head_rows
        rows = [row for row in self.rows if row]
        if len(rows) != len(self.rows):
            head_rows = min(head_rows, 1)
        if self.layout or not rows or max(len(row) for row in rows) < 2:
            return []
        filled = _fill(rows)
        if not filled:
            return []
        if not head_rows and all(cell.heading for cell in rows[0]):
            head_rows = 1
        head = filled[0] if head_rows else []
        body = filled[1:] if head_rows else filled
        alignments = _alignments(filled)
        runs = [body[at : at + ROWS_AT_ONCE] for at in range(0, len(body), ROWS_AT_ONCE)] or [[]]
        return [Grid(head if not number else [], run, alignments) for number, run in enumerate(runs)]


def _extent(value: str | None) -> int:
    number = int(value) if value and value.isascii() and value.strip().isdigit() and len(value) < 6 else 1
    return max(1, min(number, _MAX_SPAN))


def _fill(rows: list[list[CellSpan]]) -> list[list[CellSpan | None]]:
    """Return `rows` made equally long, with None where a span reaches; empty if most places would be empty."""
    filled: list[list[CellSpan | None]] = []
    below: dict[int, int] = {}
    for cells in rows:
        row: list[CellSpan | None] = []
        following: dict[int, int] = {column: left - 1 for column, left in below.items() if left > 1}
        for cell in cells:
            while len(row) in below:
                row.append(None)
            for column in range(len(row), len(row) + cell.columns):
                if cell.rows > 1:
                    following[column] = cell.rows - 1
            row.append(cell)
            row.extend([None] * (cell.columns - 1))
        while len(row) in below:
            row.append(None)
        below = following
        filled.append(row)
    width = max(len(row) for row in filled)
    while width > 1 and all(len(row) < width or row[width - 1] is None for row in filled):
        width -= 1
    if width * len(filled) > _MAX_EMPTY + _MAX_FILL * sum(len(row) for row in rows):
        return []
    return [(row + [None] * (width - len(row)))[:width] for row in filled]


def _alignments(rows: list[list[CellSpan | None]]) -> tuple[Alignment, ...]:
    found: list[Alignment] = []
    for column in range(len(rows[0])):
        named = [cell.alignment for row in rows[:3] if (cell := row[column]) is not None and cell.alignment]
        found.append(named[-1] if named else Alignment.LEFT)
    return tuple(found)
