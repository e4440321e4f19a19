"""A whole page is its head and its blocks, converted as their lines are asked for."""

from __future__ import annotations

from itertools import islice

from reader.domain.block import Code, Heading, Item, Paragraph, Quote, Rule
from reader.render.page import page_lines
from reader.render.theme import PLAIN
from tests.render.pages import ARTICLE, FakeBody, text_of


def test_a_page_is_its_head_and_its_blocks() -> None:
    body = FakeBody(
        [
            Heading(level=2, text="Tides"),
            Paragraph(text="The sea comes **back**.", inside=(Quote(),), opens=1),
            Paragraph(text="Twice a day.", inside=(Quote(),)),
            Paragraph(text="spring", inside=(Item("•"),), opens=1),
            Paragraph(text="neap", inside=(Item("•"),), opens=1, tight=True),
            Code(text="tide(1)"),
            Rule(),
        ]
    )
    assert text_of(list(page_lines(ARTICLE, body, width=24, theme=PLAIN))) == [
        "One",
        "2021-11-23 · 1 min",
        "Essays",
        "",
        "Tides",
        "",
        "▌ The sea comes back.",
        "▌",
        "▌ Twice a day.",
        "",
        "• spring",
        "• neap",
        "",
        " tide(1)",
        "",
        "      ────────────",
    ]


def test_blocks_are_converted_as_their_lines_are_asked_for() -> None:
    body = FakeBody([Paragraph(text="One.")] * 100)
    lines = page_lines(ARTICLE, body, width=24, theme=PLAIN)
    assert len(list(islice(lines, 6))) == 6
    assert body.converted == [0, 1]
