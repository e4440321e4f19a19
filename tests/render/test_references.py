"""What a page refers to: links by their numbers, and their addresses below a printed page."""

from __future__ import annotations

from reader.domain.block import Cell, Figure, Paragraph, Picture, Rule, Table
from reader.render.page import link_lines
from reader.render.references import links_of, pictures_of
from reader.render.span import Link
from reader.render.theme import PLAIN
from tests.render.pages import FakeBody, text_of

FIRST = Picture(number=1, address="https://e.example/1.png", text=None, width=None, height=None)


def test_links_have_the_numbers_that_the_page_shows() -> None:
    block = Paragraph(text="[one](https://a.example) and [no](javascript:x) and [two](https://b.example)", first_link=7)
    assert links_of(block) == [Link(7, "one", "https://a.example"), Link(8, "two", "https://b.example")]


def test_links_are_found_in_cells_and_captions() -> None:
    cell = Cell(text="[c](https://c.example)", first_link=2, pictures=(FIRST,))
    table = Table(head=(), rows=((Cell(text="plain"), cell),), alignments=())
    assert [link.number for link in links_of(table)] == [2]
    assert pictures_of(table) == (FIRST,)
    figure = Figure(picture=FIRST, caption="[d](https://d.example)", first_link=4)
    assert [link.number for link in links_of(figure)] == [4]
    assert pictures_of(figure) == (FIRST,)
    linked = Figure(
        picture=FIRST, caption="[d](https://d.example)", first_link=5, link="https://e.example", link_number=4
    )
    assert links_of(linked) == [Link(4, "Image 1", "https://e.example"), Link(5, "d", "https://d.example")]
    assert links_of(Rule()) == []
    assert pictures_of(Rule()) == ()


def test_a_printed_page_ends_with_the_addresses_that_its_text_does_not_say() -> None:
    body = FakeBody(
        [
            Paragraph(text="[one](https://a.example/x) <https://b.example>"),
            Paragraph(text="[two](https://c.example/some/way/down)", first_link=3),
        ]
    )
    assert text_of(list(link_lines(body, width=30, theme=PLAIN))) == [
        "",
        "¹\N{NO-BREAK SPACE}https://a.example/x",
        "³\N{NO-BREAK SPACE}https://c.example/some/way/",
        "down",
    ]
    assert not list(link_lines(FakeBody([Paragraph(text="plain")]), width=30, theme=PLAIN))
