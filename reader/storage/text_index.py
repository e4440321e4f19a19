"""The text index of one library: which articles may hold a word, newest first; deleting it loses only time.

It is made of segments, each of some thousand articles at most, which are its documents, in the order of their dates;
a segment is written once. What is taken out leaves its postings behind, which lead nowhere, until segments are merged.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from reader.domain.listing import RowId
from reader.storage.database import DamagedError
from reader.storage.disposable_database import DisposableDatabase, Tables, open_tables
from reader.storage.postings import DOCUMENT_BITS, DOCUMENTS, look_up_in_block, read_postings
from reader.storage.text_lookup import evaluate
from reader.storage.text_terms import TERM_BITS, Frequent

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

    from reader.domain.file_stamp import Fingerprint
    from reader.storage.text_lookup import Expression

_SCHEMA = """
CREATE TABLE articles (
    place INTEGER PRIMARY KEY,
    row INTEGER NOT NULL UNIQUE,
    fingerprint INTEGER NOT NULL,
    age INTEGER NOT NULL
);
CREATE TABLE segments (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    documents INTEGER NOT NULL,
    held INTEGER NOT NULL,
    size INTEGER NOT NULL,
    newest INTEGER NOT NULL,
    oldest INTEGER NOT NULL
);
CREATE TABLE blocks (first INTEGER PRIMARY KEY, block BLOB NOT NULL);
CREATE TABLE words (
    segment INTEGER, field INTEGER, word TEXT, postings BLOB NOT NULL, PRIMARY KEY (segment, field, word)
) WITHOUT ROWID;
CREATE TABLE frequent (learned_from INTEGER NOT NULL, pairs BLOB NOT NULL, threes BLOB NOT NULL, fours BLOB NOT NULL)
"""
"""A place is the number of a segment and the document in it; the first of a block is the number of its segment and the
first of its terms. `held` counts the documents that are still articles, `size` what is written of all. What
is `frequent` was learned from some of the articles, before any was put.

The number of a segment is not given again, also when all begins anew, so that a search that goes on meanwhile takes no
document for another; only when half of all numbers are used up do they start again."""
_FORM = 1
"""What is to be changed when the terms of an article are, or how they are written."""
_TABLES = Tables(_SCHEMA, crc32(f"{_FORM}{_SCHEMA}".encode()) >> 1)

LEARNED_FROM = 500
"""Articles that are enough to learn from what is frequent; fewer are as long as they are one of so many:"""
_GROWN = 8
FULL = 1 << 24
"""Postings that are enough for a segment, however few documents have them: to make or to merge it takes 0.5 GB."""
WORD_SIZE = 32
"""Postings that take as much memory as a word meanwhile."""
_LAST_NUMBER = (1 << 63 - TERM_BITS) - 1
"""The last that a segment can have."""
_LAST_SEGMENT = _LAST_NUMBER // 2
"""Half of them: who has used up more begins anew."""
_NEWEST, _OLDEST = -(1 << 62), 1 << 62
_LAST_CHARACTER = "\U0010ffff"
_WINDOW = 63
"""Documents that are looked up at once: as many as SQLite has bits in a number that is not negative."""
_MEMORY = Path(":memory:")


class Indexed(NamedTuple):
    """An article as a text index keeps it."""

    age: int
    """The date as seconds before 1970."""
    row: RowId
    fingerprint: Fingerprint
    """Changes when the file does, or its path."""


@dataclass(frozen=True, slots=True)
class Segment:
    """What is written of some documents."""

    blocks: Sequence[tuple[int, bytes]]
    """Of terms, each with its first."""
    words: Sequence[tuple[int, str, bytes]]
    """Of letters: the number of a field, the word, its postings."""

    def size(self) -> int:
        """Return how many postings it has, about: each takes a byte, and a word as much memory as some."""
        words = sum(WORD_SIZE + len(postings) for _, _, postings in self.words)
        return words + sum(len(block) for _, block in self.blocks)


class SegmentEntry(NamedTuple):
    """What is known of a segment without looking into it."""

    number: int
    documents: int
    held: int
    """The documents that are still articles."""
    size: int
    """What there is written of all documents, as `Segment.size` has it."""
    newest: int
    """The age of the newest document."""
    oldest: int


class TextIndex(DisposableDatabase):
    """The database of one library; a connection belongs to the thread that made it."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, _TABLES)

    def held(self) -> int:
        """Return how many articles are in the index."""
        return sum(segment.held for segment in self.segments())

    def fingerprints(self, first: int | None = None, last: int | None = None) -> dict[RowId, Fingerprint]:
        """Return the articles of the index, or those from one row to another, with the fingerprints of their files."""
        some, rows = ("", ()) if first is None else ("WHERE row BETWEEN ? AND ?", (first, last))
        return dict(self.ask(f"SELECT row, fingerprint FROM articles {some}", *rows))

    def frequent(self) -> Frequent:
        """Return what is frequent in the index, as texts are to be read and looked up for it."""
        found = self.ask_one("SELECT pairs, threes, fours FROM frequent")
        try:
            return Frequent(*found) if found else Frequent()
        except (TypeError, ValueError) as error:
            raise self.damaged() from error

    def find(
        self, expression: Expression, *, newest: int | None = None, oldest: int | None = None
    ) -> Generator[tuple[RowId, Fingerprint]]:
        """Yield the articles that `expression` finds, newest first, with the fingerprints that their files had.

        With `newest` and `oldest`, ages as seconds before 1970, only those that are no newer and no older.
        """
        ages = (_NEWEST if newest is None else newest, _OLDEST if oldest is None else oldest)
        segments = [each for each in self.segments() if each.held and each.oldest >= ages[0] and each.newest <= ages[1]]
        waiting = deque(sorted(segments, key=lambda segment: segment.newest))
        begun: list[tuple[Indexed, int, Iterator[Indexed]]] = []
        while waiting or begun:
            # A segment is not looked at before its newest article may be the next one.
            if waiting and not (begun and begun[0][0].age < waiting[0].newest):
                segment = waiting.popleft()
                number, found = segment.number, self._find_in(segment, expression, ages)
            else:
                article, number, found = heappop(begun)
                yield article.row, article.fingerprint
            if (following := next(found, None)) is not None:
                heappush(begun, (following, number, found))

    def put(self, articles: Sequence[Indexed], segment: Segment) -> None:
        """Add articles that are not in the index, all or none: the documents of `segment`, in order."""
        if not articles:
            return
        with self.transaction():
            number = (
                self.connection.execute(
                    "INSERT INTO segments (documents, held, size, newest, oldest) VALUES (?, ?, ?, ?, ?)",
                    (len(articles), len(articles), segment.size(), articles[0].age, articles[-1].age),
                ).lastrowid
                or 0
            )
            place = number << DOCUMENT_BITS
            self.connection.executemany(
                "INSERT INTO articles (place, age, row, fingerprint) VALUES (?, ?, ?, ?)",
                ((place + document, *article) for document, article in enumerate(articles)),
            )
            self.connection.executemany(
                "INSERT INTO blocks VALUES (?, ?)",
                ((number << TERM_BITS | first, block) for first, block in segment.blocks),
            )
            self.connection.executemany(
                "INSERT INTO words VALUES (?, ?, ?, ?)", ((number, *word) for word in segment.words)
            )

    def remove(self, rows: Iterable[RowId]) -> None:
        """Take articles out."""
        with self.transaction():
            for row in rows:
                for (place,) in self._ask_integers("DELETE FROM articles WHERE row = ? RETURNING place", row):
                    sql = "UPDATE segments SET held = held - 1 WHERE number = ?"
                    self.connection.execute(sql, (place >> DOCUMENT_BITS,))

    def move(self, rows: Mapping[RowId, RowId]) -> None:
        """Give articles other rows, all at once: old ones to new ones."""
        with self.transaction():
            # No row is taken twice meanwhile: none is negative.
            for old, new in rows.items():
                self.connection.execute("UPDATE articles SET row = -? WHERE row = ?", (new, old))
            self.connection.execute("UPDATE articles SET row = -row WHERE row < 0")

    def has_outgrown(self) -> bool:
        """Return whether so much is new since it has learned what is frequent that it had better be made anew."""
        ((learned_from,),) = self._ask_integers("SELECT coalesce(max(learned_from), 0) FROM frequent")
        return learned_from < min(LEARNED_FROM, self.held() // _GROWN) or self._last_number() > _LAST_SEGMENT

    def begin_anew(self, learned_from: int, frequent: Frequent) -> None:
        """Take everything out, and keep what was learned from some texts to be frequent in those that will be put."""
        with self.transaction():
            for table in ("articles", "segments", "blocks", "words", "frequent"):
                self.connection.execute(f"DELETE FROM {table}")
            if self._last_number() > _LAST_SEGMENT:
                self.connection.execute("DELETE FROM sqlite_sequence")
            self.connection.execute(
                "INSERT INTO frequent VALUES (?, ?, ?, ?)",
                (learned_from, frequent.pairs, frequent.threes, frequent.fours),
            )

    def segments(self) -> list[SegmentEntry]:
        """Return the segments."""
        found = self._ask_integers("SELECT number, documents, held, size, newest, oldest FROM segments")
        entries = {values[0]: SegmentEntry(*values) for values in found}
        if len(entries) < len(found) or not all(map(_is_possible, entries.values())):
            raise self.damaged()
        return list(entries.values())

    def articles_of(self, number: int) -> dict[int, Indexed]:
        """Return the documents of a segment that are still articles."""
        return dict(self._articles(number, (1 << DOCUMENTS) - 1, (_NEWEST, _OLDEST)))

    def segment(self, number: int) -> Segment:
        """Return what is written of the documents of a segment."""
        first = number << TERM_BITS
        sql = "SELECT first, block FROM blocks WHERE first BETWEEN ? AND ?"
        blocks = [(key - first, block) for key, block in self.ask(sql, first, first + (1 << TERM_BITS) - 1)]
        words = self.ask("SELECT field, word, postings FROM words WHERE segment = ?", number)
        return Segment(blocks, [(field, word, postings) for field, word, postings in words])

    def drop(self, number: int) -> None:
        """Take a segment out, with all that it holds."""
        with self.transaction():
            for table, column, bits in (
                ("segments", "number", 0),
                ("articles", "place", DOCUMENT_BITS),
                ("blocks", "first", TERM_BITS),
                ("words", "segment", 0),
            ):
                ends = (number << bits, (number + 1 << bits) - 1)
                self.connection.execute(f"DELETE FROM {table} WHERE {column} BETWEEN ? AND ?", ends)

    def damaged(self) -> DamagedError:
        """Return what is said of an index whose postings cannot be read."""
        return DamagedError(f"{self.path}: the postings are not readable", self.path)

    def _find_in(self, segment: SegmentEntry, expression: Expression, ages: tuple[int, int]) -> Iterator[Indexed]:
        found = evaluate(expression, _SegmentReader(self, segment))
        yield from (article for _, article in self._articles(segment.number, found, ages))

    def _articles(self, number: int, documents: int, ages: tuple[int, int]) -> Iterator[tuple[int, Indexed]]:
        """Yield those documents of a segment that are bits of a number, as far as they are still articles."""
        sql = (
            "SELECT place, age, row, fingerprint FROM articles "
            "WHERE place BETWEEN ?1 AND ?2 AND ?3 >> (place - ?1) & 1 AND age BETWEEN ?4 AND ?5"
        )
        segment = number << DOCUMENT_BITS
        for place in range(segment, segment + DOCUMENTS, _WINDOW):
            if window := documents >> (place - segment) & (1 << _WINDOW) - 1:
                for each, *article in self._ask_integers(sql, place, place + _WINDOW - 1, window, *ages):
                    if not place <= each < place + _WINDOW:
                        raise self.damaged()
                    age, row, fingerprint = article
                    yield each - segment, Indexed(age, RowId(row), fingerprint)

    def _last_number(self) -> int:
        """Return the number that was given to a segment last."""
        found = self._ask_integers("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'segments'")
        return found[0][0]

    def _ask_integers(self, sql: str, *values: object) -> list[tuple[int, ...]]:
        """Return the rows that a statement yields; raises DamagedError if one holds anything but integers.

        SQLite reads whatever stands in a column, and a flipped bit makes text of a number.
        """
        found = self.ask(sql, *values)
        if {type(value) for row in found for value in row} - {int}:
            raise self.damaged()
        return found


def _is_possible(segment: SegmentEntry) -> bool:
    return 0 < segment.number <= _LAST_NUMBER and 0 <= segment.held <= segment.documents <= DOCUMENTS


class _SegmentReader:
    """The postings of one segment."""

    def __init__(self, index: TextIndex, segment: SegmentEntry) -> None:
        self._index = index
        self._number = segment.number
        self.everything = (1 << segment.documents) - 1

    def term(self, term: int) -> int:
        """Return which documents have a term."""
        first = self._number << TERM_BITS
        sql = "SELECT block FROM blocks WHERE first BETWEEN ? AND ? ORDER BY first DESC LIMIT 1"
        return self._read(look_up_in_block(block, term) for (block,) in self._index.ask(sql, first, first | term))

    def word(self, field: int, word: str) -> int:
        """Return which documents have a word."""
        sql = "SELECT postings FROM words WHERE segment = ? AND field = ? AND word = ?"
        return self._read(postings for (postings,) in self._index.ask(sql, self._number, field, word))

    def words(self, field: int, beginning: str) -> int:
        """Return which documents have a word that begins in some way."""
        sql = "SELECT postings FROM words WHERE segment = ? AND field = ? AND word BETWEEN ? AND ?"
        found = self._index.ask(sql, self._number, field, beginning, beginning + _LAST_CHARACTER)
        return self._read(postings for (postings,) in found)

    def _read(self, written: Iterable[bytes]) -> int:
        found = 0
        try:
            for postings in written:
                found |= read_postings(postings)
        except (IndexError, TypeError, ValueError) as error:
            raise self._index.damaged() from error
        return found


class NoTextIndex(TextIndex):
    """An empty text index in memory: what there is where no file can be kept."""

    def __init__(self) -> None:
        super().__init__(_MEMORY)

    def is_there(self) -> bool:
        """Return that it is: no other can take its place."""
        return True

    def _open(self) -> sqlite3.Connection:
        return open_tables(_MEMORY, self._tables)
