"""Any HTML becomes harmless blocks, and none of its text is lost."""

from __future__ import annotations

import re
from dataclasses import asdict
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.articles import body as body_module
from reader.domain.block import (
    Block,
    Heading,
    Paragraph,
)
from reader.render.references import links_of, pictures_of
from tests.articles.html_bodies import blocks, html_body, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def strings(value: object) -> Iterator[str]:
    """Yield every string inside of `value`."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


TAGS = st.sampled_from(
    [
        *[
            "p",
            "div",
            "b",
            "i",
            "s",
            "u",
            "code",
            "pre",
            "sup",
            "sub",
            "a",
            "ul",
            "ol",
            "li",
            "table",
            "tr",
            "td",
            "th",
        ],
        *["blockquote", "h2", "figure", "figcaption", "img", "br", "hr", "dl", "dt", "dd", "details", "summary", "svg"],
        *[
            "section",
            "span",
            "video",
            "iframe",
            "math",
            "ruby",
            "rt",
            "q",
            "small",
            "caption",
            "thead",
            "noscript",
            "xmp",
        ],
    ]
)
PIECES = st.one_of(
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    st.sampled_from(['<a href="https://l.example/a_b">', "<img src=a.png>", '<li id="fn1">', '<a href="#fn1">']),
    st.sampled_from(["中文", "“引”", "。", "a", " ", "\n", "*", "_", "`", "~~", "[x]", "!", "\\", "&lt;", "&#27;"]),
    st.sampled_from(["https://b.example/x", "{% tag %}", "[caption]", "<", ">", '"', "&", "\u202e", "\x1b"]),
)
MARKUP = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=120)


@settings(max_examples=300)
@given(MARKUP, st.integers(1, 200))
def test_a_body_read_piece_by_piece_is_the_body_read_at_once(source: str, piece: int) -> None:
    whole = html_body(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(body_module, "_AT_ONCE", piece)
        body = html_body(source)
        read: list[Block] = []
        while len(read) < body.known or body.rest:
            if len(read) == body.known:
                body.read_on()
            read += [body[index] for index in range(len(read), body.known)]
    assert read == [whole[index] for index in range(len(whole))]
    assert body.picture_count == whole.picture_count


@settings(max_examples=300)
@given(MARKUP)
def test_any_html_becomes_harmless_blocks_in_any_order(source: str) -> None:
    forwards = blocks(source)
    body = html_body(source)
    backwards = [body[index] for index in reversed(range(len(body)))][::-1]
    assert forwards == backwards
    assert not any(FORBIDDEN.search(text) for text in strings([asdict(block) for block in forwards]))
    assert sum(len(shown(block)) for block in forwards) <= 20 * len(source) + 100
    assert all(block.text for block in forwards if isinstance(block, Paragraph | Heading))
    assert all(body.weight(index) > 0 for index in range(len(body)))
    assert all(body.refers(index) for index, block in enumerate(forwards) if links_of(block) or pictures_of(block))


class VisibleText(HTMLParser):
    """Collects the text of HTML, by a parser that Broadsheet does not use."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


WORDS = st.lists(
    st.sampled_from(
        ["中文", "“引”", "。", "a", "b1", " ", "*", "_", "`", "~~", "[x]", "!", "\\", "&lt;b&gt;", "#", "$x_1$"]
    ),
    min_size=1,
    max_size=6,
).map("".join)
MARKS = st.sampled_from(["b", "i", "s", "u", "code", "em", "strong", "kbd", "span"])


def mark(tag: str, inner: list[str]) -> str:
    return f"<{tag}>{''.join(inner)}</{tag}>"


NESTED = st.recursive(WORDS, lambda inner: st.builds(mark, MARKS, st.lists(inner, max_size=3)), max_leaves=12)


@settings(max_examples=300)
@given(st.lists(NESTED, max_size=4))
def test_every_visible_character_is_kept(paragraphs: list[str]) -> None:
    source = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    independent = VisibleText()
    independent.feed(source)
    independent.close()
    assert "".join("".join(map(shown, blocks(source))).split()) == "".join(independent.text.split())
