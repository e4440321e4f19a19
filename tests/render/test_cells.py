"""Texts are as wide as they are drawn, and what a terminal would obey never reaches one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import split_graphemes

from reader.render.cells import cell_width, cut, printable

ANY_TEXT = st.text(st.characters())


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("word", 4), ("中文", 4), ("e\u0301", 1), ("👨\u200d👩\u200d👧", 2), ("☺\ufe0f", 2), ("\x1b", 0)],
)
def test_widths_are_those_that_are_drawn(text: str, cells: int) -> None:
    assert cell_width(text) == cells


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("two words", 5, "two…"),
        ("中文标题", 8, "中文标题"),
        ("中文标题", 7, "中文标…"),
        ("中文标题", 6, "中文…"),
        ("中文", 1, "…"),
        ("word", 0, ""),
    ],
)
def test_a_cut_text_ends_with_an_ellipsis(text: str, cells: int, expected: str) -> None:
    assert cut(text, cells) == expected


@given(ANY_TEXT, st.integers(0, 40))
def test_a_cut_text_fits(text: str, cells: int) -> None:
    assert cell_width(cut(text, cells)) <= cells


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain 中文 é 👨\u200d👩", "plain 中文 é 👨\u200d👩"),
        ("a\x1b[2Jb", "a[2Jb"),
        ("a\x9b2Jb\x07\x00\x7f", "a2Jb"),
        ("a\tb\x0bc\x0cd", "a b c d"),
        ("a\r\nb\rc\x85d\u2028e\u2029f\n", "a\nb\nc\nd\ne\nf\n"),
        ("\u202eabc\u202c\u2066d\u2069\u200e\u061c", "abcd"),
        ("a\ud800b\udfff", "a\ufffdb\ufffd"),
        ("a\xadb\u200bc\ufeff", "abc"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("中\u200d文 a\u200db \u200d👩 👩\u200d", "中文 ab 👩 👩"),
        ("👨\u200d\u200d👩 👨\u200d\x07👩", "👨👩 👨👩"),
        ("❤\ufe0f\u200d🔥 👩🏽\u200d⚕\ufe0f ක්\u200dර", "❤\ufe0f\u200d🔥 👩🏽\u200d⚕\ufe0f ක්\u200dර"),
        ("a\xa0b\u3000c", "a\xa0b\u3000c"),
    ],
)
def test_what_a_terminal_would_obey_is_taken_out(text: str, expected: str) -> None:
    assert printable(text) == expected


@given(st.text(st.sampled_from("a中 \u200d\ufe0f\u0301👩🏽❤කර\u061c\n")))
def test_printable_text_is_as_wide_as_its_graphemes(text: str) -> None:
    for line in printable(text).split("\n"):
        assert cell_width(line) == sum(cells for _, _, cells in split_graphemes(line)[0])
        assert printable(line) == line


@given(ANY_TEXT)
def test_printable_text_holds_no_control_character(text: str) -> None:
    shown = printable(text)
    assert not [c for c in shown if c != "\n" and unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [c for c in shown if unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF"}]
    assert not [c for c in shown if unicodedata.bidirectional(c) in {"LRI", "RLI", "FSI", "PDI"}]
    assert printable(shown) == shown
