"""The list of a library: what a view shows, in what order, and the way from one article to the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.domain.category import LAST_READ
from reader.domain.query import Query, View
from reader.domain.reading_state import Mark, Place
from tests.four_articles import Opener, row_of, rows_in, shown, title, write
from tests.library_of import scan

if TYPE_CHECKING:
    from reader.domain.category import CategoryPath
    from reader.domain.listing import RowId
    from reader.library import Library


def test_all_that_is_shown_is_marked_and_nothing_else(library: Library) -> None:
    library.marks.mark_all_read(Query(words=("low",)))
    assert {category.path: category.unread for category in library.shelf.categories()} == {
        ("Other",): 1,
        ("Top",): 1,
        ("Top", "Low"): 0,
    }


def test_what_is_hidden_is_not_marked(library: Library, folder: Path) -> None:
    library.marks.set(Mark.STARRED, True, [row_of(library, folder / "a.md"), row_of(library, folder / "d.md")])
    assert str(library.marks.mark_all_read(Query(View.STARRED, words=("low",)))) == "1 article marked read"
    assert [listing.title for listing in library.shelf.listings(rows_in(library)) if listing.read] == ["a"]
    place = Place(1, share=0.5)
    library.marks.keep_place(library.open_article(row_of(library, folder / "b.md")).article.id, place)
    assert str(library.marks.mark_all_read(Query(View.BEGUN))) == "1 article marked read"
    assert [listing.title for listing in library.shelf.listings(rows_in(library)) if listing.read] == ["a", "b"]


def test_what_was_listed_stays_in_its_category_when_it_has_left_the_view(library: Library, folder: Path) -> None:
    write(folder, "e.md", title="e", category="Top, Low", day=2)
    scan(library)
    low, shelf = ("Top", "Low"), library.shelf
    shelf.query = Query(View.UNREAD)
    listed = list(shelf.articles_in(low))
    library.marks.set(Mark.READ, True, [row_of(library, folder / "a.md"), row_of(library, folder / "e.md")])
    write(folder, "f.md", title="f", category="Top, Low", day=3)
    (folder / "e.md").unlink()
    scan(library)
    assert [title(library, row) for row in shelf.articles_in(low)] == ["b", "f"]
    assert [title(library, row) for row in shelf.articles_in(low, listed)] == ["a", "b", "f"]
    shelf.sort_next(low)
    shelf.query = Query(View.UNREAD, words=("b",))
    assert [title(library, row) for row in shelf.articles_in(low, listed)] == ["b"]


def test_what_was_listed_as_begun_stays_where_it_is_when_it_is_finished(library: Library, folder: Path) -> None:
    ids = {name: library.open_file(folder / f"{name}.md").article.id for name in "abcd"}
    for name in "abc":
        library.marks.keep_place(ids[name], Place(1, share=0.5))
    library.marks.catch_up()
    shelf = library.shelf
    shelf.query = Query(View.BEGUN)
    listed = list(shelf.articles_in(LAST_READ))
    library.marks.keep_place(ids["b"], Place(1, share=1.0))
    library.marks.keep_place(ids["d"], Place(1, share=0.1))
    library.marks.catch_up()
    assert [title(library, row) for row in shelf.articles_in(LAST_READ)] == ["d", "c", "a"]
    assert [title(library, row) for row in shelf.articles_in(LAST_READ, listed)] == ["d", "c", "b", "a"]
    assert library.shelf.counts().begun == 3
    found = shelf.neighbour(row_of(library, folder / "d.md"), LAST_READ, 1)
    assert found == (LAST_READ, row_of(library, folder / "c.md"))
    assert shelf.place_of(row_of(library, folder / "c.md")) == LAST_READ


ORDER = "dabc"
"""The titles in the order of the list: below a category, its sub-categories come first."""


def test_a_category_is_sorted_by_date_title_or_source_from_then_on(opened: Opener, tmp_path: Path) -> None:
    folder = tmp_path / "sorted"
    for title_, source, day in (("b", "Y", 1), ("A", "z", 2), ("c", "x", 3), ("a2", "Z", 4)):
        write(folder, f"{title_}.md", title=title_, category="One", day=day, extra=f"author: {source}\n")
    library = opened(folder)
    scan(library)
    assert shown(library) == {("One",): "a2cAb"}
    for order, titles in (("title", "Aa2bc"), ("source", "cba2A")):
        assert library.shelf.sort_next(("One",)) == order
        assert shown(library) == {("One",): titles}
        assert walked(library, 1) == titles
        assert opened(folder).shelf.order_of(("One",)) == order
    assert library.shelf.sort_next(("One",)) == "date"
    assert shown(library) == {("One",): "a2cAb"}


def walked(library: Library, step: int) -> str:
    titles = ""
    found = library.shelf.neighbour(None, None, step)
    while found is not None:
        category, row = found
        titles += title(library, row)
        found = library.shelf.neighbour(row, category, step)
    return titles


@pytest.mark.parametrize("step", [1, -1])
def test_neighbours_go_through_the_whole_list_once(library: Library, step: int) -> None:
    assert walked(library, step) == ORDER[::step]


def test_the_next_unread_article_goes_round(library: Library, folder: Path) -> None:
    rows = {name: row_of(library, folder / f"{name}.md") for name in ORDER}
    library.marks.set(Mark.READ, True, [rows["b"], rows["c"]])

    def after(name: str, category: CategoryPath, step: int = 1) -> RowId | None:
        found = library.shelf.neighbour(rows[name], category, step, unread=True)
        return found[1] if found else None

    assert after("d", ("Other",)) == rows["a"]
    assert after("a", ("Top", "Low")) == rows["d"]
    assert after("c", ("Top",), -1) == rows["a"]
    assert after("d", ("Other",), -1) == rows["a"]
    library.marks.set(Mark.READ, True, [rows["a"]])
    assert after("d", ("Other",)) is None
    assert after("c", ("Top",)) == rows["d"]
    library.marks.set(Mark.READ, True, [rows["d"]])
    library.marks.set(Mark.READ, False, [rows["a"]])
    assert after("b", ("Top", "Low")) == rows["a"]
    assert after("a", ("Top", "Low")) is None


def test_an_article_that_has_left_the_view_still_has_neighbours(library: Library, folder: Path) -> None:
    library.shelf.query = Query(View.UNREAD)
    row = row_of(library, folder / "a.md")
    library.marks.set(Mark.READ, True, [row])
    found = library.shelf.neighbour(row, ("Top", "Low"), 1)
    assert found == (("Top", "Low"), row_of(library, folder / "b.md"))


@pytest.mark.parametrize(("name", "step"), [("b", 1), ("a", -1)])
def test_an_article_whose_file_is_gone_still_has_neighbours(
    library: Library, folder: Path, name: str, step: int
) -> None:
    row = row_of(library, folder / f"{name}.md")
    before = library.shelf.neighbour(row, ("Top", "Low"), step)
    (folder / f"{name}.md").unlink()
    scan(library)
    assert library.shelf.neighbour(row, ("Top", "Low"), step) == before


def test_an_article_in_two_categories_is_not_its_own_neighbour(opened: Opener, tmp_path: Path) -> None:
    folder = tmp_path / "double"
    both = write(folder, "x.md", title="x", category="[One], [Two]", day=2)
    other = write(folder, "y.md", title="y", category="Two", day=1)
    library = opened(folder)
    scan(library)
    found = library.shelf.neighbour(row_of(library, both), ("One",), 1)
    assert found == (("Two",), row_of(library, other))
