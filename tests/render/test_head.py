"""The head of a page says what is known of the article, and nothing that is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from reader.domain.article import Article, DateSource, Problem
from reader.domain.block import Paragraph
from reader.render.head import byline, set_head
from reader.render.theme import PLAIN
from reader.render.typesetter import Typesetter
from tests.render.pages import ARTICLE, FakeBody, text_of

TEXT = FakeBody([Paragraph(text="One.")], minutes=6)
AFTERNOON = datetime(2021, 11, 23, 13, 57).astimezone()
MIDNIGHT = datetime(2021, 11, 23).astimezone()


def head(article: Article, body: FakeBody = TEXT, width: int = 40) -> list[str]:
    return text_of(set_head(article, body, width, Typesetter(PLAIN, "zh")))


def test_the_head_says_what_the_article_is() -> None:
    article = replace(
        ARTICLE,
        title="大海为什么是蓝的？一个问题和三个答案，外加一张图",
        author="渔夫",
        date=AFTERNOON,
        categories=(("新媒体", "渔夫笔记", "首页"), ("科学",)),
    )
    assert head(article, replace(TEXT, picture_count=13)) == [
        "大海为什么是蓝的？一个问题和三个答案，外",
        "加一张图",
        "渔夫 · 2021-11-23 13:57 · 6 min · 13",
        "images",
        "新媒体 / 渔夫笔记 / 首页; 科学",
    ]


@pytest.mark.parametrize(
    ("article", "body", "expected"),
    [
        (replace(ARTICLE, date=AFTERNOON), TEXT, "2021-11-23 13:57 · 6 min"),
        (replace(ARTICLE, date=MIDNIGHT), TEXT, "2021-11-23 · 6 min"),
        (replace(ARTICLE, date=AFTERNOON, date_source=DateSource.NAME), TEXT, "2021-11-23 · 6 min"),
        (replace(ARTICLE, date=AFTERNOON, date_source=DateSource.FILE_TIME), TEXT, "~2021-11-23 · 6 min"),
        (replace(ARTICLE, date=MIDNIGHT, draft=True), TEXT, "2021-11-23 · 6 min · draft"),
        (replace(ARTICLE, date=MIDNIGHT, author="Ann"), TEXT, "Ann · 2021-11-23 · 6 min"),
        (replace(ARTICLE, date=MIDNIGHT), replace(TEXT, picture_count=1), "2021-11-23 · 6 min · 1 image"),
        (replace(ARTICLE, date=MIDNIGHT), FakeBody(), "2021-11-23"),
    ],
)
def test_the_line_below_the_title_leaves_out_what_is_unknown(article: Article, body: FakeBody, expected: str) -> None:
    assert byline(article, body) == expected


@pytest.mark.parametrize(("problems", "expected"), [(0, 0), (1, 1), (5, 5), (6, 6), (9, 6)])
def test_problems_are_told_one_a_line(problems: int, expected: int) -> None:
    article = replace(ARTICLE, problems=tuple(Problem("date", f"bad {number}") for number in range(problems)))
    told = [line for line in head(article) if line.startswith("! ")]
    assert len(told) == expected
    assert told[:5] == [f"! date: bad {number}" for number in range(min(problems, 5))]
    assert told[5:] == ([f"! and {problems - 5} more"] if problems > 5 else [])


def test_an_article_without_text_says_so() -> None:
    assert head(ARTICLE, FakeBody())[-2:] == ["", "This article has no text."]


def test_nothing_in_the_head_is_markup_or_controls_the_terminal() -> None:
    article = replace(ARTICLE, title="*a* [/b]\x1b]0;c\x07\u2028d\u202e", categories=(("e\x9b", "f\ng"),))
    lines = head(article)
    assert lines[0] == "*a* [/b]]0;c d"
    assert lines[2] == "e / f g"


def test_a_place_in_the_head_is_known_by_its_text() -> None:
    lines = set_head(replace(ARTICLE, title="One two", date=MIDNIGHT), TEXT, 10, Typesetter(PLAIN, "en"))
    assert [line.offset for line in lines] == [0, 8, 19, 27]
