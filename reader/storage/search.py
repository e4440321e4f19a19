"""The text index of one library: which articles may hold a word, newest first; deleting it loses only time.

An article has a number by its date, so that the newest are found without looking at the others: those that are added
in order take the next number at either end. What comes late, with a date in between, is numbered apart and sorted when
it is found. What is taken out leaves its words behind, which lead nowhere; of much of both, all is made anew.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from heapq import merge
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from reader.storage.database import run_script, wrapped
from reader.storage.disposable_database import DisposableDatabase, Tables, open_tables
from reader.storage.search_grams import Frequent, learn

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

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
_WORDS = 6
"""What is to be changed when the words of an article are."""
_TABLES = Tables(_SCHEMA, crc32(f"{_WORDS}{_SCHEMA}".encode()) >> 1)

_WASTE = 2000
LEARNED_FROM = 500
"""Articles that are enough to learn from what is frequent; fewer are as long as they are one of so many:"""
_GROWN = 8
_NEWEST, _OLDEST = -(1 << 62), 1 << 62
_MERGED_PAGES = 1000
_MEMORY = Path(":memory:")


@dataclass(frozen=True, slots=True)
class Indexed:
    """An article as a text index keeps it."""

    row: RowId
    fingerprint: int
    """Changes when the file does."""
    age: int
    """The date as seconds before 1970."""
    words: str


class TextIndex(DisposableDatabase):
    """The database of one library; a connection belongs to the thread that made it."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, _TABLES)

    def held(self) -> int:
        """Return how many articles are in the index."""
        ((held,),) = self.ask("SELECT held FROM sizes")
        return int(held)

    def fingerprints(self, first: int | None = None, last: int | None = None) -> dict[RowId, int]:
        """Return the articles of the index, or those from one row to another, with the fingerprints of their files."""
        some, rows = ("", ()) if first is None else ("WHERE row BETWEEN ? AND ?", (first, last))
        return dict(self.ask(f"SELECT row, fingerprint FROM articles {some}", *rows))

    def frequent(self) -> Frequent:
        """Return what is frequent in the index, as words are to be split and looked up for it."""
        (frequent,) = self.ask("SELECT pairs, threes, fours FROM frequent")
        return Frequent(*frequent)

    def find(
        self, expression: str, *, newest: int | None = None, oldest: int | None = None
    ) -> Generator[tuple[RowId, int]]:
        """Yield the articles that `expression` finds, newest first, with the fingerprints that their files had.

        With `newest` and `oldest`, ages as seconds before 1970, only those that are no newer and no older. Whoever does
        not want them all has to close the iterator.
        """
        ages = (_NEWEST if newest is None else newest, _OLDEST if oldest is None else oldest)
        ((latest,),) = self.ask("SELECT latest FROM sizes")
        late = sorted(self._find(expression, _LATE, latest, ages)) if latest >= _LATE else []
        numbers = _numbers(self, *ages)
        ordered = self._find(expression, *numbers, ages)
        for _, row, fingerprint in merge(ordered, late, key=itemgetter(0)) if late else ordered:
            yield row, fingerprint

    def put(self, articles: Sequence[Indexed]) -> None:
        """Add articles that are not in the index, all or none."""
        with self.transaction():
            numbered = self._number(articles)  # ascending: FTS5 writes all it has before it takes a lower number
            self.connection.executemany(
                "INSERT INTO articles VALUES (?, ?, ?, ?)",
                ((number, article.row, article.fingerprint, article.age) for number, article in numbered),
            )
            self.connection.executemany(
                "INSERT INTO words (rowid, body) VALUES (?, ?)",
                ((number, article.words) for number, article in numbered),
            )
            count = len(articles)
            self.connection.execute("UPDATE sizes SET written = written + ?, held = held + ?", (count, count))

    def remove(self, rows: Iterable[RowId]) -> None:
        """Take articles out."""
        with self.transaction():
            for row in rows:
                gone = self.connection.execute("DELETE FROM articles WHERE row = ?", (row,)).rowcount
                self.connection.execute("UPDATE sizes SET held = held - ?", (gone,))

    def move(self, rows: Mapping[RowId, RowId]) -> None:
        """Give articles other rows, all at once: old ones to new ones."""
        with self.transaction():
            # No row is taken twice meanwhile: none is negative.
            for old, new in rows.items():
                self.connection.execute("UPDATE articles SET row = -? WHERE row = ?", (new, old))
            self.connection.execute("UPDATE articles SET row = -row WHERE row < 0")

    def is_wasteful(self) -> bool:
        """Return whether so much is late, gone or new since it has learned that the index had better be made anew."""
        ((written, held, learned_from),) = self.ask("SELECT written, held, learned_from FROM sizes, frequent")
        ((late,),) = self.ask("SELECT count(*) FROM articles WHERE number >= ?", _LATE)
        has_grown = learned_from < min(LEARNED_FROM, held // _GROWN)
        return bool(has_grown or written - held + late > max(_WASTE, held // 4))

    def begin_anew(self, texts: Sequence[str]) -> None:
        """Take everything out, and learn from the runs of some texts what is frequent in those that will be put."""
        frequent = learn(texts)
        with self.transaction():
            for table in ("words", "articles", "sizes", "frequent"):
                self.connection.execute(f"DROP TABLE {table}")
            run_script(self.connection, _SCHEMA)
            self.connection.execute(
                "UPDATE frequent SET learned_from = ?, pairs = ?, threes = ?, fours = ?",
                (len(texts), frequent.pairs, frequent.threes, frequent.fours),
            )

    def tidy(self) -> bool:
        """Merge a part of what was put in pieces, and return whether there is more to merge."""
        with wrapped(self.path):
            before = self.connection.total_changes
            self.connection.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", (_MERGED_PAGES,))
            return self.connection.total_changes - before > 1

    def _find(self, expression: str, first: int, last: int, ages: tuple[int, int]) -> Iterator[tuple[int, RowId, int]]:
        sql = (
            "SELECT age, row, fingerprint FROM words CROSS JOIN articles ON articles.number = words.rowid "
            "WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? AND age BETWEEN ? AND ? "
            "ORDER BY words.rowid DESC"
        )
        with wrapped(self.path), closing(self.connection.execute(sql, (expression, first, last, *ages))) as cursor:
            yield from cursor

    def _number(self, articles: Sequence[Indexed]) -> list[tuple[int, Indexed]]:
        """Return articles with the numbers that they get, in their order; a number is never given again."""
        ((lowest, highest, latest),) = self.ask("SELECT lowest, highest, latest FROM sizes")
        newest, oldest = _ends(self)
        ordered = sorted(articles, key=lambda article: (article.age, article.row))
        older = [article for article in ordered if article.age >= oldest]
        newer = [article for article in ordered if article.age <= newest and article.age < oldest]
        late = [article for article in ordered if newest < article.age < oldest]
        numbered = [(lowest - place, article) for place, article in enumerate(older, 1)][::-1]
        numbered += [(highest + place, article) for place, article in enumerate(reversed(newer), 1)]
        numbered += [(latest + place, article) for place, article in enumerate(late, 1)]
        self.connection.execute(
            "UPDATE sizes SET lowest = lowest - ?, highest = highest + ?, latest = latest + ?",
            (len(older), len(newer), len(late)),
        )
        return numbered


class NoTextIndex(TextIndex):
    """An empty text index in memory: what there is where no file can be kept."""

    def __init__(self) -> None:
        super().__init__(_MEMORY)

    def is_there(self) -> bool:
        """Return that it is: no other can take its place."""
        return True

    def _open(self) -> sqlite3.Connection:
        return open_tables(_MEMORY, self._tables)


def _ends(database: DisposableDatabase) -> tuple[int, int]:
    """Return the ages of the newest and the oldest of the articles in order."""
    sql = "SELECT age FROM articles WHERE number < ? ORDER BY number {} LIMIT 1"
    newest = database.ask_one(sql.format("DESC"), _LATE)
    oldest = database.ask_one(sql.format("ASC"), _LATE)
    return (newest[0], oldest[0]) if newest and oldest else (_NEWEST, _NEWEST)


def _numbers(database: DisposableDatabase, newest: int, oldest: int) -> tuple[int, int]:
    """Return the lowest and the highest number that articles of some ages have among those in order."""
    first = "SELECT number FROM articles WHERE age <= ? AND number < ? ORDER BY age DESC, number LIMIT 1"
    last = "SELECT number FROM articles WHERE age >= ? AND number < ? ORDER BY age, number DESC LIMIT 1"
    low = database.ask_one(first, oldest, _LATE)
    high = database.ask_one(last, newest, _LATE)
    return (low[0], high[0]) if low and high else (0, -1)
