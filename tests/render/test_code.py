"""Code keeps its characters and its indents, coloured by what they mean and cut between words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from reader.domain.block import Code
from reader.render.cells import printable
from reader.render.highlight import LONGEST, highlight
from reader.render.theme import Role, Theme
from tests.render.pages import lines_of, shown, texts

SAMPLE = "def f(x):\n\treturn x + 1  # one more\n\n\nprint(f(2))\n"
LANGUAGES = ["python", "c", "html", "javascript", "json", "bash", "yaml", "console", "php", "klingon", ""]


def test_code_keeps_its_indents_and_blank_lines() -> None:
    assert shown(Code(text=SAMPLE, language="python")) == [
        " python",
        " def f(x):",
        "     return x + 1  # one more",
        "",
        "",
        " print(f(2))",
    ]


def test_a_long_line_goes_on_below() -> None:
    assert shown(Code(text="print('a long line of text')\nx"), 20) == [
        " print('a long line",
        " ↪  of text')",
        " x",
    ]
    assert shown(Code(text="打印一行很长的文字"), 10) == ["打印一行很", "↪ 长的文字"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("total = first_number + second", ["total = ", "↪ first_number + ", "↪ second"]),
        ("<Connector protocol='HTTP/1.1'>", ["<Connector ", "↪ protocol='HTTP/", "↪ 1.1'>"]),
        ("f(parameters(first))", ["f(parameters", "↪ (first))"]),
        ("internationalisations", ["internationalisat", "↪ ions"]),
        ("x = internationalisations", ["x = international", "↪ isations"]),
        ("注释：这一行，很长很长", ["注释：这一行，很", "↪ 长很长"]),
        ("注释一二三四五六，很长", ["注释一二三四五", "↪ 六，很长"]),
    ],
)
def test_code_is_cut_between_its_words(line: str, expected: list[str]) -> None:
    assert shown(Code(text=line, tight=True), 19) == [f" {piece}".rstrip() for piece in expected]


def test_what_is_left_of_a_code_block_does_not_say_its_language_again() -> None:
    assert shown(Code(text="x = 1", language="python", tight=True)) == [" x = 1"]


@pytest.mark.parametrize("language", ["py\x1b[2J\nthon", "x" * 99])
def test_a_strange_language_keeps_to_its_line(language: str) -> None:
    lines = shown(Code(text="x", language=language), 20)
    assert lines[1:] == [" x"]


def test_the_ground_is_as_wide_as_the_page() -> None:
    theme = Theme({Role.CODE_BLOCK: Style(bgcolor="blue")})
    for line in lines_of(Code(text="one\n\ntwo", tight=True), theme=theme):
        assert line.cells == 40
        assert all(segment.style == Style(bgcolor="blue") for segment in line.segments if segment.text)


@given(texts, st.integers(10, 60), st.sampled_from(LANGUAGES))
def test_every_character_of_the_code_is_shown(text: str, width: int, language: str) -> None:
    lines = shown(Code(text=text, language=language, tight=True), width)
    expected = "".join(printable(line) for line in text.expandtabs(4).splitlines())
    assert re.sub(r"[\s↪]", "", "".join(lines)) == re.sub(r"[\s↪]", "", expected)


@given(texts, st.sampled_from(LANGUAGES))
def test_highlighting_changes_no_character(text: str, language: str) -> None:
    assert "".join(span.text for span in highlight(text, language)) == text


def test_the_parts_of_code_play_their_roles() -> None:
    roles = {span.text: span.roles for span in highlight('if f(1) < 2: "a"  # note', "python")}
    assert roles["if"] == (Role.KEYWORD,)
    assert roles["1"] == (Role.NUMBER,)
    assert roles["<"] == (Role.OPERATOR,)
    assert roles["# note"] == (Role.COMMENT,)
    assert roles["a"] == (Role.STRING,)
    assert highlight("if f(1)", "klingon") == highlight("if f(1)", "")


def test_very_long_code_is_left_plain() -> None:
    assert len(highlight("x = 1\n" * 100, "python")) > 100
    assert len(highlight("x = 1\n" * LONGEST, "python")) == 1
