"""The outline shows of the tree what is open, and knows where each row stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.domain.category import Category, CategoryPath, ancestors, order_of
from reader.domain.listing import RowId
from reader.domain.outline import ArticleRow, CategoryRow, Outline, article_order

ARTICLES: dict[CategoryPath, list[int]] = {("a",): [7], ("a", "b"): [1, 2], ("a", "c"): [3], ("d",): [4, 5, 6]}
CATEGORIES = [Category(path, len(rows), 0) for path, rows in ARTICLES.items()]


def outline_of(*expanded: CategoryPath) -> Outline:
    return Outline(CATEGORIES, lambda path: ARTICLES[path], expanded)


def shape(outline: Outline) -> list[str]:
    rows = [outline[index] for index in range(len(outline))]
    return ["/".join(row.category.path) if isinstance(row, CategoryRow) else str(row.row) for row in rows]


def test_folded_it_shows_the_top_categories() -> None:
    assert shape(outline_of()) == ["a", "d"]


def test_an_open_category_shows_what_is_below_before_its_own_articles() -> None:
    assert shape(outline_of(("a",))) == ["a", "a/b", "a/c", "7", "d"]
    assert shape(outline_of(("a",), ("a", "b"), ("d",))) == ["a", "a/b", "1", "2", "a/c", "7", "d", "4", "5", "6"]


def test_a_category_that_is_open_below_a_folded_one_waits() -> None:
    outline = outline_of(("a", "b"))
    assert shape(outline) == ["a", "d"]
    outline.expand(("a",))
    assert shape(outline) == ["a", "a/b", "1", "2", "a/c", "7", "d"]


def test_closing_hides_what_is_below() -> None:
    outline = outline_of(("a",), ("a", "b"))
    outline.collapse(("a",))
    assert shape(outline) == ["a", "d"]


def test_revealing_an_article_opens_what_is_above_it() -> None:
    outline = outline_of()
    index = outline.reveal(RowId(2), ("a", "b"))
    assert index is not None
    assert outline[index] == ArticleRow(RowId(2), ("a", "b"))


def test_revealing_what_is_not_there_finds_nothing() -> None:
    assert outline_of().reveal(RowId(99), ("a", "b")) is None
    assert outline_of().reveal(RowId(1), ("nowhere",)) is None


def test_what_is_near_is_an_article_of_the_same_category() -> None:
    outline = outline_of(("a",), ("a", "b"), ("d",))  # a, a/b, 1, 2, a/c, 7, d, 4, 5, 6
    assert outline.index_near(2, ("a", "b")) == 2
    assert outline.index_near(4, ("a", "b")) == 3
    assert outline.index_near(5, ("a", "b")) is None
    assert outline.index_near(0, ("a", "b")) is None
    assert [outline.index_near(index, ("d",)) for index in (9, 10, 11)] == [9, 9, None]


def test_what_is_open_stays_so_while_it_is_not_there() -> None:
    gone = Outline([], lambda path: ARTICLES[path], [("d",)])
    assert shape(gone) == []
    assert shape(outline_of(*gone.expanded)) == ["a", "d", "4", "5", "6"]


def test_a_row_is_found_in_another_outline_though_its_category_is_not_there() -> None:
    other = Outline([Category(("x",), 3, 0)], lambda _: [5, 2, 9], [("x",)])
    assert other.index_of(ArticleRow(RowId(2), ("a", "b"))) == 2
    assert other.index_of(ArticleRow(RowId(1), ("a", "b"))) is None
    assert other.index_of(ArticleRow(RowId(9), ("x",))) == 3
    assert other.index_of(CategoryRow(Category(("x",), 3, 0), expanded=True)) == 0
    assert outline_of(("a",), ("d",)).index_of(ArticleRow(RowId(5), ("a",))) is None


def test_an_article_is_listed_beside_another_within_its_category() -> None:
    outline = outline_of(("a",), ("d",))
    assert list(outline.articles_of(("d",))) == [4, 5, 6]
    assert list(outline.articles_of(("a", "b"))) == []
    assert outline.beside(RowId(5), ("d",), 1) == 6
    assert outline.beside(RowId(5), ("d",), -1) == 4
    assert outline.beside(RowId(4), ("d",), -1) is None
    assert outline.beside(RowId(6), ("d",), 1) is None
    assert outline.beside(RowId(9), ("d",), 1) is None


def test_recounting_keeps_every_row() -> None:
    outline = outline_of(("d",))
    outline.recount([Category(("a",), 4, 3)])
    first, last = outline[0], outline[1]
    assert isinstance(first, CategoryRow)
    assert first.category.unread == 3
    assert isinstance(last, CategoryRow)
    assert last.category == Category(("d",), 0, 0)
    assert shape(outline) == ["a", "d", "4", "5", "6"]


def test_the_order_of_articles_is_that_of_a_fully_open_outline() -> None:
    everything = outline_of(*ARTICLES)
    rows = [row for row in map(everything.__getitem__, range(len(everything))) if isinstance(row, ArticleRow)]
    assert list(article_order(CATEGORIES)) == list(dict.fromkeys(row.category for row in rows))


names = st.sampled_from("abc")
paths = st.lists(names, min_size=1, max_size=3).map(tuple)


@given(st.sets(paths, min_size=1), st.sets(paths), st.data())
def test_an_index_leads_back_to_its_row(
    leaves: set[CategoryPath], expanded: set[CategoryPath], data: st.DataObject
) -> None:
    every = sorted({part for path in leaves for part in (*ancestors(path), path)}, key=order_of)
    rows = {path: [number * 10 + i for i in range(number % 3)] for number, path in enumerate(every)}
    outline = Outline([Category(path, 1, 1) for path in every], rows.__getitem__, expanded)
    index = data.draw(st.integers(0, len(outline) - 1))
    row = outline[index]
    if isinstance(row, CategoryRow):
        assert outline.index_of_category(row.category.path) == index
    else:
        assert outline.index_of_article(row.row, row.category) == index
