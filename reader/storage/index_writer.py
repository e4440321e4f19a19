"""Brings an index up to date with the files of its library."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.domain.article_id import ArticleId, Identity
from reader.domain.category import ancestors
from reader.domain.file_stamp import FileStamp, fingerprint_of
from reader.domain.reading_state import UNTOUCHED
from reader.storage.database import transaction, value_lists, wrapped
from reader.storage.index_schema import IDENTITY, LIBRARY, category_of, name_of, stored_path
from reader.storage.mirror import marks_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from reader.domain.file_stamp import Fingerprint
    from reader.storage.index_entry import IndexEntry
    from reader.storage.state import State

_INSERT = "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_BETWEEN = "\x1e"
"""What stands between the categories of a place; no name holds it."""
_CACHE = 64 * 1024
"""KiB of the database to keep in memory: with less, each batch reads back what the one before has written."""
_PAGES = 8000
"""Changed pages, 32 MB, after which they go to the disk: with the usual 1000, that would be after each batch."""
_UNTOUCHED = marks_of(UNTOUCHED)


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where articles stand that name the same categories; there is one of each."""

    number: int
    own: tuple[int, ...]
    """Their categories, the main one first."""
    everywhere: tuple[int, ...]
    """All that counts them: their categories, those above these, and the library."""


class IndexWriter:
    """Puts articles into an index and takes them out; each call is one transaction, counts included."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self._connection = connection
        self._file = file
        with wrapped(file):
            # The disk is not waited for: what a power cut leaves is checked before the next scan.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_PAGES}")
            numbers = connection.execute("SELECT path, number FROM categories").fetchall()
        self._numbers: dict[str, int] = dict(numbers)
        self._places: dict[tuple[str, ...], _Place] = {}
        self._total: Counter[_Place] = Counter()
        self._unread: Counter[_Place] = Counter()

    def fingerprints(self) -> set[Fingerprint]:
        """Return the fingerprints of all files."""
        with wrapped(self._file):
            return {fingerprint for (fingerprint,) in self._connection.execute("SELECT fingerprint FROM articles")}

    def stamps(self, fingerprints: Iterable[Fingerprint]) -> dict[str, FileStamp]:
        """Return the paths of the files that have some fingerprints, with the stamp of each."""
        sql = "SELECT path, size, modified, inode FROM articles WHERE fingerprint IN"
        with wrapped(self._file):
            each = (self._connection.execute(f"{sql} {marks}", some) for marks, some in value_lists(fingerprints))
            return {os.fsdecode(path): FileStamp(*stamp) for found in each for path, *stamp in found}

    def known(self, paths: Iterable[str]) -> dict[str, Fingerprint]:
        """Return those of some paths at which an article lies, with the fingerprint of each."""
        sql = "SELECT path, fingerprint FROM articles WHERE path = ?"
        with wrapped(self._file):
            each = (self._connection.execute(sql, (stored_path(path),)) for path in paths)
            return {os.fsdecode(path): fingerprint for found in each for path, fingerprint in found}

    def identities(self, paths: Iterable[str]) -> dict[str | bytes, Identity]:
        """Return what tells which articles lie at some paths."""
        sql = f"SELECT path, {IDENTITY} FROM articles WHERE path = ?"
        with wrapped(self._file):
            each = (self._connection.execute(sql, (stored_path(path),)).fetchall() for path in paths)
            return {path: Identity(*values) for found in each for path, *values in found}

    def has_below(self, folders: Iterable[str]) -> bool:
        """Return whether an article lies in one of some folders."""
        sql = "SELECT EXISTS (SELECT 1 FROM articles WHERE path > ? AND path < ?)"
        kept_as = stored_path, os.fsencode  # a name below may be no text, even if that of the folder is one
        ends = ((keep(f"{folder}/"), keep(f"{folder}0")) for folder in folders for keep in kept_as)  # "0" follows "/"
        with wrapped(self._file):
            return any(self._connection.execute(sql, both).fetchone()[0] for both in ends)

    def put(self, entries: Sequence[IndexEntry], state: State) -> None:
        """Add articles with the marks that they have; one whose path is known keeps its row."""
        with transaction(self._connection, self._file):
            # Read within the transaction: what is marked later is copied later.
            readings = state.readings(entry.id for entry in entries)
            # Before any is taken out: the row of one that comes back must not go to another.
            following: int = self._connection.execute("SELECT coalesce(max(row), 0) + 1 FROM articles").fetchone()[0]
            rows = self._delete([entry.path for entry in entries])
            articles: list[tuple[str | bytes | float, ...]] = []
            placements: list[tuple[str | int, ...]] = []
            marks: list[tuple[float, ...]] = []
            for entry in entries:
                path, known_by, title, age, date_known, draft, problems, names, source, folded, *_ = entry
                row = rows.get(path, following)
                following += row == following
                reading = readings.get(known_by)
                unread, starred, begun, share = _UNTOUCHED if reading is None else marks_of(reading)
                unread = unread if entry.size >= 0 else 0  # what cannot be read is not unread
                place = self._places.get(names) or self._find_place(names)
                at = place.number, place.own[0]
                said = row, path, known_by, title, age, date_known, draft, problems, *at, source, folded
                articles.append((*said, *entry.stamp, fingerprint_of(path, entry.stamp)))
                marks.append((row, unread, starred, begun, share))
                placements += [(category, age, title, row, source, unread, starred) for category in place.own]
                self._total[place] += 1
                self._unread[place] += unread
            self._connection.executemany(_INSERT, articles)
            self._connection.executemany("INSERT INTO marks VALUES (?, ?, ?, ?, ?)", marks)
            # In order, neighbours are written together.
            self._connection.executemany("INSERT INTO placements VALUES (?, ?, ?, ?, ?, ?, ?)", sorted(placements))
            self._count()

    def remove(self, paths: Iterable[str]) -> None:
        """Take the articles at some paths out."""
        with transaction(self._connection, self._file):
            self._delete([stored_path(path) for path in paths])
            self._count()

    def move(self, paths: Mapping[str, str]) -> dict[str | bytes, ArticleId]:
        """Give the articles at some paths others, and return by the new ones what each is known by until it is put."""
        ids: dict[str | bytes, ArticleId] = {}
        with transaction(self._connection, self._file):
            for old, new in paths.items():
                place = stored_path(new)
                is_free = "NOT EXISTS (SELECT 1 FROM articles WHERE path = ?)"
                sql = f"UPDATE articles SET path = ? WHERE path = ? AND {is_free} RETURNING id"
                for (known,) in self._connection.execute(sql, (place, stored_path(old), place)).fetchall():
                    ids[place] = ArticleId(known)
        return ids

    def _delete(self, paths: Sequence[str | bytes]) -> dict[str | bytes, int]:
        """Take the articles at some paths out, and return the rows that they had."""
        rows: dict[str | bytes, int] = {}
        for marks, some in value_lists(paths):
            sql = (
                "SELECT a.path, a.row, a.age, a.title, a.unread, p.names FROM listed a "
                f"JOIN places p ON p.number = a.place WHERE a.path IN {marks}"
            )
            for path, row, age, title, unread, names in self._connection.execute(sql, some).fetchall():
                rows[path] = row
                place = self._find_place(tuple(names.split(_BETWEEN)))
                self._total[place] -= 1
                self._unread[place] -= unread
                gone = [(number, age, title, row) for number in place.own]
                sql = "DELETE FROM placements WHERE category = ? AND age = ? AND title = ? AND row = ?"
                self._connection.executemany(sql, gone)
                self._connection.execute("DELETE FROM articles WHERE row = ?", (row,))
                self._connection.execute("DELETE FROM marks WHERE row = ?", (row,))
        return rows

    def _find_place(self, categories: tuple[str, ...]) -> _Place:
        if categories not in self._places:
            own = dict.fromkeys(map(self._number, categories))
            above = {self._number(name_of(path)): None for name in categories for path in ancestors(category_of(name))}
            everywhere = {**own, **above, self._number(LIBRARY): None}
            number = self._number_in("places", "names", _BETWEEN.join(categories))
            members = [(number, category, category in own) for category in everywhere]
            self._connection.executemany("INSERT OR IGNORE INTO members VALUES (?, ?, ?)", members)
            self._places[categories] = _Place(number, tuple(own), tuple(everywhere))
        return self._places[categories]

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            self._numbers[name] = self._number_in("categories", "path", name)
        return self._numbers[name]

    def _number_in(self, table: str, column: str, value: str) -> int:
        # Another instance of the program may have put it there meanwhile.
        self._connection.execute(f"INSERT OR IGNORE INTO {table} ({column}) VALUES (?)", (value,))
        sql = f"SELECT number FROM {table} WHERE {column} = ?"
        number: int = self._connection.execute(sql, (value,)).fetchone()[0]
        return number

    def _count(self) -> None:
        total, unread = Counter[int](), Counter[int]()
        for place, number in self._total.items():
            for category in place.everywhere:
                total[category] += number
                unread[category] += self._unread[place]
        self._connection.executemany(
            "UPDATE categories SET total = total + ?, unread = unread + ? WHERE number = ?",
            ((total[category], unread[category], category) for category in total),
        )
        self._total.clear()
        self._unread.clear()
