"""What a search finds in a text, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from reader.domain.folding import fold
from reader.domain.reading_state import Mark
from reader.domain.search_match import find_spans, matches, sought, stands_in
from reader.domain.search_query import Field, parse_query

NOW = datetime(2026, 3, 10, tzinfo=UTC)


@dataclass
class Paper:
    text: str = ""
    title: str = ""
    author: str = ""
    date: datetime = NOW
    marks: set[Mark] = field(default_factory=set)

    def has(self, mark: Mark) -> bool:
        return mark in self.marks

    def holds(self, words: str, field: Field | None) -> bool:
        texts = {None: f"{self.title}\n{self.text}", Field.TITLE: self.title, Field.AUTHOR: self.author}
        return stands_in(words, fold(texts.get(field, "")))


def found(query: str, paper: Paper) -> bool:
    return matches(parse_query(query, now=NOW), paper)


@pytest.mark.parametrize(
    ("query", "text", "is_found"),
    [
        ("能", "人工智能", True),
        ("工智", "人工智能", True),
        ("工能", "人工智能", False),
        ("lin", "GNU/Linux", True),
        ("inux", "GNU/Linux", False),
        ("ａｉ", "AI大厂", True),
        ("厂ai", "大厂AI了", True),
        ('"open source"', "Open source,", True),
        ('"open source"', "source open", False),
        ("open source", "source open", True),
        ('"op source"', "open source", False),
        ("c++", "C++20", True),
        ("，", "一，二", True),
        ("书", "書", False),
        ("一 -二", "一，二", False),
        ("一 -三", "一，二", True),
        ("三 OR 二", "一，二", True),
        ("-三", "", True),
    ],
)
def test_words_are_found_by_prefix_and_chinese_anywhere(query: str, text: str, is_found: bool) -> None:
    assert found(query, Paper(text)) is is_found


def test_a_phrase_does_not_run_from_the_title_into_the_text() -> None:
    assert not found("春天", Paper("天", title="春"))
    assert found("春 天", Paper("天", title="春"))


def test_fields_marks_and_dates_narrow_a_search() -> None:
    paper = Paper("海", title="潮汐", author="Li Bai", date=datetime(2021, 6, 1, tzinfo=UTC), marks={Mark.STARRED})
    for query in ("title:潮", "author:bai", "is:starred", "is:unread", "after:2021-06", "before:2022", "-newer:7d"):
        assert found(query, paper), query
    for query in ("title:海", "author:潮", "is:read", "before:2021-06", "after:2022", "newer:7d"):
        assert not found(query, paper), query


@pytest.mark.parametrize(
    ("query", "text", "lit"),
    [
        ("智能", "人工智能，智能", ["智能", "智能"]),
        ("ai", "ＡＩ与said", ["ＡＩ"]),
        ("5m", "宽5㎡大", ["5㎡"]),
        ("ガ", "ｶﾞｶ", ["ｶﾞ"]),
        ("人工 工智", "人工智能", ["人工智"]),
        ("a -b title:c", "a b c", ["a"]),
    ],
)
def test_what_is_found_is_lit_as_it_is_written(query: str, text: str, lit: list[str]) -> None:
    words = sought(parse_query(query, now=NOW))
    assert [text[start:end] for start, end in find_spans(words, text)] == lit
