"""The index counts what it lists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reader.domain.article import Article, ArticleId, DateSource
from reader.domain.category import CategoryPath, ancestors
from reader.domain.file_stamp import FileStamp
from reader.domain.listing import RowId
from reader.domain.query import Query, View
from reader.domain.reading_state import UNTOUCHED, ReadingState
from reader.storage.index import Index

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
STAMP = FileStamp(10, 20, 30)


def article(
    path: str, *categories: CategoryPath, title: str = "A title", age: int = 0, article_id: str | None = None
) -> Article:
    return Article(
        id=ArticleId(article_id or f"file:/{path}"),
        path=path,
        title=title,
        categories=categories or (("新媒体",),),
        date=NOON - timedelta(days=age),
        author="Somebody",
    )


def filled(index: Index, *articles: Article, state: ReadingState = UNTOUCHED) -> Index:
    index.writer().put((one, STAMP, state) for one in articles)
    return index


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path / "cache" / "one.index.db")


def titles(index: Index, category: CategoryPath, query: Query) -> list[str]:
    return [listing.title for listing in index.listings(map(RowId, index.articles_in(category, query)))]


def test_newest_first(index: Index) -> None:
    filled(index, *(article(f"{age}.md", title=f"{age} days", age=age) for age in (3, 1, 2)))
    assert titles(index, ("新媒体",), Query()) == ["1 days", "2 days", "3 days"]


def test_categories_come_with_those_above_them_and_count_an_article_once(index: Index) -> None:
    filled(index, article("x.md", ("a", "b"), ("a", "c")), article("y.md", ("a",)))
    assert [(category.path, category.total, category.unread) for category in index.categories()] == [
        (("a",), 2, 2),
        (("a", "b"), 1, 1),
        (("a", "c"), 1, 1),
    ]
    assert index.counts().total == 2


def test_an_article_listed_above_and_below_is_counted_once_and_shown_twice(index: Index) -> None:
    filled(index, article("x.md", ("a",), ("a", "b")))
    assert [category.total for category in index.categories()] == [1, 1]
    assert len(index.articles_in(("a",))) == len(index.articles_in(("a", "b"))) == 1


def test_a_view_shows_and_counts_what_is_in_it(index: Index) -> None:
    filled(index, article("x.md", ("a",), title="Read"), state=ReadingState(read=True))
    filled(index, article("y.md", ("a",), title="Unread"), article("z.md", ("b",), title="New"))
    assert titles(index, ("a",), Query(View.UNREAD)) == ["Unread"]
    index.apply({ArticleId("file:/x.md"): ReadingState(read=True, starred=True)}, 1)
    assert titles(index, ("a",), Query(View.STARRED)) == ["Read"]
    assert [(c.path, c.total) for c in index.categories(Query(View.STARRED))] == [(("a",), 1)]


def test_words_are_found_in_title_author_and_category_whatever_their_case_and_width(index: Index) -> None:
    filled(index, article("x.md", ("新媒体", "鸟哥笔记"), title="ＡＩ大厂"), article("y.md", ("b",), title="Bread"))
    for words in (("ai",), ("鸟哥",), ("大厂", "SOMEBODY")):
        assert titles(index, ("新媒体", "鸟哥笔记"), Query(words=words)) == ["ＡＩ大厂"]
        assert [category.path for category in index.categories(Query(words=words))][:1] == [("新媒体",)] or words == ()
    assert index.categories(Query(words=("missing",))) == []


def test_two_files_of_one_story_are_marked_together(index: Index) -> None:
    filled(
        index,
        article("x.md", ("a",), article_id="url:https://example.com"),
        article("y.md", ("b",), article_id="url:https://example.com"),
    )
    index.apply({ArticleId("url:https://example.com"): ReadingState(read=True)}, 7)
    assert index.counts().unread == 0
    assert index.sequence() == 7


def test_a_path_that_is_no_text_is_found_again(index: Index) -> None:
    path = b"\xff\xe9.md".decode("utf-8", "surrogateescape")
    filled(index, article(path, article_id="file:x"))
    row = index.row_at(path)
    assert row is not None
    assert index.path_of(row) == path
    assert index.writer().known() == {path: STAMP}


def test_a_guessed_date_is_told_from_a_known_one(index: Index) -> None:
    guess = Article(
        id=ArticleId("i"), path="p", title="t", categories=(("a",),), date=NOON, date_source=DateSource.FILE_TIME
    )
    filled(index, guess)
    assert not index.listings(map(RowId, index.articles_in(("a",))))[0].date_known


@pytest.mark.parametrize("content", [b"rubbish", b"SQLite format 3\0" + b"\x11" * 4096])
def test_a_damaged_index_is_made_anew(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "index.db"
    file.write_bytes(content)
    index = filled(Index(file), article("x.md"))
    assert index.counts().total == 1


PATHS = ["1.md", "2.md", "3.md", "4.md"]
CATEGORIES = [("a",), ("a", "b"), ("a", "b", "c"), ("d",)]


class CountsAgree(RuleBasedStateMachine):
    """Whatever is put, removed and marked, the counts are those of counting by hand."""

    @initialize()
    def begin(self) -> None:
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        self.index = Index(Path(self.folder.name) / "index.db")
        self.writer = self.index.writer()
        self.articles: dict[str, Article] = {}
        self.states: dict[ArticleId, ReadingState] = {}

    @rule(
        path=st.sampled_from(PATHS),
        categories=st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=3),
        same=st.booleans(),
    )
    def put(self, path: str, categories: list[CategoryPath], same: bool) -> None:
        one = article(path, *dict.fromkeys(categories), article_id="guid:same" if same else None)
        self.writer.put([(one, STAMP, self.states.get(one.id, UNTOUCHED))])
        self.articles[path] = one

    @rule(path=st.sampled_from(PATHS))
    def remove(self, path: str) -> None:
        self.writer.remove([path])
        self.articles.pop(path, None)

    @rule(path=st.sampled_from(PATHS), read=st.booleans(), starred=st.booleans())
    def mark(self, path: str, read: bool, starred: bool) -> None:
        if path in self.articles:
            reading = ReadingState(read, starred)
            self.states[self.articles[path].id] = reading
            self.index.apply({self.articles[path].id: reading}, 1)

    @invariant()
    def counts_are_right(self) -> None:
        for view in View:
            expected: dict[CategoryPath, int] = {}
            for one in self.articles.values():
                state = self.states.get(one.id, UNTOUCHED)
                if {View.ALL: True, View.UNREAD: not state.read, View.STARRED: state.starred}[view]:
                    for category in {part for path in one.categories for part in (*ancestors(path), path)}:
                        expected[category] = expected.get(category, 0) + 1
            assert {category.path: category.total for category in self.index.categories(Query(view))} == expected
        unread = sum(not self.states.get(one.id, UNTOUCHED).read for one in self.articles.values())
        assert self.index.counts().unread == unread
        assert self.index.counts().total == len(self.articles)

    def teardown(self) -> None:
        if hasattr(self, "index"):
            self.index.close()
            self.folder.cleanup()


CountsAgree.TestCase.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
test_counts_agree = CountsAgree.TestCase
