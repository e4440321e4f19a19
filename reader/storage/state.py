"""The reading state: what is read, starred and where you stopped; durable, and the user's own."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import chain
from typing import TYPE_CHECKING

from reader.domain.article_id import ArticleId, is_by_file
from reader.domain.field_change import Field
from reader.domain.history import Change
from reader.domain.reading_state import UNTOUCHED, Place, ReadingState
from reader.storage import history
from reader.storage.database import (
    AN_ARRAY,
    DamagedError,
    DeniedError,
    VersionError,
    one_at_a_time,
    transaction,
    value_lists,
    wrapped,
)
from reader.storage.field_changes import bring_over, field_changes, forget, merge, moment_of, set_field, with_mark
from reader.storage.left_note import distrust
from reader.storage.state_file import close_state, may_be_replaced, open_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.domain.field_change import FieldChange
    from reader.domain.reading_state import Mark

_COLUMNS = "id, read, starred, block, offset, share, around, place_time"

_WITHOUT_PLACE = (
    (UNTOUCHED, ReadingState(read=True)),
    (ReadingState(starred=True), ReadingState(read=True, starred=True)),
)
"""By starred, then read: a hundred thousand articles that were only marked share these."""

_Row = tuple[str, int, int, int | None, int, float, str, int]


class State:
    """The database of the reading state; a connection belongs to the thread that made it.

    What a method has changed when it returns survives a crash and a power cut. Every change has a sequence number
    larger than all before it. Methods raise StorageError if the change could not be kept.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.mishap: str | None = None
        """What happened to the file, in one line for the user; None if all is well."""
        with one_at_a_time(file) if may_be_replaced(file) else nullcontext():
            try:
                self._connection = open_state(file)
            except (DamagedError, VersionError, DeniedError) as error:
                from reader.storage.recovery import replace_state  # a start without mishaps does without

                self.mishap = replace_state(file, error)
                self._connection = open_state(file)
        self.identity = self.recall("state", "identity") or ""
        """What tells this state from one that was begun anew, or restored, in its place."""

    def close(self) -> None:
        """Close the file."""
        close_state(self._connection, self._file)

    def reading(self, article: ArticleId) -> ReadingState:
        """Return what is known of the reading of one article."""
        return self.readings([article]).get(article, UNTOUCHED)

    def readings(self, articles: Iterable[ArticleId]) -> dict[ArticleId, ReadingState]:
        """Return what is known of some articles; those never opened are left out."""
        found: dict[ArticleId, ReadingState] = {}
        with wrapped(self._file):
            if not self._connection.execute("SELECT EXISTS (SELECT 1 FROM readings)").fetchone()[0]:
                return found  # a first start asks for all articles of the library
            for marks, some in value_lists(articles):
                rows = self._connection.execute(f"SELECT {_COLUMNS} FROM readings WHERE id IN {marks}", some)
                found.update(_reading(row) for row in rows)
        return found

    def mark(self, mark: Mark, value: bool, articles: Iterable[ArticleId], library: str) -> Change | None:
        """Set a mark on some articles, or take it away, as an action in a library that can be undone.

        Returns what has changed, None if nothing has.
        """
        wanted = dict.fromkeys(articles)
        with transaction(self._connection, self._file):
            marked = with_mark(self._connection, Field(mark), wanted)
            changed = tuple(article for article in wanted if (article in marked) is not value)
            if not changed:
                return None
            change = Change(mark, value, changed)
            set_field(self._connection, Field(mark), value, changed)
            history.record(self._connection, library, change)
        return change

    def undo(self, library: str) -> Change | None:
        """Take the last action in a library back and return it, None if there is none."""
        with transaction(self._connection, self._file):
            change = history.take_back(self._connection, library)
            if change is not None:
                set_field(self._connection, Field(change.mark), not change.value, change.ids)
        return change

    def redo(self, library: str) -> Change | None:
        """Do the last action in a library that was taken back again and return it, None if there is none."""
        with transaction(self._connection, self._file):
            change = history.do_again(self._connection, library)
            if change is not None:
                set_field(self._connection, Field(change.mark), change.value, change.ids)
        return change

    def set_mark(self, mark: Mark, value: bool, articles: Iterable[ArticleId]) -> None:
        """Set a mark on some articles, or take it away, in one transaction; no action, so not undone."""
        with transaction(self._connection, self._file):
            set_field(self._connection, Field(mark), value, articles)

    def move(self, articles: Iterable[tuple[ArticleId, ArticleId]]) -> None:
        """Let what is known of the first of each two articles be known of the second; of each field the latest wins.

        What is known by something else than its file, other files may hold: of the first, it stays known then.
        """
        wanted = [(old, new) for old, new in articles if old != new]
        known = self.readings(old for old, _ in wanted)
        pairs = [(old, new) for old, new in wanted if old in known]
        if not pairs:
            return
        with transaction(self._connection, self._file):
            bring_over(self._connection, pairs)
            forget(self._connection, (old for old, _ in pairs if is_by_file(old)))
            history.rename(self._connection, pairs)

    def keep_place(self, article: ArticleId, place: Place) -> None:
        """Keep where the reader of an article has stopped."""
        with transaction(self._connection, self._file):
            set_field(self._connection, Field.PLACE, place, [article])

    def field_changes(self) -> Iterator[FieldChange]:
        """Yield the last change of every field that was ever changed, with its time and its machine."""
        with wrapped(self._file):
            yield from field_changes(self._connection)

    def merge(self, changes: Iterable[FieldChange]) -> int:
        """Take what is later than what is known, field by field, in one transaction; return how many changes that are.

        States that have merged the same changes are the same, in whatever order and however often they came.
        """
        with transaction(self._connection, self._file):
            return merge(self._connection, changes)

    def back_up(self) -> None:
        """Make the backup of today, if there is none; raises StorageError, DamagedError if the state is not whole."""
        from reader.storage.backups import back_up  # once a day

        try:
            back_up(self._connection, self._file)
        except DamagedError as error:
            distrust(self._file)
            message = f"{self._file}: damaged; leave and start again, and the newest backup is restored"
            raise DamagedError(message, self._file) from error

    def sequence(self) -> int:
        """Return the number of the last change."""
        with wrapped(self._file):
            number: int = self._connection.execute("SELECT coalesce(max(sequence), 0) FROM readings").fetchone()[0]
        return number

    def changes_since(self, sequence: int, until: int) -> Iterator[tuple[ReadingState | None, str]]:
        """Yield the articles that have changed after one change up to another: their state, and a JSON array of ids.

        They come some thousand at a time; those with a place together, without a state.
        """
        kinds = (*chain(*_WITHOUT_PLACE), None)
        arrays = ", ".join(f"json_group_array(id) FILTER (WHERE {_condition(kind)})" for kind in kinds)
        # What was merged may be known by a name with U+0000, where `json_each` ends it; no article is.
        sql = (
            f"SELECT max(sequence), {arrays} FROM (SELECT id, read, starred, block, sequence FROM readings "
            "WHERE sequence > ? AND sequence <= ? AND NOT instr(id, char(0)) ORDER BY sequence LIMIT ?)"
        )
        last: int | None = sequence
        while last is not None and last < until:
            with wrapped(self._file):
                last, *found = self._connection.execute(sql, (last, until, AN_ARRAY)).fetchone()
            yield from ((kind, ids) for kind, ids in zip(kinds, found, strict=True) if ids != "[]")

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
    article, read, starred, block, offset, share, around, since = row
    if block is None:
        return ArticleId(article), _WITHOUT_PLACE[bool(starred)][bool(read)]
    place = Place(block, offset, share, around)
    return ArticleId(article), ReadingState(bool(read), bool(starred), place, moment_of(since))


def _condition(reading: ReadingState | None) -> str:
    """Return the condition on articles of this state, without a place; None for all that have one."""
    if reading is None:
        return "block IS NOT NULL"
    read, starred = ("" if is_set else "NOT " for is_set in (reading.read, reading.starred))
    return f"block IS NULL AND {read}read AND {starred}starred"
