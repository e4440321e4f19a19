"""Brings an index up to date with the files of its library."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.domain.article import DateSource
from reader.domain.category import ancestors
from reader.domain.file_stamp import FileStamp
from reader.domain.folding import fold
from reader.storage.database import transaction, wrapped
from reader.storage.index_schema import LIBRARY, name_of, real_path, stored_path

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

    from reader.domain.article import Article
    from reader.domain.reading_state import ReadingState

_INSERT = (
    "INSERT INTO articles (path, id, title, date, date_known, draft, problems, folded, size, modified, inode, unread, "
    "starred) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING row"
)


class IndexWriter:
    """Puts articles into an index and takes them out; each call is one transaction, counts included."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self._connection = connection
        self._file = file
        with wrapped(file):
            numbers = connection.execute("SELECT path, number FROM categories").fetchall()
        self._numbers: dict[str, int] = dict(numbers)
        self._total: Counter[int] = Counter()
        self._unread: Counter[int] = Counter()

    def known(self) -> dict[str, FileStamp]:
        """Return the path and the stamp of every article in the index."""
        with wrapped(self._file):
            rows = self._connection.execute("SELECT path, size, modified, inode FROM articles")
            return {real_path(path): FileStamp(size, modified, inode) for path, size, modified, inode in rows}

    def put(self, articles: Iterable[tuple[Article, FileStamp, ReadingState]]) -> None:
        """Add articles, in place of those at the same paths."""
        with transaction(self._connection, self._file):
            for article, stamp, state in articles:
                self._delete(article.path)
                self._insert(article, stamp, state)
            self._count()

    def remove(self, paths: Iterable[str]) -> None:
        """Take the articles at some paths out."""
        with transaction(self._connection, self._file):
            for path in paths:
                self._delete(path)
            self._count()

    def _insert(self, article: Article, stamp: FileStamp, state: ReadingState) -> None:
        date = int(article.date.timestamp())
        known = article.date_source is not DateSource.FILE_TIME
        names = " ".join({part: None for path in article.categories for part in path})
        folded = fold(f"{article.title}\n{article.author or ''}\n{names}")
        values = (stored_path(article.path), article.id, article.title, date, known, article.draft)
        counted = (len(article.problems), folded, *stamp, not state.read, state.starred)
        row: int = self._connection.execute(_INSERT, values + counted).fetchone()[0]
        direct = {name_of(path) for path in article.categories}
        above = {name_of(path) for full in article.categories for path in ancestors(full)} | {LIBRARY}
        for name in direct | above:
            number = self._number(name)
            self._connection.execute("INSERT INTO placements VALUES (?, ?, ?, ?)", (number, name in direct, date, row))
            self._total[number] += 1
            self._unread[number] += not state.read

    def _delete(self, path: str) -> None:
        found = self._connection.execute(
            "SELECT row, unread FROM articles WHERE path = ?", (stored_path(path),)
        ).fetchone()
        if found is None:
            return
        row, unread = found
        for (number,) in self._connection.execute("SELECT category FROM placements WHERE row = ?", (row,)).fetchall():
            self._total[number] -= 1
            self._unread[number] -= unread
        self._connection.execute("DELETE FROM placements WHERE row = ?", (row,))
        self._connection.execute("DELETE FROM articles WHERE row = ?", (row,))

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            sql = "INSERT INTO categories (path) VALUES (?) RETURNING number"
            self._numbers[name] = self._connection.execute(sql, (name,)).fetchone()[0]
        return self._numbers[name]

    def _count(self) -> None:
        self._connection.executemany(
            "UPDATE categories SET total = total + ?, unread = unread + ? WHERE number = ?",
            ((self._total[number], self._unread[number], number) for number in self._total),
        )
        self._total.clear()
        self._unread.clear()
