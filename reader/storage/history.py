"""The actions that can be undone: kept with the reading state, so that they outlive the program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.domain.history import Change
from reader.domain.reading_state import Mark

if TYPE_CHECKING:
    import sqlite3

KEPT = 1000
"""Actions of a library that can be undone; the oldest are forgotten."""


def record(connection: sqlite3.Connection, library: str, change: Change) -> None:
    """Remember an action; what was taken back before cannot be done again any more."""
    import zlib  # nothing is recorded before the first frame

    execute = connection.execute
    execute("DELETE FROM actions WHERE library = ? AND taken_back", (library,))
    # The paths of a hundred thousand articles are much alike.
    ids = zlib.compress(json.dumps(change.ids).encode(), level=1)
    row = (library, change.mark, change.value, ids)
    execute("INSERT INTO actions (library, mark, value, ids) VALUES (?, ?, ?, ?)", row)
    oldest = "SELECT number FROM actions WHERE library = ? ORDER BY number DESC LIMIT 1 OFFSET ?"
    execute(f"DELETE FROM actions WHERE library = ? AND number <= ({oldest})", (library, library, KEPT))


def take_back(connection: sqlite3.Connection, library: str) -> Change | None:
    """Note that the last action is taken back, and return it; None if there is none."""
    return _turn(connection, "SELECT max(number) FROM actions WHERE library = ? AND NOT taken_back", library)


def do_again(connection: sqlite3.Connection, library: str) -> Change | None:
    """Note that the last action that was taken back is done again, and return it; None if there is none."""
    return _turn(connection, "SELECT min(number) FROM actions WHERE library = ? AND taken_back", library)


def _turn(connection: sqlite3.Connection, which: str, library: str) -> Change | None:
    import zlib

    sql = f"UPDATE actions SET taken_back = NOT taken_back WHERE number = ({which}) RETURNING number, mark, value, ids"
    row: tuple[int, str, int, bytes] | None = connection.execute(sql, (library,)).fetchone()
    if row is None:
        return None
    number, mark, value, ids = row
    try:
        return Change(Mark(mark), bool(value), tuple(json.loads(zlib.decompress(ids))))
    except (ValueError, zlib.error):
        # It was damaged, and must not keep those before it from being undone.
        connection.execute("DELETE FROM actions WHERE number = ?", (number,))
    return _turn(connection, which, library)
