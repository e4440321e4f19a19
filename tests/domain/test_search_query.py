"""The query language: what a person would guess, and one line for what means nothing."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.errors import SearchError
from reader.domain.reading_state import Mark
from reader.domain.search_query import EMPTY, And, Dated, Field, Marked, Node, Not, Or, Term, parse_query

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def day(year: int, month: int = 1, date: int = 1) -> datetime:
    return datetime(year, month, date, tzinfo=UTC)


MEANINGS: list[tuple[str, Node]] = [
    ("", EMPTY),
    (" \u3000 ", EMPTY),
    ("芯片", Term("芯片")),
    ("ＡＩ Chip", And((Term("ai"), Term("chip")))),
    ('"open  Source"', Term("open source")),
    ("“开源 项目”", Term("开源 项目")),
    ('"not closed', Term("not closed")),
    ("-广告", Not(Term("广告"))),
    ("芯片 -title:广告", And((Term("芯片"), Not(Term("广告", Field.TITLE))))),
    ("a OR b c", And((Or((Term("a"), Term("b"))), Term("c")))),
    ("a b OR -c OR d", And((Term("a"), Or((Term("b"), Not(Term("c")), Term("d")))))),
    ("a or b", And((Term("a"), Term("or"), Term("b")))),
    ('Title:"The Sea" author：Li category:编程 tag:x', And((
        Term("the sea", Field.TITLE), Term("li", Field.AUTHOR), Term("编程", Field.CATEGORY), Term("x", Field.TAG),
    ))),
    ("al* title:Be*", And((Term("al"), Term("be", Field.TITLE)))),
    ('"al*" * c*a', And((Term("al*"), Term("*"), Term("c*a")))),
    ('"a" "AND" "NOT" (b)', And((Term("a"), Term("and"), Term("not"), Term("(b)")))),
    ("NOT", Term("not")),
    ("||", Term("||")),
    ('a&&b != "!c" "+d" +86', And((
        Term("a&&b"), Term("!="), Term("!c"), Term("+d"), Term("+86"),
    ))),
    ("title:(c)", Term("(c)", Field.TITLE)),
    ("is:unread", Marked(Mark.READ, False)),
    ("-is:starred", Not(Marked(Mark.STARRED, True))),
    ("before:2022", Dated(end=day(2022))),
    ("after:2021-06", Dated(start=day(2021, 6))),
    ("after:2021/6/5", Dated(start=day(2021, 6, 5))),
    ("newer:7d", Dated(start=datetime(2026, 3, 3, 12, tzinfo=UTC))),
    ("https://example.com 12:30 std::vector c++", And((
        Term("https://example.com"), Term("12:30"), Term("std::vector"), Term("c++"),
    ))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "node"), MEANINGS, ids=[text for text, _ in MEANINGS])
def test_a_query_means_what_a_person_would_guess(text: str, node: Node) -> None:
    assert parse_query(text, now=NOW) == node


MISTAKES = [
    ("titel:春", "titel"),
    ("title:", "title: write a word"),
    ("is:new", "is:new: an article is unread, read, starred"),
    ("is:", "is: an article is unread"),
    ("after:", "after: write a date"),
    ("newer:", "newer: write a number"),
    ("before:soon", "before:soon"),
    ("before:2022-13", "2022-03"),
    ("newer:7", "7d"),
    ("OR a", "OR"),
    ("a OR", "OR"),
    ("a OR OR b", "OR"),
    ("a -", "-"),
    ("a AND b", "leave it out"),
    ("NOT a", "-word"),
    ("(a OR b) c", "leave ( and ) out"),
    ("a && b", "leave it out"),
    ("a || b", "write OR"),
    ("a | b", "write OR"),
    ("!word", "write -word"),
    ("a ！词", "write -word"),
    ('a !"b c"', "write -word"),
    ("+word a", "leave + out"),
    ("title:(a OR b)", "write title: before each"),
    ("titel:(a b)", "no such field"),
    ("author:（a b）", "write author: before each"),
    ("-(a b)", "write - before each"),
    ('""', "quotes"),
    ("a " * 65, "64"),
]


@pytest.mark.parametrize(("text", "told"), MISTAKES, ids=[text[:10] for text, _ in MISTAKES])
def test_a_wrong_query_says_in_one_line_what_is_wrong(text: str, told: str) -> None:
    with pytest.raises(SearchError) as caught:
        parse_query(text, now=NOW)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text() | st.text(alphabet='ab -"：:OR titlesnewr7d'))
def test_no_text_is_more_than_wrong(text: str) -> None:
    with suppress(SearchError):
        parse_query(text, now=NOW)
