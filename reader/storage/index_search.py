"""What a search asks the index of a library: its files, whether they have changed, and what is marked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.domain.listing import RowId
from reader.domain.reading_state import Mark
from reader.storage.index_schema import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.storage.disposable_database import DataVersion
    from reader.storage.index_file import IndexFile

_FILE = "row, path, size, modified, inode, title, age, unread, starred"
_BITS = 56
_PART = 250


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """An article of the index, as far as it is known without its file."""

    row: RowId
    path: str
    """Relative to the library."""
    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since the epoch."""
    inode: int
    title: str
    age: int
    """The date as seconds before 1970."""
    read: bool
    starred: bool

    @property
    def date(self) -> datetime:
        """Aware."""
        return datetime.fromtimestamp(-self.age, UTC)

    @property
    def fingerprint(self) -> int:
        """Changes when the file does, or its path."""
        return _fingerprint(self.path, self.size, self.modified, self.inode)

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

    def fingerprints(self) -> dict[RowId, int]:
        """Return all articles, each with what changes when its file does."""
        found = self._file.ask("SELECT row, path, size, modified, inode FROM articles")
        return {RowId(row): _fingerprint(*stamp) for row, *stamp in found}

    def parts(self) -> Iterator[list[ArticleFile]]:
        """Yield all articles in the order of their rows, some at a time."""
        last = -1
        while found := self._file.ask(f"SELECT {_FILE} FROM articles WHERE row > ? ORDER BY row LIMIT {_PART}", last):
            yield [_article_file(RowId(row), *rest) for row, *rest in found]
            last = found[-1][0]

    def starred(self) -> set[RowId]:
        """Return the starred articles."""
        return {row for (row,) in self._file.ask("SELECT row FROM articles WHERE starred")}

    def look_up(self, rows: Sequence[RowId]) -> dict[RowId, ArticleFile]:
        """Return some articles, at most 500; those that are gone are left out."""
        marks = ",".join("?" * len(rows))
        found = self._file.ask(f"SELECT {_FILE} FROM articles WHERE row IN ({marks})", *rows)
        return {row: _article_file(RowId(row), *rest) for row, *rest in found}


def _article_file(
    row: RowId, path: str | bytes, size: int, modified: int, inode: int, title: str, age: int, unread: int, starred: int
) -> ArticleFile:
    return ArticleFile(row, os.fsdecode(path), size, modified, inode, title, age, not unread, bool(starred))


def _fingerprint(path: str | bytes, size: int, modified: int, inode: int) -> int:
    text = b"%s\0%d %d %d" % (os.fsencode(path), size, modified, inode)
    from hashlib import blake2b  # it brings OpenSSL along, and only a search asks for it

    return int.from_bytes(blake2b(text, digest_size=_BITS // 8).digest(), "big")
