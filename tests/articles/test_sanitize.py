"""What would steer a terminal is taken out of a text, and nothing else is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.sanitize import clean, clean_line

HOSTILE = st.text(
    st.one_of(st.characters(codec=None), st.sampled_from("\x1b\x9b\x9d[]0;m\x07\\\r\n\t\u2028\u202e\ud800"))
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain text", "plain text"),
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("\ttab", "\ttab"),
        ("page\x0cbreak", "page break"),
        ("n\x00u\x07l\x7f", "nul"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b2Jgone", "gone"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]8;;https://example.org\x1b\\b\x1b]8;;\x1b\\c", "abc"),
        ("a\x1bP1$r\x9cb", "ab"),
        ("a\x1b]0;never closed", "a]0;never closed"),
        ("a\x1bcb\x1b(Bc", "abc"),
        ("said â\x80\x9dkept textâ\x80\x9c", "said âkept textâ"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("zero\u200bwidth\ufeff soft\u00adhyphen\u200e", "zerowidth softhyphen"),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("lone \udcff half", "lone \ufffd half"),
        ("\u3000\u3000缩进\u00a0空格", "\u3000\u3000缩进\u00a0空格"),
    ],
)
def test_only_text_is_left(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  a \n b\t\tc  ", "a b c"),
        ("\u3000全角\u3000\u3000空格\u00a0", "全角 空格"),
        ("", ""),
        (" ", ""),
        ("x\u2028y", "x y"),
    ],
)
def test_a_line_has_single_blanks(text: str, line: str) -> None:
    assert clean_line(text) == line


@given(HOSTILE)
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    for character in clean(text):
        assert character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(HOSTILE)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(HOSTILE)
def test_a_line_is_the_cleaned_text_with_its_blanks_run_together(text: str) -> None:
    assert clean_line(text) == " ".join(clean(text).split())


def test_a_text_full_of_unfinished_sequences_is_cleaned_in_one_pass() -> None:
    assert clean("\x1b]" * 200_000) == "]" * 200_000
