"""Documents: blocks laid out on demand show what the whole page shows."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.block import Alignment, Block, Cell, Code, Embed, Figure, Heading, Paragraph, Picture, Rule, Table
from reader.domain.reading_state import Place
from reader.render.document import BLOCKS_KEPT, HEAD_LINES, LINES_KEPT, Document
from reader.render.line import BLANK
from reader.render.page import page_lines
from reader.render.theme import PLAIN
from tests.render.pages import ARTICLE, FakeBody, blocks

PARAGRAPHS = [Paragraph(text=f"Paragraph {number} of many words. " * (number % 4 + 1)) for number in range(1000)]


def document_of(body: FakeBody, width: int = 40) -> Document:
    return Document(ARTICLE, body, width=width, theme=PLAIN)


@given(st.lists(blocks(), max_size=8), st.integers(10, 60), st.randoms(use_true_random=False))
def test_blocks_laid_out_in_any_order_make_the_whole_page(some: list[Block], width: int, random: Random) -> None:
    document = document_of(FakeBody(some, reads=2), width)
    order = list(range(document.block_count))
    random.shuffle(order)
    for block in order:
        document.lay_out(block)
    page = list(page_lines(ARTICLE, FakeBody(some), width=width, theme=PLAIN))
    assert [document.line(y) for y in range(document.height)] == page


def test_the_height_is_a_guess_from_the_weight_until_a_block_is_laid_out() -> None:
    document = document_of(FakeBody(PARAGRAPHS[:2], weights=[400, 41]), 40)
    assert document.height == HEAD_LINES + 11 + 3
    assert document.lay_out(1) == 2
    assert document.height == HEAD_LINES + 2 + 3
    assert document.start_of(2) == HEAD_LINES + 2


def test_a_line_belongs_to_a_block() -> None:
    document = document_of(FakeBody([*PARAGRAPHS[:1], Paragraph(text=""), *PARAGRAPHS[1:2]]))
    for block in range(4):
        document.lay_out(block)
    assert [document.block_at(y) for y in (0, 2, 3, 4, 5, 7, 99)] == [
        (0, 0),
        (0, 2),
        (1, 0),
        (1, 1),
        (3, 0),
        (3, 2),
        (3, 94),
    ]
    assert document.block_at(-1) == (0, -1)


def test_a_line_that_is_not_laid_out_is_blank_and_converts_nothing() -> None:
    body = FakeBody(PARAGRAPHS, reads=3)
    document = document_of(body)
    assert {document.line(y) for y in (-1, 0, 5, 500, 10**6)} == {BLANK}
    assert document.place_at(500).offset == 0
    assert not body.converted


def test_lines_that_nobody_has_asked_for_longest_are_let_go() -> None:
    body = FakeBody([Code(text="x\n" * 50)] * 1000)
    document = document_of(body)
    for block in range(1001):
        document.lay_out(block)
    kept = [block for block in range(1001) if document.is_laid_out(block)]
    assert kept == list(range(1001 - BLOCKS_KEPT, 1001))
    height = document.height
    document.lay_out(1)
    assert document.is_laid_out(1)
    assert not document.is_laid_out(1001 - BLOCKS_KEPT)
    assert document.height == height


def test_a_block_taller_than_all_that_is_kept_does_not_drive_out_its_neighbours() -> None:
    document = document_of(FakeBody([*PARAGRAPHS[:9], Code(text="x\n" * 2 * LINES_KEPT), *PARAGRAPHS[:9]]))
    for block in range(20):
        document.lay_out(block)
    assert all(document.is_laid_out(block) for block in range(20))


@given(st.lists(blocks(), min_size=1, max_size=5), st.integers(10, 60), st.integers(10, 60), st.data())
def test_a_place_is_found_again(some: list[Block], width: int, other: int, data: st.DataObject) -> None:
    document = document_of(FakeBody(some), width)
    for block in range(document.block_count):
        document.lay_out(block)
    y = data.draw(st.integers(0, document.height - 1))
    place = document.place_at(y)
    again = document.line_of(place)
    assert again <= y
    assert document.block_at(again)[0] == document.block_at(y)[0] == place.block
    assert document.place_at(again) == place._replace(share=again / document.height)
    found = document_of(FakeBody(some, reads=1), other)
    line = found.line_of(place)
    assert found.place_at(line).offset <= place.offset


def test_a_place_is_found_at_another_width() -> None:
    text = " ".join(f"word{number}" for number in range(300))
    wide = document_of(FakeBody([Heading(level=2, text="H"), Paragraph(text=text)]), 80)
    wide.lay_out(2)
    y = wide.start_of(2) + 9
    word = wide.line(y).text.split()[0]
    narrow = document_of(FakeBody([Heading(level=2, text="H"), Paragraph(text=text)]), 23)
    assert word in narrow.line(narrow.line_of(wide.place_at(y))).text


@pytest.mark.parametrize("place", [Place(-3), Place(99, 10**9, 7.0), Place(1, -5), Place(1, 10**9)])
def test_a_place_of_another_text_is_somewhere(place: Place) -> None:
    document = document_of(FakeBody(PARAGRAPHS[:3]))
    assert 0 <= document.line_of(place) < document.height


def place_of(blocks: list[Block], block: int, width: int = 40) -> Place:
    document = document_of(FakeBody(blocks), width)
    document.lay_out(block)
    return document.place_at(document.start_of(block))


def found_in(blocks: list[Block], place: Place, width: int = 23) -> int:
    document = document_of(FakeBody(blocks, reads=1), width)
    return document.block_at(document.line_of(place))[0]


PIECES: list[Block] = [
    Heading(level=2, text="Then"),
    Paragraph(text="It **began** with a word, and went on for a while, so that it takes more than one line."),
    Code(text="x = 1\n\ty = 2"),
    Figure(picture=Picture(number=1, address="https://example.com/a.png")),
    Figure(picture=Picture(number=2, address=None), caption="The sea"),
    Table(head=(), rows=((Cell(text="Cell"),),), alignments=(Alignment.LEFT,)),
    Embed(kind="video", title="A film", address=None),
]


@pytest.mark.parametrize("piece", range(len(PIECES)))
def test_a_place_is_found_again_when_text_was_added_or_taken_away_above(piece: int) -> None:
    above: list[Block] = [Paragraph(text=f"Paragraph {number}") for number in range(9)]
    place = place_of(above + PIECES, 10 + piece)
    assert found_in([Rule(), Paragraph(text="New."), *above, *PIECES], place) == 12 + piece
    assert found_in(above[4:] + PIECES, place) == 6 + piece
    assert found_in(PIECES[piece:], place) == 1


def test_of_two_blocks_with_the_same_text_the_nearer_one_is_meant() -> None:
    same, other = Paragraph(text="Same"), Paragraph(text="Other")
    assert found_in([other, same, other, other, same], place_of([same, other, other, same], 4)) == 5
    assert found_in([other, same, other, other, same], place_of([same, other, other, same], 1)) == 2


def test_a_place_whose_text_is_gone_stays_where_it_was() -> None:
    place = place_of([Paragraph(text=f"Paragraph {number}") for number in range(9)], 5)
    assert found_in([Paragraph(text=f"Sentence {number}") for number in range(9)], place) == 5
    assert found_in([Paragraph(text="One sentence")], place) == 1


def test_a_block_that_says_nothing_is_found_by_its_number() -> None:
    assert found_in([Paragraph(text="a"), Rule(), Rule()], place_of([Paragraph(text="a"), Rule(), Rule()], 3)) == 3


LINK = "[a](https://example.com)"


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize(
    "block",
    [
        Paragraph(text=LINK),
        Heading(level=2, text=LINK),
        Table(head=(), rows=((Cell(text=LINK),),), alignments=(Alignment.LEFT,)),
        Figure(picture=Picture(number=1, address=None), caption=LINK),
    ],
)
def test_links_are_numbered_unless_nobody_wants_it(block: Block, numbered: bool) -> None:
    document = Document(ARTICLE, FakeBody([block]), width=40, theme=PLAIN, link_numbers=numbered)
    document.lay_out(1)
    text = "".join(document.line(y).text for y in range(document.start_of(1), document.height))
    assert ("¹" in text) == numbered
