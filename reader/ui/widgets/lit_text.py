"""A text on one line of a list, with some of it lit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from reader.render.cells import cell_width, cut, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.style import Style

Span = tuple[int, int]


def lit(text: str, spans: Sequence[Span], room: int, plain: Style, word: Style) -> Iterator[Segment]:
    """Yield a text cut to some cells, what stands in `spans` in a style of its own."""
    at = 0
    for start, end in (*spans, (len(text), len(text))):
        for part, style in ((text[at:start], plain), (text[start:end], word)):
            if part and room > 0:
                whole = printable(part).replace("\n", " ")
                shown = cut(whole, room)
                room = room - cell_width(shown) if shown == whole else 0
                yield Segment(shown, style)
        at = end
