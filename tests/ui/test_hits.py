"""The line of a hit shows what it was found by, however little room there is."""

from __future__ import annotations

import pytest

from reader.ui.widgets.hits import lead_in

LINE = "潮水一天涨两回，海边的人都知道"


@pytest.mark.parametrize(
    ("line", "spans", "room", "shown"),
    [
        (LINE, [(8, 9)], 40, LINE),
        (LINE, [(8, 9), (13, 15)], 6, "…回，海边的人都知道"),
        (LINE, [(0, 2)], 0, LINE),
        (LINE, [(8, 9)], 0, "…海边的人都知道"),
        (LINE, [], 0, LINE),
    ],
)
def test_what_stands_before_the_first_match_is_cut_to_the_room(
    line: str, spans: list[tuple[int, int]], room: int, shown: str
) -> None:
    text, moved = lead_in(line, spans, room)
    assert text == shown
    assert [text[start:end] for start, end in moved] == [line[start:end] for start, end in spans]
