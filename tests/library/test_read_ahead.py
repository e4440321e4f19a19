"""What is read ahead is what would have been read, and nobody else notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.domain.reading_state import UNTOUCHED, Place
from tests.four_articles import row_of, write

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library
    from reader.library.page import Page


def read_ahead(library: Library, file: Path) -> Page:
    page = library.ahead.read(row_of(library, file))
    assert page is not None
    return page


def test_it_is_read_once_and_held_once(library: Library, folder: Path) -> None:
    row = row_of(library, folder / "a.md")
    page = read_ahead(library, folder / "a.md")
    assert library.ahead.read(row) is None
    assert library.open_article(row).body is page.body
    assert library.open_article(row).body is not page.body


def test_only_one_is_held(library: Library, folder: Path) -> None:
    page = read_ahead(library, folder / "a.md")
    read_ahead(library, folder / "b.md")
    assert library.open_file(folder / "a.md").body is not page.body


def test_it_is_not_taken_once_its_file_has_changed(library: Library, folder: Path) -> None:
    read_ahead(library, folder / "a.md")
    write(folder, "a.md", title="anew", category="Top, Low", day=4)
    assert library.open_file(folder / "a.md").article.title == "anew"


def test_it_is_read_again_once_its_file_has_changed(library: Library, folder: Path) -> None:
    read_ahead(library, folder / "a.md")
    write(folder, "a.md", title="anew", category="Top, Low", day=4)
    assert read_ahead(library, folder / "a.md").article.title == "anew"


def test_nothing_is_marked_and_what_is_marked_meanwhile_is_known(library: Library, folder: Path) -> None:
    article = read_ahead(library, folder / "a.md").article.id
    assert library.open_file(folder / "a.md").state == UNTOUCHED
    read_ahead(library, folder / "a.md")
    library.marks.keep_place(article, Place(1))
    assert library.open_file(folder / "a.md").state.place == Place(1)


def test_what_takes_long_or_cannot_be_read_is_left_to_who_opens_it(library: Library, folder: Path) -> None:
    rows = [row_of(library, folder / name) for name in ("a.md", "b.md", "c.md")]
    (folder / "a.md").write_text("long " * 100_000, encoding="utf-8")
    (folder / "b.md").write_bytes(bytes(100))
    (folder / "c.md").unlink()
    assert [library.ahead.read(row) for row in rows] == [None, None, None]
