"""A row of the sidebar shows what is known of its article or category in the cells that it has."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.segment import Segment
from rich.style import Style

from reader.domain.category import Category
from reader.domain.listing import Listing, RowId
from reader.ui.widgets.sidebar_row import draw_article, draw_category

WORD = Style(bold=True)


def look(component: str) -> Style:
    return WORD if component == "sidebar--selected" else Style()


def lit(segments: list[Segment]) -> list[str]:
    return [segment.text for segment in segments if segment.style == WORD]


def article(title: str, words: tuple[str, ...], width: int = 40) -> list[Segment]:
    listing = Listing(
        row=RowId(1),
        title=title,
        date=datetime(2026, 1, 1, tzinfo=UTC),
        date_known=True,
        problems=0,
        read=False,
        starred=False,
        draft=False,
    )
    strip = draw_article(
        listing, depth=1, shown=False, selected=False, note="01-01", words=words, width=width, look=look
    )
    assert strip.cell_length == width == sum(segment.cell_length for segment in strip)
    return list(strip)


def test_the_words_that_the_list_is_narrowed_to_are_lit_wherever_they_stand() -> None:
    assert lit(article("海潮 ＣＯＮＣＡＴ 潮", ("潮", "cat"))) == ["潮", "ＣＡＴ", "潮"]
    assert lit(article("海潮", ())) == []
    assert lit(article("海潮", ("x",))) == []
    assert lit(article("长" * 40 + "潮", ("潮",))) == []
    category = Category(("科学", "海"), 2, 1)
    assert lit(list(draw_category(category, expanded=True, words=("海",), width=40, look=look))) == ["海"]
