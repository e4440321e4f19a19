"""Tables stand in columns where there is room for their words, else as records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from reader.domain.block import Alignment, Cell, Table
from reader.render.tables import share_width
from reader.render.theme import Role, Theme
from tests.render.pages import lines_of, shown

LEFT, CENTRE, RIGHT = Alignment.LEFT, Alignment.CENTRE, Alignment.RIGHT


def row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text=text) for text in texts)


def table(*rows: tuple[Cell, ...], head: tuple[Cell, ...] = (), alignments: tuple[Alignment, ...] = ()) -> Table:
    columns = len(head or rows[0])
    return Table(head=head, rows=rows, alignments=alignments or (LEFT,) * columns)


CITIES = table(
    row("Oslo", "709,000", "no"),
    row("北京", "21,893,095", "`zh`"),
    head=row("City", "People", "**Language**"),
    alignments=(LEFT, RIGHT, CENTRE),
)
REMARKS = table(
    row("Oslo", "A city by the fjord with many ferries"),
    row("北京", "有很多胡同的城市，也有很多自行车"),
    head=row("City", "Remark"),
)
NAMES = table(
    row("Ada", "Lovelace", "The first"),
    row("", "Turing", "A machine and a test"),
    row("Grace", "Hopper", ""),
    head=row("First name", "Last name", "Remark"),
)


def test_cells_stand_in_columns_as_they_are_aligned() -> None:
    assert shown(CITIES, 40) == [
        "City      People  Language",
        "────  ──────────  ────────",
        "Oslo     709,000     no",
        "北京  21,893,095     zh",
    ]


def test_cells_wrap_where_the_page_is_narrow() -> None:
    assert shown(REMARKS, 30) == [
        "City  Remark",
        "────  ────────────────────────",
        "Oslo  A city by the fjord with",
        "      many ferries",
        "┈┈┈┈  ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈",
        "北京  有很多胡同的城市，也有很",
        "      多自行车",
    ]


def test_rows_become_records_where_columns_would_be_too_narrow() -> None:
    assert shown(NAMES, 20) == [
        "First name: Ada",
        "Last name: Lovelace",
        "Remark: The first",
        "┈┈┈┈┈┈┈┈┈┈┈┈",
        "Last name: Turing",
        "Remark: A machine",
        "  and a test",
        "┈┈┈┈┈┈┈┈┈┈┈┈",
        "First name: Grace",
        "Last name: Hopper",
    ]


def test_a_column_does_not_divide_its_words() -> None:
    words = table(row("one two three four five", "internationalisation"), head=row("Numbers", "Word"))
    assert shown(words, 32) == [
        "Numbers     Word",
        "──────────  ────────────────────",
        "one two     internationalisation",
        "three four",
        "five",
    ]
    assert shown(words, 31)[0] == "Numbers: one two three four"


def test_a_word_as_wide_as_the_page_stays_whole_in_a_record() -> None:
    word = "internationalisation"
    block = table(row(word, *["x" * 9] * 3), head=row("名", *["Other"] * 3))
    assert shown(block, 20, language="zh")[:2] == ["名：", word]
    assert shown(block, 21, language="zh")[:2] == ["名：", word]
    assert shown(block, 22, language="zh")[:2] == ["名：", f"  {word}"]


@pytest.mark.parametrize(
    ("head", "language", "line"),
    [
        ("节气", "zh-Hans", "节气：立春"),
        ("節気", "ja", "節気：立春"),
        ("Term", "en", "Term: 立春"),
        ("Term:", "en", "Term: 立春"),
        ("节气：", "zh", "节气：立春"),
        ("", "zh", "立春"),
    ],
)
def test_a_record_has_the_colon_of_its_language(head: str, language: str, line: str) -> None:
    block = table(row("立春", *["x" * 9] * 3), head=row(head, *["Other"] * 3))
    assert shown(block, 20, language=language)[0] == line


def test_a_long_address_does_not_make_records() -> None:
    [first, *_] = shown(table(row("Home", "https://example.com/a/very/long/way/to/go?from=here")), 40)
    assert first.startswith("Home  https://example.com/")


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (table(head=row("One", "Two")), ["One  Two", "───  ───"]),
        (table(row("one", "two")), ["one  two"]),
        (table(row("one", ""), row("", "four")), ["one", "     four"]),
        (table(row("one", "", "two"), head=row("", "", "")), ["one    two"]),
        (table(row("one\\\ntwo", "three")), ["one  three", "two"]),
        (table(row("a\x1b[2J|b", "c")), ["a[2J|b  c"]),
        (table(row(*["x"] * 12)), ["x"] * 12),
        (table(row(*["x", *[""] * 29])), ["x"]),
        (table(head=row(*["long name"] * 3)), ["long name"] * 3),
    ],
)
def test_tables_of_all_kinds(block: Table, expected: list[str]) -> None:
    assert shown(block, 20) == expected


def test_the_head_looks_like_one() -> None:
    theme = Theme({Role.TABLE_HEAD: Style(bold=True)})
    for width in (40, 20):
        heads = [segment for segment in lines_of(NAMES, width, theme=theme)[1].segments if segment.style]
        assert heads[0].text == "First name"
        assert {segment.style for segment in heads} == {Style(bold=True)}


def test_a_place_in_a_table_is_known_by_its_text() -> None:
    offsets = [line.offset for line in lines_of(REMARKS, 30)]
    assert offsets == [0, 0, 0, 12, 37, 55, 55, 67]
    assert len({line.offset for line in lines_of(NAMES, 20)}) == 8


def test_places_in_a_head_that_wraps_come_in_order() -> None:
    block = table(head=row("000000000", "000000000 0"))
    assert [line.offset for line in lines_of(block, 21)] == [0, 0, 10, 10]


@st.composite
def columns(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    asked = draw(st.lists(st.integers(0, 300), min_size=1, max_size=9))
    return asked, [draw(st.integers(0, cells)) for cells in asked]


@given(columns(), st.integers(-5, 400))
def test_columns_share_what_there_is(wishes: tuple[list[int], list[int]], room: int) -> None:
    asked, least = wishes
    widths = share_width(asked, least, room)
    if sum(least) > room:
        assert widths is None
    else:
        assert widths is not None
        assert all(low <= cells <= high for low, cells, high in zip(least, widths, asked, strict=True))
        assert min(room, sum(asked)) - len(asked) < sum(widths) <= room


@pytest.mark.parametrize(
    ("asked", "room", "widths"),
    [
        ([10, 10], 20, [10, 10]),
        ([10, 10], 80, [10, 10]),
        ([10, 300], 60, [10, 50]),
        ([108, 208], 66, [24, 41]),
        ([8, 8, 8], 23, None),
    ],
)
def test_small_columns_get_what_they_ask_for(asked: list[int], room: int, widths: list[int] | None) -> None:
    assert share_width(asked, [8] * len(asked), room) == widths
