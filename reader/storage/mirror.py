"""The copy of the reading state in an index: which articles are unread, starred and begun."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.storage.database import wrapped

if TYPE_CHECKING:
    from reader.domain.reading_state import ReadingState
    from reader.storage.index_file import IndexFile
    from reader.storage.state import State

_UNREAD = "(c.unread AND a.size >= 0)"
"""Whether an article is unread now: what cannot be read is not."""


def marks_of(state: ReadingState) -> tuple[int, int, float, float]:
    """Return what an index keeps of a reading state: `unread`, `starred`, `begun` and `share`."""
    if not state.begun or state.place is None or state.place_time is None:
        return int(not state.read), int(state.starred), 0.0, 0.0
    return int(not state.read), int(state.starred), -state.place_time.timestamp(), state.place.share


class Mirror:
    """Copies marks into an index, and changes the counts of the categories in the same transaction.

    The state is the truth; the index notes which state it has copied, and up to which change.
    """

    def __init__(self, file: IndexFile) -> None:
        self._file = file

    def catch_up(self, state: State) -> bool:
        """Copy what has changed in the reading state, and return whether anything has.

        A state that was begun anew replaces all that was copied of the one before.
        """
        if self._copied(state) == state.sequence():
            return False
        with self._file.transaction():
            # Asked again: another instance may have copied meanwhile, and what it copied may be newer.
            copied = self._copied(state)
            if copied is None:
                self._forget()
            sequence = state.sequence()
            self._collect(state, copied or 0, sequence)
            self._copy()
            facts = (("state", state.identity), ("sequence", str(sequence)))
            self._file.connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts)
        return True

    def _copied(self, state: State) -> int | None:
        """Return the number of the last change that was copied, None if that was of another state."""
        with wrapped(self._file.path):
            facts: dict[str, str] = dict(self._file.connection.execute("SELECT key, value FROM facts").fetchall())
        sequence = facts.get("sequence", "")
        # A damaged number says no more than that of another state.
        return int(sequence) if facts.get("state") == state.identity and sequence.isdecimal() else None

    def _forget(self) -> None:
        """Take back all that was copied of another state."""
        self._find(
            "SELECT DISTINCT id, 1 AS unread, 0 AS starred, 0.0 AS begun, 0.0 AS share FROM listed "
            "WHERE starred OR begun OR NOT unread"
        )
        self._copy()

    def _collect(self, state: State, since: int, until: int) -> None:
        """Find the articles that have other marks since one change up to another."""
        alike = "SELECT value AS id, ? AS unread, ? AS starred, ? AS begun, ? AS share FROM json_each(?)"
        for reading, ids in state.changes_since(since, until):
            if reading is not None:
                self._find(alike, *marks_of(reading), ids)
                continue
            # What has changed again meanwhile is copied as it is now, and once more the next time.
            placed = state.readings(json.loads(ids))
            rows = ((article, *marks_of(one)) for article, one in placed.items())
            self._file.connection.execute("DELETE FROM changed")
            self._file.connection.executemany("INSERT INTO changed VALUES (?, ?, ?, ?, ?)", rows)
            self._find("SELECT * FROM changed")

    def _find(self, changed: str, *values: object) -> None:
        """Note the articles that have other marks than `changed` yields."""
        self._file.connection.execute(
            f"INSERT OR REPLACE INTO flips SELECT a.row, a.place, a.age, a.title, a.source, {_UNREAD}, "
            f"c.starred, c.begun, c.share, {_UNREAD} - a.unread FROM ({changed}) c CROSS JOIN listed a USING (id) "
            f"WHERE (a.unread, a.starred, a.begun) <> ({_UNREAD}, c.starred, c.begun)",
            values,
        )

    def _copy(self) -> None:
        """Copy the marks of the articles that were found."""
        execute = self._file.connection.execute
        execute(
            "UPDATE categories SET unread = unread + d.change FROM (SELECT m.category, sum(f.change) AS change "
            "FROM (SELECT place, sum(change) AS change FROM flips GROUP BY place) f CROSS JOIN members m USING (place) "
            "GROUP BY m.category) AS d WHERE number = d.category"
        )
        # They are all there. An UPDATE would look for them twice, and with FROM it would read the whole table.
        execute(
            "INSERT INTO placements SELECT m.category, f.age, f.title, f.row, f.source, f.unread, f.starred "
            "FROM flips f CROSS JOIN members m USING (place) WHERE m.own "
            "ON CONFLICT DO UPDATE SET (unread, starred) = (excluded.unread, excluded.starred)"
        )
        execute("INSERT OR REPLACE INTO marks SELECT row, unread, starred, begun, share FROM flips")
        execute("DELETE FROM flips")
