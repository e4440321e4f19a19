"""A title is taken from the head, else from the first heading, else from the name of the file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.titles import UNTITLED, first_heading, title_from_name, title_of

if TYPE_CHECKING:
    from reader.articles.value import Value


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("Snow", "Snow"),
        ("  Snow at night  ", "Snow at night"),
        ('"""""""\'SP\'"""""""', "'SP'"),
        ('"""""""Snow "here" falls"""""""', 'Snow "here" falls'),
        ("&amp;quot;Snow&amp;quot; &#39;falls&#39;", "\"Snow\" 'falls'"),
        ('"Snow"', '"Snow"'),
        ("`a` _b_ *c* [/b] **d**", "`a` _b_ *c* [/b] **d**"),
        ("【雪】：夜", "【雪】：夜"),
        ("\x1b[2JSnow\u202e", "Snow"),
        ("2024", "2024"),
        ("Null and void", "Null and void"),
    ],
)
def test_a_text_is_the_title(value: str, title: str) -> None:
    assert title_of({"title": value}) == title


@pytest.mark.parametrize(
    "value", [None, "", "  ", '"""""""', "\x00", 2024, 1.5, True, date(2024, 1, 1), ["a"], {"a": "b"}]
)
def test_what_is_no_text_is_no_title(value: Value) -> None:
    assert title_of({"title": value}) is None
    assert title_of({}) is None


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ("# Snow\n\ntext", "Snow"),
        ("text\n\n## Snow ##\n", "Snow"),
        ("# C#\n", "C#"),
        ("#hashtag\n\n# Snow", "Snow"),
        ("Snow at night\n=====\n\ntext", "Snow at night"),
        ("Snow\n---\n", "Snow"),
        ("| a | b |\n---\n\n# Snow", "Snow"),
        ("one\ntwo\n---\n\n# Snow", "Snow"),
        ("# **Snow** at [night](https://example.org) `now` {#snow}", "Snow at night now"),
        ("# AT&amp;T <em>x</em>", "AT&T x"),
        ('<p>a</p><h2 class="x">Snow <b>at</b>\n night</h2>', "Snow at night"),
        ("<html><head><title>Snow &amp; ice</title></head><body><h1>x</h1>", "Snow & ice"),
        ("<H1>Snow</H1 >", "Snow"),
        ("<h1><img src='x'></h1><h1>Snow</h1>", "Snow"),
        ("<h1>Snow<p>not closed", "Snow"),
        ("<!-- <h1>no</h1> --><h1>Snow</h1>", "Snow"),
        ("```\n# comment\n```\n# Snow", "Snow"),
        ("<pre># no\n<h1>no</h1></pre>\n<h2>Snow</h2>", "Snow"),
        ("<script>'<h1>no</h1>'</script><h2>Snow</h2>", "Snow"),
        ("<h1>\x1b[31mSnow\x9b</h1>", "Snow"),
    ],
)
def test_the_first_heading_is_found(body: str, heading: str) -> None:
    assert first_heading(body) == heading


@pytest.mark.parametrize(
    "body", ["", "text", "<h4>small</h4>", "<!-- # no", "~~~\n# no", "    # code", "\n---\n", "#\n"]
)
def test_a_body_may_have_no_heading(body: str) -> None:
    assert first_heading(body) is None


@pytest.mark.parametrize("piece", ["<h1", "<h1>", "<pre>", "<!--", "<title ", "```\n", "# ", "a\n", "[", "![](", "{#"])
def test_a_body_full_of_beginnings_is_looked_through(piece: str) -> None:
    assert (first_heading(piece * (200_000 // len(piece))) is None) is (piece != "# ")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("snow.md", "snow"),
        ("Snow at night.html", "Snow at night"),
        ("2014-12-25-snow-at-night.md", "snow at night"),
        ("2014-12-25 snow-white at night.md", "snow-white at night"),
        ("20141225-snow_fall.markdown", "snow fall"),
        ("2014-12-25.md", "2014 12 25"),
        ("2014-13-25-snow.md", "2014 13 25 snow"),
        ("Rust-1.90.0", "Rust 1.90.0"),
        ("%E9%9B%AA%20%22x%22.md", '雪 "x"'),
        ("100%.md", "100%"),
        ("“雪”'s 🌨.txt", "“雪”'s 🌨"),
        (" .md", UNTITLED),
        (".md", UNTITLED),
        ("", UNTITLED),
        ("---.md", UNTITLED),
        ("\x1b[31mred.md", "red"),
        ("%1b[31mred.md", "red"),
        ("caf\udce9.md", "caf\ufffd"),
    ],
)
def test_a_file_name_makes_a_title(name: str, title: str) -> None:
    assert title_from_name(name) == title


@given(st.text(st.one_of(st.characters(codec=None), st.sampled_from("#<>h1/`~=-\n \t![]()&{}"))))
def test_any_text_has_a_heading_or_none(text: str) -> None:
    for title in (first_heading(text), title_of({"title": text})):
        assert title is None or (title == title.strip() != "" and "\n" not in title)
    assert title_from_name(text).strip()
