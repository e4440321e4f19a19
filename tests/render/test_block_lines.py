"""Blocks as lines, and what stands left of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from reader.domain.block import (
    Alignment,
    Block,
    Cell,
    Code,
    Container,
    Definition,
    Footnote,
    Heading,
    Item,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from reader.render.cells import cell_width, printable
from reader.render.containers import INDENT, LEAST_TEXT
from reader.render.theme import Role, Theme
from tests.render.pages import blocks, lines_of, links_of, shown, text_of

BULLET, QUOTE = Item("•"), Quote()
TEXT = "one two three four five six"


def paragraph(text: str, *inside: Container, opens: int = 0, tight: bool = False) -> Paragraph:
    return Paragraph(text=text, inside=inside, opens=opens, tight=tight)


@given(blocks(), st.integers(10, 100))
def test_no_line_is_wider_than_the_page_or_controls_the_terminal(block: Block, width: int) -> None:
    lines = lines_of(block, width)
    for line in lines:
        assert line.cells == cell_width(line.text) <= width
        assert printable(line.text) == line.text
        assert "\n" not in line.text
    assert all(printable(link) == link for link in links_of(lines))


@given(blocks(), st.integers(10, 100))
def test_offsets_never_run_back(block: Block, width: int) -> None:
    offsets = [line.offset for line in lines_of(block, width)]
    assert offsets == sorted(offsets)


@given(blocks(), st.integers(10, 100))
def test_every_block_shows_something_or_takes_no_line(block: Block, width: int) -> None:
    lines = text_of(lines_of(block, width))
    if lines:
        assert block.opens or any(lines)
        assert block.tight or not lines[0].strip("▌ ")
        assert len(lines) > (not block.tight)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (paragraph(TEXT), ["one two three four", "five six"]),
        (paragraph(TEXT, QUOTE, opens=1), ["▌ one two three four", "▌ five six"]),
        (paragraph(TEXT, QUOTE, QUOTE, opens=2), ["▌ ▌ one two three", "▌ ▌ four five six"]),
        (paragraph(TEXT, BULLET, opens=1), ["• one two three four", "  five six"]),
        (paragraph(TEXT, BULLET), ["  one two three four", "  five six"]),
        (paragraph(TEXT, Item("10."), opens=1), ["10. one two three", "    four five six"]),
        (paragraph(TEXT, BULLET, Item("3."), opens=2), ["• 3. one two three", "     four five six"]),
        (paragraph(TEXT, BULLET, Item("3."), opens=1), ["  3. one two three", "     four five six"]),
        (paragraph(TEXT, QUOTE, Item("☐"), opens=1), ["▌ ☐ one two three", "▌   four five six"]),
        (paragraph(TEXT, Definition(), opens=1), ["    one two three", "    four five six"]),
        (paragraph(TEXT, Footnote("1"), opens=1), ["[1] one two three", "    four five six"]),
        (
            paragraph(TEXT, Footnote("introduction"), opens=1),
            ["[introduction]", "    one two three", "    four five six"],
        ),
        (
            paragraph(TEXT, QUOTE, Footnote("introduction"), BULLET, opens=2),
            ["▌ [introduction]", "▌     • one two", "▌       three four", "▌       five six"],
        ),
        (paragraph("one\x1b[2J", Item("\x9b•\n"), opens=1), ["• one[2J"]),
        (paragraph("one", Footnote("a\u2028b"), opens=1), ["[a b] one"]),
        (paragraph("one\\\ntwo", QUOTE), ["▌ one", "▌ two"]),
        (Paragraph(text="one", centred=True), ["        one"]),
        (Paragraph(text="a line that\\\nwraps", centred=True), ["    a line that", "       wraps"]),
        (Heading(level=1, text="A *heading*"), ["A heading", "─────────"]),
        (Heading(level=1, text="这是一个很长很长的标题"), ["这是一个很长很长的", "标题", "──────────────────"]),
        (Heading(level=2, text="A heading"), ["A heading"]),
        (Heading(level=6, text="# 1"), ["# 1"]),
        (Rule(), ["    ────────────"]),
        (Rule(inside=(QUOTE,)), ["▌    ────────────"]),
    ],
)
def test_blocks_look_like_this(block: Block, expected: list[str]) -> None:
    assert shown(block, 20) == expected


@pytest.mark.parametrize(
    ("block", "blank"),
    [
        (paragraph("one"), [""]),
        (paragraph("one", tight=True), []),
        (paragraph("one", QUOTE, opens=1), [""]),
        (paragraph("one", QUOTE), ["▌"]),
        (paragraph("one", QUOTE, BULLET, opens=1), ["▌"]),
        (paragraph("one", QUOTE, QUOTE, opens=1), ["▌"]),
        (paragraph("one", BULLET), [""]),
        (paragraph("one", BULLET, QUOTE), ["  ▌"]),
    ],
)
def test_the_blank_line_before_a_block_carries_on_its_quotes(block: Block, blank: list[str]) -> None:
    assert text_of(lines_of(block, 20))[:-1] == blank


@pytest.mark.parametrize("text", ["", " ", "\x07", "　"])
def test_what_shows_nothing_takes_no_line(text: str) -> None:
    assert not lines_of(Paragraph(text=text))
    assert not lines_of(Heading(level=1, text=text))
    assert not lines_of(Code(text=text))
    assert not lines_of(Table(head=(), rows=((Cell(text=text),),), alignments=(Alignment.LEFT,)))


def test_an_item_without_text_keeps_its_marker() -> None:
    assert shown(paragraph("", Item("2."), opens=1)) == ["2."]


@pytest.mark.parametrize("container", [QUOTE, BULLET, Definition(), Footnote("introduction")])
@pytest.mark.parametrize("width", [10, 20, 31, 32, 80])
def test_containers_leave_room_for_the_text(container: Container, width: int) -> None:
    deep = Paragraph(text="x" * 200, inside=(container,) * 3000, opens=3000)
    lines = text_of(lines_of(deep, width))
    least = min(LEAST_TEXT, width // 2)
    assert max(line.count("x") for line in lines) in range(least, least + INDENT)
    assert max(map(cell_width, lines)) <= width


def test_text_in_a_quote_looks_quoted() -> None:
    theme = Theme({Role.QUOTE: Style(italic=True), Role.STRONG: Style(bold=True)})
    [_, line] = lines_of(paragraph("one **two**", QUOTE), theme=theme)
    assert [segment.style for segment in line.segments] == [None, Style(italic=True), Style(italic=True, bold=True)]


@pytest.mark.parametrize(
    ("markdown", "links"),
    [
        ("[a](https://example.com/)", {"https://example.com/"}),
        ("[a](mailto:me@example.com)", {"mailto:me@example.com"}),
        ("[a](javascript:alert)", set()),
        ("[a](file:///etc/passwd)", set()),
    ],
)
def test_only_safe_addresses_become_links(markdown: str, links: set[str]) -> None:
    assert links_of(lines_of(paragraph(markdown))) == links
