"""What stays listed although it has left the view."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from reader.domain.category import saved_search
from reader.domain.listing import RowId
from reader.domain.outline import Outline
from reader.domain.query import Query, View
from reader.domain.reading_state import Mark
from reader.ui.widgets.staying import Staying
from tests.library_of import open_library, scan, write_article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library import Library

ONE, TWO = ("A", "One"), ("A", "Two")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two articles in one category, one in another, all unread, in the view of the unread."""
    for name, category, day in (("x", "One", 3), ("y", "One", 2), ("z", "Two", 1)):
        write_article(tmp_path, f"{name}.md", title=name, categories=["A", category], date=f"2026-01-0{day}", body="x")
    with closing(open_library(tmp_path, tmp_path / "home")) as library:
        library.shelf.query = Query(View.UNREAD)
        yield library


def listed(library: Library, staying: Staying, outline: Outline) -> tuple[Outline, dict[str, str]]:
    """Read the list anew, and return it with the titles in each category."""
    staying.begin(outline)
    outline = Outline(staying.categories(), staying.articles_in, (("A",), ONE, TWO))
    rows = {path[-1]: map(RowId, outline.articles_of(path)) for path in (ONE, TWO)}
    found = {name: "".join(row.title for row in library.shelf.listings(some)) for name, some in rows.items()}
    return outline, {name: titles for name, titles in found.items() if titles}


def read(library: Library, name: str) -> None:
    rows = {listing.title: listing.row for listing in library.shelf.listings(map(RowId, range(1, 4)))}
    library.marks.set(Mark.READ, True, [rows[name]])


def test_nothing_goes_from_the_category_that_the_reader_is_in(library: Library) -> None:
    staying = Staying(library.shelf)
    outline, before = listed(library, staying, Outline((), staying.articles_in))
    assert before == {"One": "xy", "Two": "z"}
    assert not staying.enter(ONE, outline)
    for name in "xyz":
        read(library, name)
    outline, after = listed(library, staying, outline)
    assert after == {"One": "xy"}
    assert [category.path for category in staying.categories()] == [("A",), ONE]
    assert listed(library, staying, outline)[1] == after


def test_what_has_stayed_goes_when_the_reader_goes_on(library: Library) -> None:
    staying = Staying(library.shelf)
    outline, _ = listed(library, staying, Outline((), staying.articles_in))
    assert not staying.enter(ONE, outline)
    read(library, "x")
    assert staying.enter(TWO, outline)
    outline, after = listed(library, staying, outline)
    assert after == {"One": "y", "Two": "z"}
    assert not staying.enter(ONE, outline)


def test_what_has_stayed_goes_with_the_view(library: Library) -> None:
    staying = Staying(library.shelf)
    outline, _ = listed(library, staying, Outline((), staying.articles_in))
    staying.enter(ONE, outline)
    read(library, "x")
    library.shelf.query = Query(View.UNREAD, words=("one",))
    assert listed(library, staying, outline)[1] == {"One": "y"}


def test_an_article_in_two_categories_stays_in_the_one_that_its_reader_is_in(library: Library, tmp_path: Path) -> None:
    text = "---\ntitle: w\ncategories: [[A, One], [A, Two]]\ndate: 2026-01-09\n---\n\nx\n"
    (tmp_path / "w.md").write_text(text, encoding="utf-8")
    scan(library)
    staying = Staying(library.shelf)
    outline, before = listed(library, staying, Outline((), staying.articles_in))
    assert before == {"One": "wxy", "Two": "wz"}
    staying.enter(ONE, outline)
    library.marks.set(Mark.READ, True, [RowId(outline.articles_of(ONE)[0])])
    assert listed(library, staying, outline)[1] == {"One": "wxy", "Two": "z"}


def test_what_was_listed_in_a_saved_search_goes_with_another_under_its_name(library: Library) -> None:
    kept = saved_search("kept")
    library.shelf.query = Query()
    library.shelf.saved.take({"kept": "x"})
    staying = Staying(library.shelf)
    outline = Outline(staying.categories(), lambda _: (1, 2), (kept,))
    staying.enter(kept, outline)
    assert staying.begin(outline)
    assert len(staying.articles_in(kept)) == 2
    library.shelf.saved.take({"kept": "y"})
    assert not staying.begin(outline)
    assert len(staying.articles_in(kept)) == 0
