"""Letters over the links on the screen, by which they are opened."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from reader.render.cells import cell_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.style import Style

LETTERS = "fjdkslaghrueiwoqptyvmbncxz"
"""The letters of hints, those under the fingers first."""


@dataclass(frozen=True, slots=True)
class Hint:
    """The letters of one link, and the cell of a line where it begins."""

    letters: str
    address: str
    x: int


Hints = dict[int, list[Hint]]
"""The hints of a screen, by its lines."""


def find_hints(strips: Iterable[Strip]) -> Hints:
    """Return letters for each link that begins on the lines of a screen; a link over two lines has one."""
    starts = list(_starts(strips))
    width = next(width for width in range(1, 4) if len(LETTERS) ** width >= len(starts))
    hints: defaultdict[int, list[Hint]] = defaultdict(list)
    for (y, x, address), letters in zip(starts, product(LETTERS, repeat=width), strict=False):
        hints[y].append(Hint("".join(letters), address, x))
    return dict(hints)


def narrow(hints: Mapping[int, Sequence[Hint]], typed: str) -> Hints:
    """Return the hints that begin with the letters that are typed."""
    left = {y: [hint for hint in line if hint.letters.startswith(typed)] for y, line in hints.items()}
    return {y: line for y, line in left.items() if line}


def draw_hints(strip: Strip, hints: Iterable[Hint], style: Style) -> Strip:
    """Return a line with the letters of its hints over the beginnings of its links."""
    for hint in hints:
        end = hint.x + cell_width(hint.letters)
        label = Strip([Segment(hint.letters, style)], end - hint.x)
        strip = Strip.join([strip.crop(0, hint.x), label, strip.crop(end)])
    return strip


def _starts(strips: Iterable[Strip]) -> Iterator[tuple[int, int, str]]:
    """Yield the line, the cell and the address of each link."""
    address: str | None = None
    for y, strip in enumerate(strips):
        x = 0
        for segment in strip:
            link = segment.style.link if segment.style is not None else None
            if link is not None and link != address:
                yield y, x, link
            if link is not None or segment.text.strip():
                address = link
            x += cell_width(segment.text)
