"""The text index of one library: which articles may hold a word, newest first; deleting it loses only time.

An article has a number by its date, so that the newest are found without looking at the others: those that are added
in order take the next number at either end. What comes late, with a date in between, is numbered apart and sorted when
it is found. What is taken out leaves its words behind, which lead nowhere; of much of both, all is made anew.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from heapq import merge
from operator import itemgetter
from typing import TYPE_CHECKING
from zlib import crc32

from reader.domain.errors import StorageError
from reader.storage.database import (
    DamagedError,
    VersionError,
    identity_of,
    open_database,
    remove_database,
    run_script,
    transaction,
    version_of,
    wrapped,
)
from reader.storage.search_grams import Frequent, learn

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reader.domain.listing import RowId

_MIDDLE = 1 << 24
_LATE = 1 << 40
_SCHEMA = f"""
CREATE VIRTUAL TABLE words USING fts5 (body, content='', columnsize=0, detail=none, tokenize='ascii');
CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    row INTEGER NOT NULL UNIQUE,
    fingerprint INTEGER NOT NULL,
    age INTEGER NOT NULL
);
CREATE INDEX articles_by_age ON articles (age, number);
CREATE TABLE sizes (written, held, lowest, highest, latest);
INSERT INTO sizes VALUES (0, 0, {_MIDDLE}, {_MIDDLE - 1}, {_LATE - 1});
CREATE TABLE frequent (learned_from, pairs, threes, fours);
INSERT INTO frequent VALUES (0, '', '', '');
INSERT INTO words (words, rank) VALUES ('hashsize', 67108864)
"""
"""`written` counts the articles that have words, `held` those of them that are still there; the others are the first
and last numbers that were given, and the last number of a late article. What is `frequent` was learned from some of
the articles, before any was put."""
_WORDS = 5
"""What is to be changed when the words of an article are."""
_VERSION = crc32(f"{_WORDS}{_SCHEMA}".encode()) >> 1

_WASTE = 2000
LEARNED_FROM = 500
"""Articles that are enough to learn from what is frequent; fewer are as long as they are one of so many:"""
_GROWN = 8
_NEWEST, _OLDEST = -(1 << 62), 1 << 62
_MERGED_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Indexed:
    """An article as a text index keeps it."""

    row: RowId
    fingerprint: int
    """Changes when the file does."""
    age: int
    """The date as seconds before 1970."""
    words: str


class TextIndex:
    """The database of one library; a connection belongs to the thread that made it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            self._connection = _open(file)
        except (DamagedError, VersionError):
            remove_database(file)
            self._connection = _open(file)
        self._identity = identity_of(file)
        self._renewals = 0

    def make_anew(self) -> None:
        """Put an empty index in the place of a damaged one, unless another process has done so."""
        if self._identity == identity_of(self._file):
            remove_database(self._file)
        self.follow()

    def follow(self) -> None:
        """Take the file that is there now: a cache may be deleted at any time, and what is damaged made anew."""
        if self._identity != identity_of(self._file):
            before, self._connection = self._connection, _open(self._file)
            before.close()
            self._identity = identity_of(self._file)
            self._renewals += 1

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def version(self) -> tuple[int, int]:
        """Return what changes when another connection changes the index, or another index takes its place."""
        with wrapped(self._file):
            version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return self._renewals, version

    def held(self) -> int:
        """Return how many articles are in the index."""
        with wrapped(self._file):
            held: int = self._connection.execute("SELECT held FROM sizes").fetchone()[0]
        return held

    def fingerprints(self) -> dict[RowId, int]:
        """Return the articles of the index, each with the fingerprint that its file had."""
        with wrapped(self._file):
            return dict(self._connection.execute("SELECT row, fingerprint FROM articles").fetchall())

    def rows(self) -> set[RowId]:
        """Return the articles of the index."""
        with wrapped(self._file):
            return {row for (row,) in self._connection.execute("SELECT row FROM articles")}

    def frequent(self) -> Frequent:
        """Return what is frequent in the index, as words are to be split and looked up for it."""
        with wrapped(self._file):
            return Frequent(*self._connection.execute("SELECT pairs, threes, fours FROM frequent").fetchone())

    def find(
        self, expression: str, *, newest: int | None = None, oldest: int | None = None
    ) -> Generator[tuple[RowId, int]]:
        """Yield the articles that `expression` finds, newest first, with the fingerprints that their files had.

        With `newest` and `oldest`, ages as seconds before 1970, only those that are no newer and no older. Whoever does
        not want them all has to close the iterator.
        """
        ages = (_NEWEST if newest is None else newest, _OLDEST if oldest is None else oldest)
        late = sorted(self._find(expression, _LATE, latest, ages)) if (latest := self._latest()) >= _LATE else []
        with wrapped(self._file):
            numbers = _numbers(self._connection, *ages)
        ordered = self._find(expression, *numbers, ages)
        for _, row, fingerprint in merge(ordered, late, key=itemgetter(0)) if late else ordered:
            yield row, fingerprint

    def put(self, articles: Sequence[Indexed]) -> None:
        """Add articles that are not in the index, all or none."""
        try:
            with transaction(self._connection, self._file):
                numbered = self._number(articles)  # ascending: FTS5 writes all it has before it takes a lower number
                self._connection.executemany(
                    "INSERT INTO articles VALUES (?, ?, ?, ?)",
                    ((number, article.row, article.fingerprint, article.age) for number, article in numbered),
                )
                self._connection.executemany(
                    "INSERT INTO words (rowid, body) VALUES (?, ?)",
                    ((number, article.words) for number, article in numbered),
                )
                count = len(articles)
                self._connection.execute("UPDATE sizes SET written = written + ?, held = held + ?", (count, count))
        except sqlite3.IntegrityError as error:
            # One of its tables holds what the others have lost.
            raise DamagedError(f"{self._file}: {error}", self._file) from error

    def remove(self, rows: Iterable[RowId]) -> None:
        """Take articles out."""
        with transaction(self._connection, self._file):
            for row in rows:
                gone = self._connection.execute("DELETE FROM articles WHERE row = ?", (row,)).rowcount
                self._connection.execute("UPDATE sizes SET held = held - ?", (gone,))

    def move(self, rows: Mapping[RowId, RowId]) -> None:
        """Give articles other rows, all at once: old ones to new ones."""
        with transaction(self._connection, self._file):
            # No row is taken twice meanwhile: none is negative.
            for old, new in rows.items():
                self._connection.execute("UPDATE articles SET row = -? WHERE row = ?", (new, old))
            self._connection.execute("UPDATE articles SET row = -row WHERE row < 0")

    def is_wasteful(self) -> bool:
        """Return whether so much is late, gone or new since it has learned that the index had better be made anew."""
        with wrapped(self._file):
            written, held = self._connection.execute("SELECT written, held FROM sizes").fetchone()
            sql = "SELECT count(*) FROM articles WHERE number >= ?"
            late = self._connection.execute(sql, (_LATE,)).fetchone()[0]
            learned_from = self._connection.execute("SELECT learned_from FROM frequent").fetchone()[0]
        has_grown = learned_from < min(LEARNED_FROM, held // _GROWN)
        return bool(has_grown or written - held + late > max(_WASTE, held // 4))

    def begin_anew(self, texts: Sequence[str]) -> None:
        """Take everything out, and learn from the runs of some texts what is frequent in those that will be put."""
        frequent = learn(texts)
        with transaction(self._connection, self._file):
            for table in ("words", "articles", "sizes", "frequent"):
                self._connection.execute(f"DROP TABLE {table}")
            run_script(self._connection, _SCHEMA)
            self._connection.execute(
                "UPDATE frequent SET learned_from = ?, pairs = ?, threes = ?, fours = ?",
                (len(texts), frequent.pairs, frequent.threes, frequent.fours),
            )

    def tidy(self) -> bool:
        """Merge a part of what was put in pieces, and return whether there is more to merge."""
        with wrapped(self._file):
            before = self._connection.total_changes
            self._connection.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", (_MERGED_PAGES,))
            return self._connection.total_changes - before > 1

    def _find(self, expression: str, first: int, last: int, ages: tuple[int, int]) -> Iterator[tuple[int, RowId, int]]:
        sql = (
            "SELECT age, row, fingerprint FROM words CROSS JOIN articles ON articles.number = words.rowid "
            "WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? AND age BETWEEN ? AND ? "
            "ORDER BY words.rowid DESC"
        )
        with wrapped(self._file), closing(self._connection.execute(sql, (expression, first, last, *ages))) as cursor:
            yield from cursor

    def _latest(self) -> int:
        with wrapped(self._file):
            latest: int = self._connection.execute("SELECT latest FROM sizes").fetchone()[0]
        return latest

    def _number(self, articles: Sequence[Indexed]) -> list[tuple[int, Indexed]]:
        """Return articles with the numbers that they get, in their order; a number is never given again."""
        lowest, highest, latest = self._connection.execute("SELECT lowest, highest, latest FROM sizes").fetchone()
        newest, oldest = _ends(self._connection)
        ordered = sorted(articles, key=lambda article: (article.age, article.row))
        older = [article for article in ordered if article.age >= oldest]
        newer = [article for article in ordered if article.age <= newest and article.age < oldest]
        late = [article for article in ordered if newest < article.age < oldest]
        numbered = [(lowest - place, article) for place, article in enumerate(older, 1)][::-1]
        numbered += [(highest + place, article) for place, article in enumerate(reversed(newer), 1)]
        numbered += [(latest + place, article) for place, article in enumerate(late, 1)]
        self._connection.execute(
            "UPDATE sizes SET lowest = lowest - ?, highest = highest + ?, latest = latest + ?",
            (len(older), len(newer), len(late)),
        )
        return numbered


def _ends(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return the ages of the newest and the oldest of the articles in order."""
    sql = "SELECT age FROM articles WHERE number < ? ORDER BY number {} LIMIT 1"
    newest = connection.execute(sql.format("DESC"), (_LATE,)).fetchone()
    oldest = connection.execute(sql.format("ASC"), (_LATE,)).fetchone()
    return (newest[0], oldest[0]) if newest and oldest else (_NEWEST, _NEWEST)


def _numbers(connection: sqlite3.Connection, newest: int, oldest: int) -> tuple[int, int]:
    """Return the lowest and the highest number that articles of some ages have among those in order."""
    first = "SELECT number FROM articles WHERE age <= ? AND number < ? ORDER BY age DESC, number LIMIT 1"
    last = "SELECT number FROM articles WHERE age >= ? AND number < ? ORDER BY age, number DESC LIMIT 1"
    low = connection.execute(first, (oldest, _LATE)).fetchone()
    high = connection.execute(last, (newest, _LATE)).fetchone()
    return (low[0], high[0]) if low and high else (0, -1)


def _open(file: Path) -> sqlite3.Connection:
    """Return a connection to a text index; raises VersionError if the one that is there is of another kind."""
    connection = open_database(file, durable=False)
    try:
        if version_of(connection, file) != _VERSION:
            with transaction(connection, file):
                version = version_of(connection, file)
                if version not in (0, _VERSION):
                    raise VersionError(f"{file}: a text index of another version")
                if version == 0:
                    run_script(connection, _SCHEMA)
                    connection.execute(f"PRAGMA user_version = {_VERSION}")
    except StorageError:
        connection.close()
        raise
    return connection
