"""What a search asks the index of a library: its files, whether they have changed, and what is marked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader.domain.reading_state import Mark
from reader.storage.index_schema import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.domain.file_stamp import Fingerprint
    from reader.domain.listing import RowId
    from reader.storage.disposable_database import DataVersion
    from reader.storage.index_file import IndexFile

_FILE = "row, path, size, fingerprint, title, age, unread, starred"
_PART, _LARGE_PART = 250, 2000


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """An article of the index, as far as it is known without its file."""

    row: RowId
    path: str
    """Relative to the library."""
    size: int
    """Bytes."""
    fingerprint: Fingerprint
    """Changes when the file does, or its path."""
    title: str
    age: int
    """The date as seconds before 1970."""
    read: bool
    starred: bool

    @property
    def date(self) -> datetime:
        """Aware."""
        return datetime.fromtimestamp(-self.age, UTC)

    def has(self, mark: Mark) -> bool:
        """Return whether the article has a mark."""
        return self.read if mark is Mark.READ else self.starred


class ArticleFiles:
    """The files of an index; belongs to the thread that the index belongs to."""

    def __init__(self, file: IndexFile) -> None:
        self._file = file

    def version(self) -> DataVersion:
        """Return what tells whether the list may be another one now."""
        return self._file.version()

    def count(self) -> int:
        """Return how many articles there are."""
        found = self._file.ask_one("SELECT total FROM categories WHERE path = ?", LIBRARY)
        return int(found[0]) if found else 0

    def newest_first(self) -> list[RowId]:
        """Return all articles, by date."""
        return [row for (row,) in self._file.ask("SELECT row FROM articles ORDER BY age, row")]

    def fingerprints(self) -> Iterator[list[tuple[RowId, int, Fingerprint]]]:
        """Yield all articles in the order of their rows, some at a time: row, age, fingerprint."""
        return self._parts("row, age, fingerprint", "articles", _LARGE_PART)

    def parts(self) -> Iterator[list[ArticleFile]]:
        """Yield all articles, some at a time."""
        for part in self._parts(_FILE, "listed", _PART):
            yield [_article_file(*values) for values in part]

    def starred(self) -> set[RowId]:
        """Return the starred articles."""
        return {row for (row,) in self._file.ask("SELECT row FROM marks WHERE starred")}

    def look_up(self, rows: Sequence[RowId]) -> dict[RowId, ArticleFile]:
        """Return some articles, at most 500; those that are gone are left out."""
        marks = ",".join("?" * len(rows))
        found = self._file.ask(f"SELECT {_FILE} FROM listed WHERE row IN ({marks})", *rows)
        return {values[0]: _article_file(*values) for values in found}

    def _parts(self, columns: str, table: str, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of all articles in order, so many at a time; the first of the columns is `row`."""
        sql = f"SELECT {columns} FROM {table} WHERE row > ? ORDER BY row LIMIT {size}"
        last = -1
        while found := self._file.ask(sql, last):
            yield found
            last = found[-1][0]


def _article_file(
    row: RowId, path: str | bytes, size: int, fingerprint: Fingerprint, title: str, age: int, unread: int, starred: int
) -> ArticleFile:
    return ArticleFile(row, os.fsdecode(path), size, fingerprint, title, age, not unread, bool(starred))
