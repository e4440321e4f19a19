"""Phrases of Markdown become spans of clean text with the roles they play."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.block import Picture
from reader.render.phrases import image_word, parse_phrases
from reader.render.span import Span
from reader.render.theme import Role


def text_of(markdown: str, language: str = "en", *, link_numbers: bool = True) -> str:
    return "".join(span.text for span in parse_phrases(markdown, language=language, link_numbers=link_numbers))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("", ""),
        ("  \n ", ""),
        ("plain text", "plain text"),
        ("  a   b\t c ", "a b c"),
        ("one\ntwo", "one two"),
        ("one \n two", "one two"),
        ("中文\n中文", "中文中文"),
        ("中文，\n「中文」", "中文，「中文」"),
        ("中文 \n 中文", "中文中文"),
        ("中文 中文", "中文 中文"),
        ("他说\n“你好”\n然后", "他说“你好”然后"),
        ("“one”\n“two”", "“one” “two”"),
        ("カタカナ\nひらがな", "カタカナひらがな"),
        ("中文\nword", "中文 word"),
        ("한국어\n문장", "한국어 문장"),
        ("**中文**\n*中文*", "中文中文"),
        ("　　中文", "　　中文"),
        ("one\\\ntwo", "one\ntwo"),
        ("one  \ntwo", "one\ntwo"),
        ("one  \rtwo  \r\nthree", "one\ntwo\nthree"),
        ("one\\\n  two", "one\ntwo"),
        ("one\\\n　　two", "one\n　　two"),
        ("**a **  b", "**a ** b"),
        ("**a** *b*", "a b"),
        ("<u>a </u> b", "a b"),
        ("`a  b`", "a b"),
        (r"\*a\* \[^b] 1 \< 2", "*a* [^b] 1 < 2"),
        pytest.param(r"\[" * 500 + r"\\[", "[" * 500 + "\\[", id="many escaped brackets"),
        ("AT&T &amp; R&D &lt;b&gt;", "AT&T & R&D <b>"),
        ("a<br>b<script>c</script><!-- d -->e", "abce"),
        ("a &#27;[2J&#x9b;2J&#7;&#x202e;b&#9;c", "a \ufffd[2J\ufffd2J\ufffdb c"),
        ("a&#10;b", "a b"),
        ("a\x1b[31mb\ud800", "a[31mb\ufffd"),
        ("a\xa0b", "a\xa0b"),
        ("snake_case_name 2 * 3", "snake_case_name 2 * 3"),
    ],
)
def test_the_text_of_a_phrase(markdown: str, expected: str) -> None:
    assert text_of(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("plain", [Span("plain")]),
        ("**a** b", [Span("a", (Role.STRONG,)), Span(" b")]),
        ("**“引文。”**他说", [Span("“引文。”", (Role.STRONG,)), Span("他说")]),
        ("*a **b***", [Span("a ", (Role.EMPHASIS,)), Span("b", (Role.EMPHASIS, Role.STRONG))]),
        ("~~a~~", [Span("a", (Role.STRIKE,))]),
        ("`a*b*`", [Span("a*b*", (Role.CODE,))]),
        ("**`a`**", [Span("a", (Role.STRONG, Role.CODE))]),
        ("<u>a</u>", [Span("a", (Role.UNDERLINE,))]),
        ("<mark>a</mark>", [Span("a", (Role.MARK,))]),
        ("<kbd>a</kbd>", [Span("a", (Role.KEYBOARD,))]),
        ("x<sup>2</sup>", [Span("x"), Span("2", (Role.SMALL,))]),
        ("<sub>a</sub><small>b</small>", [Span("ab", (Role.SMALL,))]),
        ("<u>a", [Span("a", (Role.UNDERLINE,))]),
        ("a</u>b", [Span("ab")]),
        ("<em>a</em>", [Span("a")]),
        ("a[^note]b", [Span("a"), Span("[note]", (Role.LINK_NUMBER,), "#note"), Span("b")]),
        ("**a\\\nb**", [Span("a\nb", (Role.STRONG,))]),
        ("a\\\n*b*", [Span("a\n"), Span("b", (Role.EMPHASIS,))]),
    ],
)
def test_the_roles_of_a_phrase(markdown: str, expected: list[Span]) -> None:
    assert parse_phrases(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[a](https://example.org)", "a¹"),
        ("[a](https://example.org/a) [b](http://example.org/b)", "a¹ b²"),
        ("[a ](https://example.org)b", "a¹ b"),
        ("**[a](https://example.org)**", "a¹"),
        ("[https://example.org/](https://example.org)", "https://example.org/"),
        ("[example.org](https://www.example.org/) [b](https://example.org/b)", "example.org b²"),
        ("[example.org/中](https://example.org/%E4%B8%AD)", "example.org/中"),
        ("<https://example.org/a> <a@example.org>", "https://example.org/a a@example.org"),
        ("[write](mailto:a@example.org)", "write¹"),
        ("[a](javascript:alert(1)) [b](/c) [d](file:///e) [f]() [g](https://example.org)", "a b d f g¹"),
        ("![a](https://example.org/a.png)", "[Image]"),
        ("[![a](https://example.org/a.png)](https://example.org)", "[Image]¹"),
    ],
)
def test_links_are_numbered_quietly(markdown: str, expected: str) -> None:
    assert text_of(markdown) == expected


def test_numbers_of_links_go_on_from_the_first() -> None:
    spans = parse_phrases("[a](https://example.org/a) and *[b](https://example.org/b)*", first_link=19)
    assert spans == [
        Span("a", (Role.LINK,), "https://example.org/a"),
        Span("¹⁹", (Role.LINK_NUMBER,), "https://example.org/a", is_added=True),
        Span(" and "),
        Span("b", (Role.EMPHASIS, Role.LINK), "https://example.org/b"),
        Span("²⁰", (Role.EMPHASIS, Role.LINK_NUMBER), "https://example.org/b", is_added=True),
    ]


def test_links_may_go_without_numbers() -> None:
    assert text_of("[a](https://example.org)", link_numbers=False) == "a"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,a", "file:///etc", "//example.org", "#top"])
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    assert parse_phrases(f"[a]({address})") == [Span("a")]


def test_images_are_chips() -> None:
    pictures = [
        Picture(number=4, address="https://example.org/a.png"),
        Picture(number=5, address=None, text="A  cat\x1b"),
    ]
    spans = parse_phrases("a ![x](a.png) b ![y](data:image/png;base64,AA) ![z](c)", pictures=pictures, language="zh")
    assert [span.text for span in spans if span.roles == (Role.PICTURE,)] == ["[图 4]", "A cat", "[图]"]


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("zh", "图"),
        ("zh-CN", "图"),
        ("zh-Hans-TW", "图"),
        ("zh-TW", "圖"),
        ("zh_hk", "圖"),
        ("zh-Hant-CN", "圖"),
        ("ja-JP", "図"),
        ("ko", "그림"),
        ("en", "Image"),
        ("kok", "Image"),
        ("", "Image"),
    ],
)
def test_the_word_for_an_image_is_in_the_language_of_the_text(language: str, word: str) -> None:
    assert image_word(language) == word


SYNTAX = "中 文\n\t　ab*_~`[]()!<>&#;\\^1-:/é\x1b\x9b\u202e\u2028\r한“”"
PIECES = ["**", "~~", "](", "https://a.b", "<u>", "</u>", "&#27;", "[^", "  \n", "![", "<br>", "&#x202e;", "\\\n"]


@given(st.text() | st.lists(st.sampled_from([*SYNTAX, *PIECES]), max_size=60).map("".join))
def test_no_phrase_yields_blanks_to_spare_or_characters_that_control(markdown: str) -> None:
    spans = parse_phrases(markdown, first_link=3)
    text = "".join(span.text for span in spans)
    assert "  " not in text
    assert " \n" not in text
    assert "\n " not in text
    assert text == text.strip(" \n")
    assert all(span.text for span in spans)
    assert not [c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [c for c in text if "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069"]
    assert not [a for a, b in pairwise(spans) if (a.roles, a.link) == (b.roles, b.link)]


def test_plain_phrases_need_no_parser() -> None:
    program = (
        "import sys; from reader.render.phrases import parse_phrases; "
        "parse_phrases('plain, **中文**!\\n[more](http://a.b) `x`'); "
        "sys.exit('markdown_it' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_brackets_without_end_are_text() -> None:
    assert text_of("[" * 1000 + "a*b*") == "[" * 1000 + "ab"
