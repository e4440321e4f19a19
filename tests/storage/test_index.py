"""The index counts what it lists."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reader.domain.article import Article, DateSource
from reader.domain.article_id import ArticleId
from reader.domain.category import LAST_READ, Category, CategoryPath, ancestors
from reader.domain.file_stamp import UNREADABLE, FileStamp, fingerprint_of
from reader.domain.listing import RowId
from reader.domain.query import Query, View
from reader.domain.reading_state import Mark, Place
from reader.storage.index import Counts, Index
from reader.storage.index_entry import entry_of
from reader.storage.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
STAMP = FileStamp(10, 20, 30)
X = ArticleId("file:/x.md")


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


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "config" / "state.db")


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path / "cache" / "one.index.db")


@pytest.fixture
def fill(index: Index, state: State) -> Callable[..., None]:
    def fill(*articles: Article) -> None:
        index.writer().put([entry_of(one, STAMP) for one in articles], state)

    return fill


def titles(index: Index, category: CategoryPath, query: Query) -> list[str]:
    return [listing.title for listing in index.listings(map(RowId, index.articles_in(category, query)))]


def test_newest_first(index: Index, fill: Callable[..., None]) -> None:
    fill(*(article(f"{age}.md", title=f"{age} days", age=age) for age in (3, 1, 2)))
    assert titles(index, ("新媒体",), Query()) == ["1 days", "2 days", "3 days"]


def test_where_a_row_stands_in_a_long_category_is_known_without_reading_all_of_it(
    index: Index, fill: Callable[..., None], state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.storage.index._FIRST", 2)
    fill(
        *(article(f"{number}.md", title=f"{number % 3}", age=number // 4) for number in range(20)),
        article("y.md", ("a",)),
    )
    state.set_mark(Mark.READ, True, [ArticleId(f"file:/{number}.md") for number in range(5, 15)])
    index.catch_up(state)
    for query, count in ((Query(), 20), (Query(View.UNREAD), 10), (Query(View.STARRED), 0)):
        every = list(index.articles_in(("新媒体",), query))
        assert len(every) == count
        rows = index.articles_in(("新媒体",), query)
        assert [rows.index(row) for row in every] == list(range(count))
        assert [rows[at] for at in range(count - 1, -1, -1)] == every[::-1]
        assert [row for row in range(1, 30) if row in rows] == sorted(every)


def test_there_is_one_article_of_each_path(index: Index, fill: Callable[..., None]) -> None:
    fill(article("x.md"), article("y.md"), article("z.md"))
    fill(article("x.md", title="Again"))
    writer = index.writer()
    assert writer.move({"x.md": "y.md", "z.md": "new.md"}) == {"new.md": "file:/z.md"}
    assert sorted(writer.stamps(writer.fingerprints())) == ["new.md", "x.md", "y.md"]
    assert index.counts().total == 3


def test_categories_come_with_those_above_them_and_count_an_article_once(
    index: Index, fill: Callable[..., None]
) -> None:
    fill(article("x.md", ("a", "b"), ("a", "c")), article("y.md", ("a",)))
    assert [(category.path, category.total, category.unread) for category in index.categories()] == [
        (("a",), 2, 2),
        (("a", "b"), 1, 1),
        (("a", "c"), 1, 1),
    ]
    assert index.counts().total == 2


def test_an_article_listed_above_and_below_is_counted_once_and_shown_twice(
    index: Index, fill: Callable[..., None]
) -> None:
    fill(article("x.md", ("a",), ("a", "b")), article("y.md", ("a", "b")), article("z.md", ("a ",)))
    assert [category.total for category in index.categories()] == [2, 2, 1]
    for query in (Query(), Query(View.UNREAD)):
        assert [len(index.articles_in(path, query)) for path in (("a",), ("a", "b"), ("a ",), ("b",))] == [1, 2, 1, 0]


def test_a_view_shows_and_counts_what_is_in_it(index: Index, state: State, fill: Callable[..., None]) -> None:
    state.set_mark(Mark.READ, True, [X])
    fill(article("x.md", ("a",), title="Read"))
    fill(article("y.md", ("a",), title="Unread"), article("z.md", ("b",), title="New"))
    assert titles(index, ("a",), Query(View.UNREAD)) == ["Unread"]
    state.set_mark(Mark.STARRED, True, [X])
    index.catch_up(state)
    assert titles(index, ("a",), Query(View.STARRED)) == ["Read"]
    assert [(c.path, c.total) for c in index.categories(Query(View.STARRED))] == [(("a",), 1)]


def test_words_are_found_in_title_author_and_category_whatever_their_case_and_width(
    index: Index, fill: Callable[..., None]
) -> None:
    fill(article("x.md", ("新媒体", "鸟哥笔记"), title="ＡＩ大厂"), article("y.md", ("b",), title="Bread"))
    for words in (("ai",), ("鸟哥",), ("大厂", "SOMEBODY")):
        assert titles(index, ("新媒体", "鸟哥笔记"), Query(words=words)) == ["ＡＩ大厂"]
        assert [category.path for category in index.categories(Query(words=words))][:1] == [("新媒体",)]
    assert index.categories(Query(words=("missing",))) == []


def test_two_files_of_one_story_are_marked_together(index: Index, state: State, fill: Callable[..., None]) -> None:
    fill(
        article("x.md", ("a",), article_id="url:https://example.com"),
        article("y.md", ("b",), article_id="url:https://example.com"),
    )
    state.set_mark(Mark.READ, True, [ArticleId("url:https://example.com")])
    assert index.catch_up(state)
    assert index.counts().unread == 0


def test_what_is_begun_comes_by_the_time_of_its_place(index: Index, state: State, fill: Callable[..., None]) -> None:
    fill(article("x.md", title="X"), article("y.md", ("b",), title="Y"), article("z.md", title="Z"))
    for number, name in enumerate("xyzx"):
        state.keep_place(ArticleId(f"file:/{name}.md"), Place(2, share=(number + 1) / 8))
    state.keep_place(ArticleId("file:/z.md"), Place(9, share=1.0))
    index.catch_up(state)
    query = Query(View.BEGUN)
    assert index.categories(query) == [Category(LAST_READ, 2, 2)]
    assert titles(index, LAST_READ, query) == ["X", "Y"]
    x, y = (RowId(row) for row in index.articles_in(LAST_READ, query))
    assert [listing.share for listing in index.listings([x, y])] == [0.5, 0.25]
    assert index.beside(x, LAST_READ, query, 1, but=x, unread=False) == y
    assert index.beside(y, LAST_READ, query, -1, but=y, unread=False) == x
    state.keep_place(X, Place(0))
    index.catch_up(state)
    assert titles(index, LAST_READ, query) == ["Y"]
    fill(article("y.md", ("b",), title="Y, changed"))
    assert titles(index, LAST_READ, query) == ["Y, changed"]


def test_articles_of_one_date_come_by_title_then_by_path(index: Index, fill: Callable[..., None]) -> None:
    fill(article("b.md", title="B"), article("c.md", title="A"), article("d.md", title="B"), article("a.md", title="C"))
    rows = index.articles_in(("新媒体",))
    assert [index.path_of(RowId(row)) for row in rows] == ["c.md", "b.md", "d.md", "a.md"]


def test_the_article_beside_another(index: Index, fill: Callable[..., None]) -> None:
    fill(*(article(f"{age}.md", age=age) for age in range(4)))
    rows = [RowId(row) for row in index.articles_in(("新媒体",))]

    def beside(row: RowId | None, step: int, but: RowId | None = None) -> RowId | None:
        return index.beside(row, ("新媒体",), Query(), step, but=but, unread=False)

    assert [beside(row, 1) for row in rows] == [*rows[1:], None]
    assert [beside(row, -1) for row in rows] == [None, *rows[:-1]]
    assert (beside(None, 1), beside(None, -1)) == (rows[0], rows[-1])
    assert beside(None, 1, rows[0]) == rows[1]


def test_the_main_category_is_the_first_one(index: Index, fill: Callable[..., None]) -> None:
    fill(article("x.md", ("b",), ("a",)), article("y.md", ("a",), ("b",)))
    rows = [index.row_at("x.md"), index.row_at("y.md")]
    assert [index.main_category(row) for row in rows if row is not None] == [("b",), ("a",)]


def test_the_newest_article_of_the_library(index: Index, fill: Callable[..., None]) -> None:
    assert index.newest() is None
    fill(article("old.md", ("a",), age=2), article("new.md", ("b",), age=1))
    assert index.newest() == index.row_at("new.md")


def test_of_articles_of_one_date_in_two_categories_the_first_by_title_is_the_newest(
    index: Index, fill: Callable[..., None]
) -> None:
    fill(article("b.md", ("a",), title="B"), article("a.md", ("b",), title="A"))
    assert index.newest() == index.row_at("a.md")


def test_a_date_that_is_only_that_of_the_file_makes_no_newest_article(index: Index, fill: Callable[..., None]) -> None:
    guessed = replace(article("licence.md", ("a",), age=0), date_source=DateSource.FILE_TIME)
    fill(guessed)
    assert index.newest() == index.row_at("licence.md")
    fill(article("post.md", ("a",), age=9), article("other.md", ("b",), age=10))
    assert index.newest() == index.row_at("post.md")


def test_what_cannot_be_read_is_no_newest_article(index: Index, state: State, fill: Callable[..., None]) -> None:
    index.writer().put([entry_of(article("broken.md", ("Problems",), age=0), UNREADABLE)], state)
    assert index.newest() == index.row_at("broken.md")
    fill(article("post.md", ("a",), age=9))
    assert index.newest() == index.row_at("post.md")


def test_a_new_article_beside_a_changed_one_gets_a_row_of_its_own(index: Index, fill: Callable[..., None]) -> None:
    fill(article("1.md"), article("3.md"))
    last = index.row_at("3.md")
    fill(article("2.md"), article("3.md", title="Changed"), article("4.md"))
    assert index.row_at("3.md") == last
    assert len({index.row_at(f"{number}.md") for number in range(1, 5)}) == 4


def test_what_is_taken_out_is_no_longer_counted_and_what_comes_back_has_its_marks(
    index: Index, state: State, fill: Callable[..., None]
) -> None:
    fill(article("x.md"), article("y.md"))
    state.set_mark(Mark.STARRED, True, [X])
    state.keep_place(X, Place(2, share=0.5))
    index.catch_up(state)
    index.writer().remove(["x.md"])
    assert index.counts() == Counts(total=1, unread=1, starred=0, begun=0)
    fill(article("x.md"), article("z.md"))
    assert index.counts() == Counts(total=3, unread=3, starred=1, begun=1)


def test_a_path_that_is_no_text_is_found_again(index: Index, fill: Callable[..., None]) -> None:
    path = b"\xff\xe9.md".decode("utf-8", "surrogateescape")
    fill(article(path, article_id="file:x"))
    row = index.row_at(path)
    assert row is not None
    assert index.path_of(row) == path
    writer = index.writer()
    assert writer.known([path, "gone.md"]) == {path: fingerprint_of(path, STAMP)}
    assert writer.fingerprints() == {fingerprint_of(path, STAMP)}
    assert writer.stamps([fingerprint_of(path, STAMP), 1]) == {path: STAMP}


@pytest.mark.parametrize("folder", ["a", "a/b", "\udcff"])
@pytest.mark.parametrize("name", ["x.md", "\udcff.md"])
def test_it_is_known_whether_an_article_lies_in_a_folder(
    index: Index, fill: Callable[..., None], folder: str, name: str
) -> None:
    fill(article(f"{folder}/{name}", article_id="file:x"))
    writer = index.writer()
    assert writer.has_below([folder])
    assert not writer.has_below([folder[:-1] + "0", f"{folder}/{name}", f"{folder}-"])


def test_a_guessed_date_is_told_from_a_known_one(index: Index, fill: Callable[..., None]) -> None:
    guess = Article(
        id=ArticleId("i"), path="p", title="t", categories=(("a",),), date=NOON, date_source=DateSource.FILE_TIME
    )
    fill(guess)
    assert not index.listings(map(RowId, index.articles_in(("a",))))[0].date_known


PATHS = ["1.md", "2.md", "3.md", "4.md"]
CATEGORIES = [("a",), ("a", "b"), ("a", "b", "c"), ("d",)]


class CountsAgree(RuleBasedStateMachine):
    """Whatever is put, removed and marked, the counts are those of counting by hand."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.index = Index(Path(self.folder.name) / "index.db")
        self.state = State(Path(self.folder.name) / "state.db")
        self.writer = self.index.writer()
        self.articles: dict[str, Article] = {}

    @rule(
        path=st.sampled_from(PATHS),
        categories=st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=3),
        same=st.booleans(),
    )
    def put(self, path: str, categories: list[CategoryPath], same: bool) -> None:
        one = article(path, *dict.fromkeys(categories), article_id="guid:same" if same else None)
        self.writer.put([entry_of(one, STAMP)], self.state)
        self.articles[path] = one

    @rule(path=st.sampled_from(PATHS))
    def remove(self, path: str) -> None:
        self.writer.remove([path])
        self.articles.pop(path, None)

    @rule(paths=st.sets(st.sampled_from(PATHS)), mark=st.sampled_from(Mark), value=st.booleans())
    def mark(self, paths: set[str], mark: Mark, value: bool) -> None:
        self.state.set_mark(mark, value, {one.id for path, one in self.articles.items() if path in paths})
        self.index.catch_up(self.state)

    @rule(path=st.sampled_from(PATHS), block=st.integers(0, 1), share=st.sampled_from([0.5, 1.0]))
    def read_on(self, path: str, block: int, share: float) -> None:
        if path in self.articles:
            self.state.keep_place(self.articles[path].id, Place(block, share=share))
            self.index.catch_up(self.state)

    @invariant()
    def counts_are_right(self) -> None:
        for view in View:
            shown = [one for one in self.articles.values() if self.is_in(one, view)]
            expected = Counter(
                category
                for one in shown
                for category in {part for path in one.categories for part in (*ancestors(path), path)}
            )
            if view is View.BEGUN:
                expected = Counter({LAST_READ: len(shown)} if shown else {})
            assert {found.path: found.total for found in self.index.categories(Query(view))} == expected
            if view is View.BEGUN:
                listed = {self.index.path_of(RowId(row)) for row in self.index.articles_in(LAST_READ, Query(view))}
                assert listed == {one.path for one in shown}
                continue
            for category in CATEGORIES:
                listed = {self.index.path_of(RowId(row)) for row in self.index.articles_in(category, Query(view))}
                assert listed == {one.path for one in shown if category in one.categories}
        counts = Counts(*(sum(self.is_in(one, view) for one in self.articles.values()) for view in View))
        assert self.index.counts() == counts

    def is_in(self, one: Article, view: View) -> bool:
        state = self.state.reading(one.id)
        marks = {View.ALL: True, View.UNREAD: not state.read, View.STARRED: state.starred, View.BEGUN: state.begun}
        return marks[view]

    def teardown(self) -> None:
        if hasattr(self, "index"):
            self.index.close()
            self.state.close()
            self.folder.cleanup()


CountsAgree.TestCase.settings = settings(max_examples=30, stateful_step_count=20)
test_counts_agree = CountsAgree.TestCase


def test_a_list_stays_narrowed_to_what_holds_the_words_while_articles_come_and_go(
    index: Index, fill: Callable[..., None], state: State, tmp_path: Path
) -> None:
    low = Query(words=("low",))
    fill(article("a.md", title="Low"), article("b.md", title="High"))
    assert titles(index, ("新媒体",), low) == ["Low"]
    fill(article("c.md", title="Lower", age=1))
    assert titles(index, ("新媒体",), low) == ["Low", "Lower"]
    other = Index(tmp_path / "cache" / "one.index.db")
    other.writer().remove(["a.md"])
    assert titles(index, ("新媒体",), low) == ["Lower"]
    assert index.unread_ids(low) == [ArticleId("file:/c.md")]
    other.writer().put([entry_of(article("d.md", title="Lowest", age=2), STAMP)], state)
    assert [category.total for category in index.categories(low)] == [2]
    assert titles(index, ("新媒体",), Query(words=("high", *["h"] * 2000))) == ["High"]
    other.close()


def test_what_comes_while_a_list_is_narrowed_is_in_it_the_next_time(
    index: Index, fill: Callable[..., None], state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(article("a.md", title="Low"))
    ask, other = index.file.ask, Index(tmp_path / "cache" / "one.index.db")

    def ask_while_another_comes(sql: str, *values: object) -> list[tuple[object, ...]]:
        found = ask(sql, *values)
        if sql.startswith("INSERT INTO narrowed"):
            other.writer().put([entry_of(article("b.md", title="Lower", age=1), STAMP)], state)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(index.file, "ask", ask_while_another_comes)
        assert titles(index, ("新媒体",), Query(words=("low",))) == ["Low"]
    assert titles(index, ("新媒体",), Query(words=("low",))) == ["Low", "Lower"]
    other.close()
