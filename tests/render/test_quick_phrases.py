"""Phrases that need no parser are read as the parser reads them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.block import Picture
from reader.render import phrases as phrases_module
from reader.render.phrases import find_links, parse_phrases
from reader.render.quick_phrases import quick_pieces

PICTURE = Picture(number=7, address=None, text="a picture")
TEXT = [*"ab1 中文，。\n\r\t—“”한.!?()]_-#~<&^", "\\\n", "\\*", "\\[", "\\\\", "\u3000", "\u200d", "&amp;", "&a"]
MARKS = [
    *("*", "**", "***", "`", "``", "[", "![", "[^", "](b)", "](http://a.b/c)", "<u>", "</u>", "<b>", "<sup>", "~~"),
    *("[a](http://a.b)", "[中文](mailto:x@y.z)", "[](http://a.b)", "[ a ](//b)", "[a](b 'c')", "[a\n b](http://a.b)"),
    *("![a](b.png)", "![]()", "[^1]", "<http://a.b/c>", "<http://a.b/%20>", "<a@b.c>", "`c`", "` c`", "`a  b`"),
    *("**bold**", "*it*", "**中文**", "**“中文”**", "* a*"),
]
PHRASES = st.lists(st.sampled_from(TEXT) | st.sampled_from(MARKS), max_size=12).map("".join)


@settings(max_examples=1000)
@given(PHRASES, st.sampled_from(["", "*", "**"]))
def test_phrases_read_the_same_with_and_without_the_parser(inside: str, mark: str) -> None:
    markdown = mark + inside + mark
    spans, links = parse_phrases(markdown, pictures=[PICTURE]), find_links(markdown)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrases_module, "quick_pieces", lambda _: None)
        assert (parse_phrases(markdown, pictures=[PICTURE]), find_links(markdown)) == (spans, links)


@pytest.mark.parametrize(
    "markdown",
    [
        "plain, 中文\nmore\\\nand more \\*",
        "a **bold** word, *italics*, `code`, <u>under</u> and a_name",
        "**“bold”**",
        "他说**加粗。**Bold，a**（粗）**b",
        "a [link](https://a.example/b?c=d) and <https://a.example>",
        "![a](b.png) and [^1]",
    ],
)
def test_common_phrases_are_read_without_the_parser(markdown: str) -> None:
    assert quick_pieces(markdown) is not None


@pytest.mark.parametrize("piece", ["[", "![", "**a", "`", "[a](", "<http://a", "[^", "\\["])
def test_marks_that_never_close_are_left_to_the_parser(piece: str) -> None:
    assert quick_pieces(piece * 20_000 + "*") is None
