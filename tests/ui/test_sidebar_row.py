"""A row of the sidebar shows what is known of its article or category in the cells that it has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from rich.style import Style
from textual.strip import Strip

from reader.domain.category import Category
from reader.domain.listing import Listing, RowId
from reader.ui.widgets.sidebar_row import LEAST_TITLE, day_of, draw_article, draw_category, share_of

WORD = Style(bold=True)
T = Listing(
    row=RowId(1),
    title="T",
    date=datetime(2026, 1, 1, tzinfo=UTC),
    date_known=True,
    problems=0,
    read=False,
    starred=False,
    draft=False,
)


def look(component: str) -> Style:
    return WORD if component == "sidebar--selected" else Style()


def lit(strip: Strip) -> list[str]:
    return [segment.text for segment in strip if segment.style == WORD]


def draw(
    listing: Listing, *, depth: int = 1, selected: bool = False, words: tuple[str, ...] = (), width: int = 40
) -> Strip:
    strip = draw_article(
        listing, depth=depth, shown=False, selected=selected, note="01-01", words=words, width=width, look=look
    )
    assert strip.cell_length == width == sum(segment.cell_length for segment in strip)
    return strip


@pytest.mark.parametrize(
    ("listing", "row"),
    [
        (T, "   ● 01-01 T"),
        (T._replace(read=True), "     01-01 T"),
        (T._replace(starred=True), "   ●★01-01 T"),
        (T._replace(draft=True, repeated=True), "   ● 01-01 ⧉ ✎ T"),
        (T._replace(share=0.01), "  ◔● 01-01 T"),
        (T._replace(share=0.5), "  ◑● 01-01 T"),
        (T._replace(share=0.99), "  ◕● 01-01 T"),
    ],
)
def test_an_article_shows_how_far_it_is_read_its_marks_and_what_is_odd_about_it(listing: Listing, row: str) -> None:
    assert draw(listing).text.rstrip() == row


def test_a_selected_article_has_its_sign_in_the_first_cell() -> None:
    assert draw(T._replace(share=0.5), selected=True).text.rstrip() == "✓ ◑● 01-01 T"


def test_a_title_keeps_some_cells_however_deep_its_category_is() -> None:
    assert draw(T._replace(title="x" * 40), depth=50, width=36).text.count("x") >= LEAST_TITLE


def test_the_words_that_the_list_is_narrowed_to_are_lit_wherever_they_stand() -> None:
    assert lit(draw(T._replace(title="海潮 ＣＯＮＣＡＴ 潮"), words=("潮", "cat"))) == ["潮", "ＣＡＴ", "潮"]
    assert lit(draw(T._replace(title="海潮"))) == []
    assert lit(draw(T._replace(title="海潮"), words=("x",))) == []
    assert lit(draw(T._replace(title="长" * 40 + "潮"), words=("潮",))) == []
    category = Category(("科学", "海"), 2, 1)
    assert lit(draw_category(category, expanded=True, words=("海",), width=40, look=look)) == ["海"]


@pytest.mark.parametrize(
    ("unread", "partial", "shown"), [(3, False, "3"), (3, True, "3 …"), (0, True, "…"), (0, False, "c")]
)
def test_a_category_shows_what_is_unread_and_whether_that_is_all(unread: int, partial: bool, shown: str) -> None:
    category = Category(("c",), 4, unread, partial)
    strip = draw_category(category, expanded=False, words=(), width=20, look=look)
    assert strip.cell_length == 20 == sum(segment.cell_length for segment in strip)
    assert strip.text.rstrip().endswith(f" {shown}")


def test_a_date_is_a_day_of_this_year_or_a_month_of_another_in_local_time() -> None:
    shanghai = timezone(timedelta(hours=8))
    now = datetime(2026, 12, 31, 12, tzinfo=shanghai)
    last, first = datetime(2025, 12, 31, 15, tzinfo=UTC), datetime(2025, 12, 31, 16, tzinfo=UTC)
    assert day_of(T._replace(date=last), now) == "2025-12"
    assert day_of(T._replace(date=first), now) == "01-01"
    assert day_of(T._replace(date=first, date_known=False), now) == "~01-01"


def test_what_is_begun_has_its_share_and_what_is_finished_is_done() -> None:
    assert [share_of(T._replace(share=share)) for share in (0.001, 0.5, 0.99, 0)] == ["  1%", " 50%", " 99%", "done"]
