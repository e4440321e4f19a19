"""Words are found wherever their lines are broken, and lit where they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.domain.block import Code, Heading, Item, Paragraph, Quote
from reader.domain.folding import fold
from reader.render.document import Document
from reader.render.finding import Finder, Match
from reader.render.theme import PLAIN
from tests.render.pages import ARTICLE, FakeBody

BODY = [
    Heading(level=2, text="Tides and **tides**"),
    Paragraph(text="潮水为什么一天涨两次，人工智能也说不清。", inside=(Quote(),), opens=1),
    Code(text="tide = 1\nlow = 2"),
    Paragraph(text="Ｔｉｄｅ tables, not untidy ones", inside=(Item("•"),), opens=1),
]


def finder(words: str, width: int = 20) -> Finder:
    return Finder(Document(ARTICLE, FakeBody(BODY, reads=1), width=width, theme=PLAIN), frozenset({fold(words)}))


def lit(found: Finder, block: int, width: int = 20) -> list[str]:
    lines = Document(ARTICLE, FakeBody(BODY), width=width, theme=PLAIN).lines_of(block)
    return [lines[piece.line].text[piece.start : piece.end] for piece in found.pieces(block)]


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
