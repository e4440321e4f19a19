"""The reading state: what is read, starred and where you stopped; durable, and the user's own."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

from reader.domain.article import ArticleId
from reader.domain.errors import StorageError
from reader.domain.reading_state import UNTOUCHED, Mark, Place, ReadingState
from reader.storage.database import DamagedError, VersionError, check, migrate, open_database, transaction, wrapped

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

_MIGRATIONS = (
    """
CREATE TABLE readings (
    id TEXT PRIMARY KEY,
    read INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    block INTEGER,
    offset INTEGER,
    share REAL,
    sequence INTEGER NOT NULL,
    changed REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX readings_by_sequence ON readings (sequence);
CREATE TABLE facts (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (scope, key)
) WITHOUT ROWID;
INSERT INTO facts VALUES ('state', 'identity', lower(hex(randomblob(16))))
""",
)
_COLUMNS = {Mark.READ: "read", Mark.STARRED: "starred"}
_FIELDS = "id, read, starred, block, offset, share, sequence"
_NEXT = "(SELECT coalesce(max(sequence), 0) + 1 FROM readings)"
_AT_ONCE = 500
"""How many ids go into one question: SQLite bounds the number of its parameters."""

_Row = tuple[str, int, int, int | None, int | None, float | None, int]


class State:
    """The database of the reading state; a connection belongs to the thread that made it.

    What a method has changed when it returns survives a crash and a power cut. Every change has a sequence number
    larger than all before it. Methods raise StorageError if the change could not be kept.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.mishap: str | None = None
        """What happened to the file, in one line for the user; None if all is well."""
        try:
            self._connection = _open(file)
        except (DamagedError, VersionError) as error:
            newer = isinstance(error, VersionError)
            aside = _put_aside(file, "newer" if newer else "damaged")
            self._connection = _open(file)
            reason = "was written by a newer version" if newer else "was damaged"
            self.mishap = f"The reading state {reason}; it is kept as {aside}, and a new one is begun."
        self.identity = self.recall("state", "identity")
        """What tells this state from one that was begun anew in its place."""

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def reading(self, article: ArticleId) -> ReadingState:
        """Return what is known of the reading of one article."""
        return self.readings([article]).get(article, UNTOUCHED)

    def readings(self, articles: Iterable[ArticleId]) -> dict[ArticleId, ReadingState]:
        """Return what is known of some articles; those never opened are left out."""
        ids = list(articles)
        found: dict[ArticleId, ReadingState] = {}
        with wrapped(self._file):
            for start in range(0, len(ids), _AT_ONCE):
                some = ids[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = self._connection.execute(f"SELECT {_FIELDS} FROM readings WHERE id IN ({marks})", some)
                found.update(_reading(row) for row in rows)
        return found

    def set_mark(self, mark: Mark, value: bool, articles: Iterable[ArticleId]) -> None:
        """Set a mark on some articles, or take it away, in one transaction."""
        column = _COLUMNS[mark]
        sql = (
            f"INSERT INTO readings (id, {column}, sequence, changed) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
            f"SET {column} = excluded.{column}, sequence = excluded.sequence, changed = excluded.changed"
        )
        with transaction(self._connection, self._file):
            first, now = self.sequence() + 1, time.time()
            rows = ((article, value, number, now) for number, article in enumerate(articles, first))
            self._connection.executemany(sql, rows)

    def move(self, articles: Iterable[tuple[ArticleId, ArticleId]]) -> None:
        """Take what is known of the first of each two articles over to the second, if nothing is known of that yet."""
        pairs = [(old, new) for old, new in articles if old != new]
        if not pairs:
            return
        with transaction(self._connection, self._file):
            for old, new in pairs:
                sql = f"UPDATE OR IGNORE readings SET id = ?, sequence = {_NEXT}, changed = ? WHERE id = ?"
                self._connection.execute(sql, (new, time.time(), old))

    def keep_place(self, article: ArticleId, place: Place) -> None:
        """Keep where the reader of an article has stopped."""
        with transaction(self._connection, self._file):
            self._connection.execute(
                f"INSERT INTO readings (id, block, offset, share, sequence, changed) VALUES (?, ?, ?, ?, {_NEXT}, ?) "
                "ON CONFLICT (id) DO UPDATE SET block = excluded.block, offset = excluded.offset, "
                "share = excluded.share, sequence = excluded.sequence, changed = excluded.changed",
                (article, place.block, place.offset, place.share, time.time()),
            )

    def sequence(self) -> int:
        """Return the number of the last change."""
        with wrapped(self._file):
            number: int = self._connection.execute("SELECT coalesce(max(sequence), 0) FROM readings").fetchone()[0]
        return number

    def changes_since(self, sequence: int) -> tuple[int, dict[ArticleId, ReadingState]]:
        """Return the present state of every article that has changed after the change `sequence`, and the last change.

        With nothing changed, the last change is `sequence` itself.
        """
        with wrapped(self._file):
            rows: list[_Row] = self._connection.execute(
                f"SELECT {_FIELDS} FROM readings WHERE sequence > ? ORDER BY sequence", (sequence,)
            ).fetchall()
        return rows[-1][-1] if rows else sequence, dict(map(_reading, rows))

    def remember(self, scope: str, key: str, value: str) -> None:
        """Keep a small fact, such as the theme, under a key within a scope."""
        with transaction(self._connection, self._file):
            self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", (scope, key, value))

    def recall(self, scope: str, key: str) -> str | None:
        """Return a fact that was kept, or None."""
        with wrapped(self._file):
            row: tuple[str] | None = self._connection.execute(
                "SELECT value FROM facts WHERE scope = ? AND key = ?", (scope, key)
            ).fetchone()
        return row[0] if row else None


def _reading(row: _Row) -> tuple[ArticleId, ReadingState]:
    article, read, starred, block, offset, share, _ = row
    place = Place(block, offset or 0, share or 0.0) if block is not None else None
    return ArticleId(article), ReadingState(bool(read), bool(starred), place)


def _open(file: Path) -> sqlite3.Connection:
    connection = open_database(file, durable=True)
    try:
        check(connection, file)
        migrate(connection, file, _MIGRATIONS)
    except StorageError:
        connection.close()
        raise
    return connection


def _put_aside(file: Path, reason: str) -> Path:
    """Give a file a dated name beside it, and return that name; raises StorageError."""
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S-%f")
    aside = file.with_name(f"{file.stem}-{reason}-{stamp}{file.suffix}")
    try:
        file.rename(aside)
        for tail in ("-wal", "-shm"):
            extra = file.with_name(file.name + tail)
            if extra.exists():
                extra.rename(aside.with_name(aside.name + tail))
    except OSError as error:
        raise StorageError(
            f"{file}: {reason}, and cannot be moved away ({error.strerror}); move it yourself"
        ) from error
    return aside
