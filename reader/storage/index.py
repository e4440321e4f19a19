"""The index of one library: what its files say of themselves, and the lists made of it; deleting it loses only time."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader.domain.article import ArticleId
from reader.domain.category import Category, CategoryPath, order_of
from reader.domain.errors import StorageError
from reader.domain.folding import fold
from reader.domain.listing import Listing, RowId
from reader.domain.query import EVERYTHING, Query, View
from reader.storage.database import open_database, transaction, wrapped
from reader.storage.index_schema import (
    LIBRARY,
    MIGRATIONS,
    TEMPORARY,
    category_of,
    name_of,
    real_path,
    stored_path,
)
from reader.storage.index_writer import IndexWriter

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from reader.domain.reading_state import ReadingState

_LISTING = "row, title, date, date_known, unread, starred, draft, problems"
_VIEWS = {View.ALL: "", View.UNREAD: " AND articles.unread", View.STARRED: " AND articles.starred"}
_AT_ONCE = 500
"""How many rows go into one question: SQLite bounds the number of its parameters."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles a library holds."""

    total: int
    unread: int
    starred: int


class Index:
    """The database of one library; a connection belongs to the thread that made it.

    Whether an article is unread or starred is a copy of the reading state, which is the truth; the counts of the
    categories change in the transaction that changes the copy.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            self._connection = self._open()
        except StorageError:
            _remove(file)
            self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        connection = open_database(self._file, migrations=MIGRATIONS, durable=False)
        try:
            with wrapped(self._file):
                connection.executescript(TEMPORARY)
        except StorageError:
            connection.close()
            raise
        return connection

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def writer(self) -> IndexWriter:
        """Return what changes the articles of the index."""
        return IndexWriter(self._connection, self._file)

    def categories(self, query: Query = EVERYTHING) -> list[Category]:
        """Return the categories that have an article in `query`, each before those below it."""
        if query.view is View.STARRED or query.words:
            condition, values = _condition(query)
            sql = (
                "SELECT c.path, count(*), sum(articles.unread) FROM placements p JOIN articles USING (row) "
                f"JOIN categories c ON c.number = p.category WHERE c.path <> ?{condition} GROUP BY c.number"
            )
        else:
            values = []
            unread = " AND unread" if query.view is View.UNREAD else ""
            sql = f"SELECT path, total, unread FROM categories WHERE path <> ? AND total{unread}"
        found = [
            Category(category_of(path), unread if query.view is View.UNREAD else total, unread)
            for path, total, unread in self._all(sql, LIBRARY, *values)
        ]
        return sorted(found, key=lambda category: order_of(category.path))

    def articles_in(self, category: CategoryPath, query: Query = EVERYTHING) -> array[int]:
        """Return the rows of the articles that stand directly in a category, newest first."""
        number = "category = (SELECT number FROM categories WHERE path = ?) AND direct = 1"
        if query == EVERYTHING:
            rows = self._all(f"SELECT row FROM placements WHERE {number}", name_of(category))
        else:
            condition, values = _condition(query)
            sql = f"SELECT row FROM placements p JOIN articles USING (row) WHERE {number}{condition}"
            order = " ORDER BY p.date DESC, row"
            rows = self._all(sql + order, name_of(category), *values)
        return array("q", (row for (row,) in rows))

    def listings(self, rows: Iterable[RowId]) -> list[Listing]:
        """Return what a list shows of some articles, in the order asked for; rows that are gone are left out."""
        wanted = list(rows)
        found: dict[int, Listing] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            for row in self._all(f"SELECT {_LISTING} FROM articles WHERE row IN ({marks})", *some):
                found[row[0]] = _listing(row)
        return [found[row] for row in wanted if row in found]

    def counts(self) -> Counts:
        """Return how many articles the library holds."""
        row = self._one("SELECT total, unread FROM categories WHERE path = ?", LIBRARY)
        starred = self._one("SELECT count(*) FROM articles WHERE starred")
        total, unread = row or (0, 0)
        return Counts(total, unread, starred[0] if starred else 0)

    def path_of(self, row: RowId) -> str | None:
        """Return the path of an article in the library."""
        found = self._one("SELECT path FROM articles WHERE row = ?", row)
        return real_path(found[0]) if found else None

    def row_at(self, path: str) -> RowId | None:
        """Return the row of the article at a path in the library."""
        found = self._one("SELECT row FROM articles WHERE path = ?", stored_path(path))
        return RowId(found[0]) if found else None

    def main_category(self, row: RowId) -> CategoryPath | None:
        """Return a category that an article stands directly in."""
        sql = (
            "SELECT c.path FROM placements p JOIN categories c ON c.number = p.category "
            "WHERE p.row = ? AND p.direct = 1 ORDER BY c.number LIMIT 1"
        )
        found = self._one(sql, row)
        return category_of(found[0]) if found else None

    def newest(self) -> RowId | None:
        """Return the newest article of the library."""
        sql = (
            "SELECT row FROM placements WHERE category = (SELECT number FROM categories WHERE path = ?) "
            "AND direct = 0 ORDER BY date DESC, row LIMIT 1"
        )
        found = self._one(sql, LIBRARY)
        return RowId(found[0]) if found else None

    def ids(self, rows: Iterable[RowId]) -> dict[RowId, ArticleId]:
        """Return what the reading state knows some articles by."""
        wanted = list(rows)
        found: dict[RowId, ArticleId] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            pairs = self._all(f"SELECT row, id FROM articles WHERE row IN ({marks})", *some)
            found.update((RowId(row), ArticleId(article)) for row, article in pairs)
        return found

    def unread_ids(self, query: Query = EVERYTHING) -> list[ArticleId]:
        """Return the unread articles of `query`, as the reading state knows them."""
        condition, values = _condition(query)
        rows = self._all(f"SELECT DISTINCT id FROM articles WHERE unread{condition}", *values)
        return [ArticleId(article) for (article,) in rows]

    def sequence(self) -> int:
        """Return the number of the last change of the reading state that the copy knows."""
        found = self._one("SELECT value FROM facts WHERE key = 'sequence'")
        return found[0] if found else 0

    def apply(self, readings: Mapping[ArticleId, ReadingState], sequence: int) -> None:
        """Copy changes of the reading state, up to the one numbered `sequence`."""
        execute = self._connection.execute
        with transaction(self._connection, self._file):
            execute("DELETE FROM temp.changed")
            self._connection.executemany(
                "INSERT INTO temp.changed VALUES (?, ?, ?)",
                ((article, not state.read, state.starred) for article, state in readings.items()),
            )
            execute(
                "UPDATE categories SET unread = unread + d.change FROM (SELECT p.category, sum(c.unread - a.unread) AS "
                "change FROM temp.changed c JOIN articles a USING (id) JOIN placements p USING (row) "
                "WHERE c.unread <> a.unread GROUP BY p.category) AS d WHERE categories.number = d.category"
            )
            execute(
                "UPDATE articles SET unread = c.unread, starred = c.starred FROM temp.changed c "
                "WHERE articles.id = c.id AND (articles.unread <> c.unread OR articles.starred <> c.starred)"
            )
            execute("INSERT OR REPLACE INTO facts VALUES ('sequence', ?)", (sequence,))

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with wrapped(self._file):
            return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        with wrapped(self._file):
            row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
        return row


def _condition(query: Query) -> tuple[str, list[object]]:
    """Return the part of a WHERE clause that `query` is, with its values."""
    words = "".join(" AND instr(folded, ?)" for _ in query.words)
    return _VIEWS[query.view] + words, [fold(word) for word in query.words]


def _listing(row: tuple[int, str, int, int, int, int, int, int]) -> Listing:
    number, title, date, date_known, unread, starred, draft, problems = row
    return Listing(
        row=RowId(number),
        title=title,
        date=datetime.fromtimestamp(date, UTC),
        date_known=bool(date_known),
        read=not unread,
        starred=bool(starred),
        draft=bool(draft),
        problems=problems,
    )


def _remove(file: Path) -> None:
    for tail in ("", "-wal", "-shm"):
        file.with_name(file.name + tail).unlink(missing_ok=True)
