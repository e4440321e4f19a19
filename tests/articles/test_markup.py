"""Whether a body is HTML or Markdown is told by what it is made of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles import markup
from reader.articles.markup import tell_markup
from reader.domain.article import MarkupKind

HTML, MARKDOWN = MarkupKind.HTML, MarkupKind.MARKDOWN


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", MARKDOWN),
        ("Plain words.", MARKDOWN),
        ("\n<div>   \n<p>Words.</p><p>1. first<br>2. second</p></div>\n", HTML),
        ("<!-- more --><p>Words.</p>", HTML),
        ("<p>Words.</p>\n\n## A heading\n", MARKDOWN),
        ("<img src='a.png'>\n\nWords with a [link](https://example.org).\n", MARKDOWN),
        ("<p>Words</p>\n\n- one\n- two\n", MARKDOWN),
        ("<p>Words</p>\n\n```\ncode\n```\n", MARKDOWN),
        ("<p>Words, **bold** ones</p>", MARKDOWN),
        ("<pre># a comment\n- one\n- two\n</pre>", HTML),
        ("<style>\n# x\n</style><p>Words.</p>", HTML),
        ("# A heading\n\n<div>html</div>", MARKDOWN),
        ("<span>Words.</span>\n\nMore words.", MARKDOWN),
        ("<https://example.org> is an address", MARKDOWN),
    ],
)
def test_markup_is_told_by_the_body(body: str, kind: MarkupKind) -> None:
    assert tell_markup(body, "a.md") is kind


SIGNS = ["\n", "\n\n", " ", "#", "*", "**", "`", "```", "-", "1.", "2.", "[", "]", "(", "https://a", ")", "|", "!", ">"]
TAGS = ["<b>", "</b>", "<pre>", "</PRE>", "<code>", "</code>", "<!--", "-->", "<p>", "a", "<"]


@given(st.lists(st.sampled_from(SIGNS + TAGS), max_size=14).map("".join))
def test_a_body_without_a_hint_has_nothing_of_markdown(body: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        told = tell_markup(f"<p>{body}", "a.md")
        patched.setattr(markup, "_HINTS", (re.compile(""),))
        assert tell_markup(f"<p>{body}", "a.md") is told


def test_an_html_file_holds_html() -> None:
    assert tell_markup("# words", "a.HTM") is HTML


@pytest.mark.parametrize("unit", ["<!---->", "<!--", "<a", "<pre>", "|", "[a](", "**"])
def test_a_body_made_to_do_harm_does_none(unit: str) -> None:
    assert tell_markup("<p>" + unit * 20_000, "a.md") is HTML
    assert tell_markup(unit * 20_000, "a.md") is (HTML if unit == "<pre>" else MARKDOWN)
