"""The headings of an article, and the way from one to the next, without reading more than it takes."""

from __future__ import annotations

from dataclasses import replace

from reader.domain.block import Heading, Paragraph
from reader.render.contents import Entry, heading_beside, read_contents
from tests.render.pages import ARTICLE, FakeBody

BODY = FakeBody(
    [
        Paragraph(text="before"),
        Heading(level=2, text="One **bold** [link](https://a.example) &amp;\nmore"),
        Paragraph(text="between"),
        Heading(level=3, text="二"),
        Paragraph(text="after"),
    ]
)


def test_headings_are_read_without_their_markup() -> None:
    article = replace(ARTICLE, title="The title")
    assert read_contents(article, BODY) == [
        Entry(0, 0, "The title"),
        Entry(2, 2, "One bold link & more"),
        Entry(4, 3, "二"),
    ]


def test_the_next_and_the_previous_heading() -> None:
    assert [heading_beside(BODY, block, 1) for block in range(6)] == [2, 2, 4, 4, None, None]
    assert [heading_beside(BODY, block, -1) for block in range(6)] == [None, None, None, 2, 2, 4]


def test_no_more_is_read_and_converted_than_it_takes() -> None:
    body = FakeBody(BODY.blocks, reads=1)
    assert heading_beside(body, 0, 1) == 2
    assert (body.known, body.converted) == (2, [])
    read_contents(ARTICLE, body)
    assert body.converted == [1, 3]
