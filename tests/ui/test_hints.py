"""Each link on the screen has letters over its beginning, which move nothing and begin no others."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.ui.hints import LETTERS, Hint, draw_hints, find_hints, narrow


def link(text: str, address: str) -> Segment:
    return Segment(text, Style(link=address))


def test_each_link_has_letters_where_it_begins() -> None:
    strips = [
        Strip([Segment("  See "), link("潮水", "https://a"), Segment(" and "), link("b", "https://b")]),
        Strip([Segment("nothing")]),
        Strip([link("c", "https://c")]),
    ]
    assert find_hints(strips) == {
        0: [Hint("f", "https://a", 6), Hint("j", "https://b", 15)],
        2: [Hint("d", "https://c", 0)],
    }


def test_a_link_over_two_lines_has_letters_once() -> None:
    strips = [Strip([Segment("a "), link("long", "https://a")]), Strip([Segment("  "), link("link", "https://a")])]
    assert find_hints(strips) == {0: [Hint("f", "https://a", 2)]}
    apart = [Strip([link("a", "https://a"), Segment(" b "), link("a", "https://a")])]
    assert len(find_hints(apart)[0]) == 2


def test_a_link_that_looks_different_in_parts_has_letters_once() -> None:
    strip = Strip([link("bold", "https://a"), Segment("¹", Style(link="https://a", dim=True))])
    assert len(find_hints([strip])[0]) == 1


@pytest.mark.parametrize(("count", "length"), [(len(LETTERS), 1), (len(LETTERS) + 1, 2), (len(LETTERS) ** 2, 2)])
def test_links_have_as_few_letters_as_begin_no_others(count: int, length: int) -> None:
    strips = [Strip([link(str(number), f"https://{number}"), Segment(".")]) for number in range(count)]
    letters = [hint.letters for line in find_hints(strips).values() for hint in line]
    assert len(set(letters)) == count
    assert {len(each) for each in letters} == {length}


def test_what_is_typed_narrows_the_hints() -> None:
    hints = {0: [Hint("fa", "https://a", 0)], 1: [Hint("fj", "https://b", 0), Hint("ja", "https://c", 5)]}
    assert narrow(hints, "f") == {0: hints[0], 1: hints[1][:1]}
    assert narrow(hints, "ja") == {1: hints[1][1:]}
    assert narrow(hints, "x") == {}


def test_letters_stand_over_the_text_and_move_nothing() -> None:
    strip = Strip([Segment("看"), Segment("潮水吗 and on")])
    drawn = draw_hints(strip, [Hint("f", "https://a", 2), Hint("jk", "https://b", 9)], Style(bold=True))
    assert drawn.text == "看f 水吗 jkd on"
    assert drawn.cell_length == strip.cell_length
