"""A library of four articles for tests, and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.domain.listing import RowId
from reader.library import Library

if TYPE_CHECKING:
    from reader.domain.category import CategoryPath

Opener = Callable[..., Library]


def write(folder: Path, name: str, *, title: str, category: str = "One", day: int = 1, extra: str = "") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    head = f"title: {title}\ncategories: [{category}]\ndate: 2026-01-{day:02} 12:00:00\n{extra}"
    file.write_text(f"---\n{head}---\n\nThe text of {title}.\n", encoding="utf-8")
    return file


def row_of(library: Library, file: Path) -> RowId:
    row = library.row_of(file)
    assert row is not None
    return row


def title(library: Library, row: int) -> str:
    return library.shelf.listings([RowId(row)])[0].title


def shown(library: Library) -> dict[CategoryPath, str]:
    shelf = library.shelf
    return {
        category.path: "".join(title(library, row) for row in shelf.articles_in(category.path))
        for category in shelf.categories()
    }


def rows_in(library: Library) -> list[RowId]:
    shelf = library.shelf
    return [RowId(row) for category in shelf.categories() for row in shelf.articles_in(category.path)]
