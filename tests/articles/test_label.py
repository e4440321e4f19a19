"""A label is one clean line of bounded length, whatever is in it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.label import LONGEST, label


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  Snow  at\nnight ", "Snow at night"),
        ("&amp;quot;Snow&amp;quot; &#39;n&#39; ice", "\"Snow\" 'n' ice"),
        ("AT&T, R&amp;D", "AT&T, R&D"),
        ("`code` _or_ *not* [/b] &lt;b&gt;", "`code` _or_ *not* [/b] <b>"),
        ("&#27;[31m&#x9b;&#8238;red", "[31m›red"),
        ("\x1b]0;owned\x07a\x9b31mb", "ab"),
        ("标题\u3000：雪\u00a0夜", "标题 ：雪 夜"),
        ("\udce4", "\ufffd"),
        ("", ""),
    ],
)
def test_a_label_is_one_clean_line(text: str, shown: str) -> None:
    assert label(text) == shown


def test_a_long_label_is_cut() -> None:
    assert label("x" * LONGEST) == "x" * LONGEST
    assert label("x" * 100_000) == "x" * (LONGEST - 1) + "…"
    assert label("&amp;" * 100_000).startswith("&&&")


@given(st.text(st.one_of(st.characters(codec=None), st.sampled_from("&#;amp0123456789x\x1b\x9b[]"))))
def test_no_label_steers_a_terminal(text: str) -> None:
    shown = label(text)
    assert len(shown) <= LONGEST
    assert shown == shown.strip()
    for character in shown:
        assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
