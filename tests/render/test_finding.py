"""Words are found wherever their lines are broken, and lit where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.block import Alignment, Cell, Code, Embed, Figure, Heading, Item, Paragraph, Picture, Quote, Table
from reader.domain.folding import fold
from reader.render.document import Document
from reader.render.finding import Finder, Match
from reader.render.theme import PLAIN
from tests.render.pages import ARTICLE, FakeBody

if TYPE_CHECKING:
    from reader.domain.block import Block

BODY = [
    Heading(level=2, text="Tides and **tides**"),
    Paragraph(text="潮水为什么一天涨两次，人工智能也说不清。", inside=(Quote(),), opens=1),
    Code(text="tide = 1\nlow = 2"),
    Paragraph(text="Ｔｉｄｅ tables, not untidy ones", inside=(Item("•"),), opens=1),
]
TEXT = "".join(map(chr, range(0x5000, 0x5040)))
PICTURE = Picture(number=1, address=None)
INSIDE = (Quote(), Item("•"))


def finder(words: str, width: int = 20) -> Finder:
    return Finder(Document(ARTICLE, FakeBody(BODY, reads=1), width=width, theme=PLAIN), frozenset({fold(words)}))


def lit(found: Finder, block: int, width: int = 20) -> list[str]:
    return lit_of(found, Document(ARTICLE, FakeBody(BODY), width=width, theme=PLAIN), block)


def lit_of(found: Finder, document: Document, block: int) -> list[str]:
    lines = document.lines_of(block)
    return [lines[piece.line].text[piece.start : piece.end] for piece in found.pieces(block)]


def lit_in(block: Block, words: str, width: int = 30) -> tuple[list[str], int]:
    """Return what is lit of some words in a block, and of how many matches that is a part."""
    document = Document(ARTICLE, FakeBody([block]), width=width, theme=PLAIN)
    found = Finder(document, frozenset({fold(words)}))
    return lit_of(found, document, 1), len({piece.match for piece in found.pieces(1)})


def table(*rows: tuple[str, ...], head: tuple[str, ...] = ()) -> Table:
    cells = [tuple(Cell(text=text) for text in row) for row in (head or ("",) * len(rows[0]), *rows)]
    return Table(head=cells[0], rows=tuple(cells[1:]), alignments=(Alignment.RIGHT,) * len(rows[0]))


def test_words_are_found_in_every_kind_of_block_and_by_their_beginning() -> None:
    found = finder("tide")
    assert [lit(found, block) for block in range(1, 5)] == [["Tide", "tide"], [], ["tide"], ["Ｔｉｄｅ"]]
    while found.count_on():
        pass
    assert found.total == 4


@given(st.integers(10, 60))
def test_a_word_that_is_broken_over_two_lines_is_one_match(width: int) -> None:
    found = finder("人工智能", width)
    assert "".join(lit(found, 2, width)) == "人工智能"
    assert {piece.match for piece in found.pieces(2)} == {0}


def test_matches_follow_each_other_around_the_end() -> None:
    found = finder("tide")
    first = found.first_from(0)
    assert first == Match(1, 0)
    steps = [first]
    for _ in range(4):
        following = found.beside(steps[-1], 1)
        assert following is not None
        steps.append(following)
    assert steps == [Match(1, 0), Match(1, 1), Match(3, 0), Match(4, 0), Match(1, 0)]
    assert found.beside(Match(1, 0), -1) == Match(4, 0)
    assert found.beside(Match(3, 0), -1) == Match(1, 1)
    assert found.first_from(2) == Match(3, 0)
    assert found.first_from(99) == Match(1, 0)


def test_a_position_is_known_once_all_before_it_is_counted() -> None:
    found = finder("tide")
    assert found.position(Match(3, 0)) is None
    assert found.total is None
    while found.count_on():
        pass
    assert found.position(Match(3, 0)) == 3


def test_nothing_found_is_no_match() -> None:
    found = finder("ebb")
    assert found.first_from(0) is None
    assert found.beside(Match(1, 0), 1) is None


@given(
    block=st.sampled_from(
        [
            Paragraph(text=f"{TEXT[:20]}[{TEXT[20:23]}](http://e.org)**{TEXT[23:40]}**{TEXT[40:]}", centred=True),
            Heading(level=1, text=TEXT, inside=INSIDE, opens=2),
            Code(text=f"x = 1\n    {TEXT}  # y", language="python", inside=INSIDE),
            Figure(picture=PICTURE, caption=f"{TEXT[:20]}[{TEXT[20:30]}](http://e.org){TEXT[30:]}"),
            Embed(kind="video", title=TEXT, address="http://e.org", inside=INSIDE),
            table(("a", "b", "c"), ("d", f"[{TEXT[:9]}](http://e.org){TEXT[9:]}", "e"), head=("x", "y", "z")),
        ]
    ),
    width=st.integers(12, 80),
    ends=st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=2, unique=True).map(sorted),
)
def test_what_goes_over_the_end_of_a_line_or_a_link_is_found_where_it_stands(
    block: Block, width: int, ends: list[int]
) -> None:
    words = TEXT[slice(*ends)]
    pieces, count = lit_in(block, words, width)
    assert "".join(pieces) == words
    assert count == 1


@pytest.mark.parametrize("width", [8, 14, 40])
def test_a_row_is_found_across_its_cells_and_a_head_wherever_it_is_drawn(width: int) -> None:
    block = table(("three", "a [four](http://e.org)"), ("five", "six"), head=("One", "Two"))
    assert lit_in(block, "three a", width) == (["three", "a"], 1)
    assert lit_in(block, "four five", width)[1] == 1
    drawn, count = lit_in(block, "one", width)
    assert set(drawn) == {"One"}
    assert count == 1


def test_words_are_found_however_many_blanks_are_drawn_between_them() -> None:
    assert lit_in(Code(text="low   = 2"), "low = 2") == (["low   = 2"], 1)
    assert lit_in(Paragraph(text="see [alpha](http://e.org) beta"), "alpha beta") == (["alpha", " beta"], 1)


def test_words_are_found_over_a_line_that_the_author_ends() -> None:
    assert lit_in(Paragraph(text="alpha delta  \nepsilon beta"), "delta epsilon") == (["delta", "epsilon"], 1)


def test_the_number_of_a_link_is_no_text() -> None:
    assert lit_in(Paragraph(text="one [alpha](http://e.org)"), "1") == ([], 0)


def test_what_the_head_says_is_found_each_for_itself() -> None:
    document = Document(ARTICLE, FakeBody(BODY), width=8, theme=PLAIN)
    assert lit_of(Finder(document, frozenset({"2021-11-23"})), document, 0) == ["2021-11-", "23"]
    assert lit_of(Finder(document, frozenset({"one2021"})), document, 0) == []
