"""Brings an index up to date with the files of its library."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from reader.domain.article import DateSource
from reader.domain.category import ancestors
from reader.domain.file_stamp import FileStamp
from reader.domain.folding import fold
from reader.domain.reading_state import UNTOUCHED
from reader.storage.database import transaction, wrapped
from reader.storage.index_schema import LIBRARY, name_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from reader.domain.article import Article
    from reader.domain.reading_state import ReadingState
    from reader.storage.state import State

_INSERT = (
    "INSERT INTO articles (path, id, title, age, date_known, draft, problems, category, folded, size, modified, inode, "
    "unread, starred) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING row"
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
            return {os.fsdecode(path): FileStamp(size, modified, inode) for path, size, modified, inode in rows}

    def put(self, articles: Sequence[tuple[Article, FileStamp]], state: State) -> None:
        """Add articles, in place of those at the same paths, with the marks that they have."""
        with transaction(self._connection, self._file):
            # Read within the transaction: what is marked later is copied later.
            readings = state.readings(article.id for article, _ in articles)
            for article, stamp in articles:
                self._delete(article.path)
                self._insert(article, stamp, readings.get(article.id, UNTOUCHED))
            self._count()

    def remove(self, paths: Iterable[str]) -> None:
        """Take the articles at some paths out."""
        with transaction(self._connection, self._file):
            for path in paths:
                self._delete(path)
            self._count()

    def _insert(self, article: Article, stamp: FileStamp, state: ReadingState) -> None:
        age = -int(article.date.timestamp())
        known = article.date_source is not DateSource.FILE_TIME
        names = " ".join({part: None for path in article.categories for part in path})
        folded = fold(f"{article.title}\n{article.author or ''}\n{names}")
        unread, starred = not state.read, state.starred
        own = dict.fromkeys(self._number(name_of(path)) for path in article.categories)
        above = {self._number(name_of(path)) for full in article.categories for path in ancestors(full)}
        values = (os.fsencode(article.path), article.id, article.title, age, known, article.draft)
        counted = (len(article.problems), next(iter(own)), folded, *stamp, unread, starred)
        row: int = self._connection.execute(_INSERT, values + counted).fetchone()[0]
        placed = [(number, age, article.title, row, unread, starred) for number in own]
        self._connection.executemany("INSERT INTO placements VALUES (?, ?, ?, ?, ?, ?)", placed)
        everywhere = {*own, *above, self._number(LIBRARY)}
        members = [(row, number, number in own) for number in everywhere]
        self._connection.executemany("INSERT INTO members VALUES (?, ?, ?)", members)
        for number in everywhere:
            self._total[number] += 1
            self._unread[number] += unread

    def _delete(self, path: str) -> None:
        sql = "SELECT row, age, title, unread FROM articles WHERE path = ?"
        found = self._connection.execute(sql, (os.fsencode(path),)).fetchone()
        if found is None:
            return
        row, age, title, unread = found
        members = self._connection.execute("SELECT category FROM members WHERE row = ?", (row,)).fetchall()
        for (number,) in members:
            self._total[number] -= 1
            self._unread[number] -= unread
        sql = "DELETE FROM placements WHERE category = ? AND age = ? AND title = ? AND row = ?"
        self._connection.executemany(sql, ((number, age, title, row) for (number,) in members))
        self._connection.execute("DELETE FROM members WHERE row = ?", (row,))
        self._connection.execute("DELETE FROM articles WHERE row = ?", (row,))

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            # Another instance of the program may have made the category meanwhile.
            self._connection.execute("INSERT OR IGNORE INTO categories (path) VALUES (?)", (name,))
            sql = "SELECT number FROM categories WHERE path = ?"
            self._numbers[name] = self._connection.execute(sql, (name,)).fetchone()[0]
        return self._numbers[name]

    def _count(self) -> None:
        self._connection.executemany(
            "UPDATE categories SET total = total + ?, unread = unread + ? WHERE number = ?",
            ((self._total[number], self._unread[number], number) for number in self._total),
        )
        self._total.clear()
        self._unread.clear()
