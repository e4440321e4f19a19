"""The actions that can be undone: kept with the reading state, so that they outlive the program."""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.domain.article_id import is_by_file
from reader.domain.history import Change
from reader.domain.reading_state import Mark
from reader.storage.database import json_arrays

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from reader.domain.article_id import ArticleId

KEPT = 1000
"""Actions of a library that can be undone; the oldest are forgotten."""


def record(connection: sqlite3.Connection, library: str, change: Change) -> None:
    """Remember an action; what was taken back before cannot be done again any more."""
    execute = connection.execute
    execute("DELETE FROM actions WHERE library = ? AND taken_back", (library,))
    row = (library, change.mark, change.value, _packed(change.ids))
    execute("INSERT INTO actions (library, mark, value, ids) VALUES (?, ?, ?, ?)", row)
    oldest = "SELECT number FROM actions WHERE library = ? ORDER BY number DESC LIMIT 1 OFFSET ?"
    execute(f"DELETE FROM actions WHERE library = ? AND number <= ({oldest})", (library, library, KEPT))


def take_back(connection: sqlite3.Connection, library: str) -> Change | None:
    """Note that the last action is taken back, and return it; None if there is none."""
    return _turn(connection, "SELECT max(number) FROM actions WHERE library = ? AND NOT taken_back", library)


def do_again(connection: sqlite3.Connection, library: str) -> Change | None:
    """Note that the last action that was taken back is done again, and return it; None if there is none."""
    return _turn(connection, "SELECT min(number) FROM actions WHERE library = ? AND taken_back", library)


def rename(connection: sqlite3.Connection, articles: Iterable[tuple[ArticleId, ArticleId]]) -> None:
    """Let the actions know the first of each two articles as the second, so that an undo finds it.

    What is known by something else than its file, other files may hold: it stays in the actions then.
    """
    names: dict[ArticleId, list[ArticleId]] = {}
    for old, new in articles:
        names.setdefault(old, [] if is_by_file(old) else [old]).append(new)
    for number, packed in connection.execute("SELECT number, ids FROM actions").fetchall():
        with suppress(ValueError, zlib.error):
            ids = _unpacked(packed)
            if not names.keys().isdisjoint(ids):
                renamed = dict.fromkeys(name for article in ids for name in names.get(article, [article]))
                connection.execute("UPDATE actions SET ids = ? WHERE number = ?", (_packed(list(renamed)), number))


def _turn(connection: sqlite3.Connection, which: str, library: str) -> Change | None:
    sql = f"UPDATE actions SET taken_back = NOT taken_back WHERE number = ({which}) RETURNING number, mark, value, ids"
    row: tuple[int, str, int, bytes] | None = connection.execute(sql, (library,)).fetchone()
    if row is None:
        return None
    number, mark, value, ids = row
    try:
        return Change(Mark(mark), bool(value), tuple(_unpacked(ids)))
    except (ValueError, zlib.error):
        # It was damaged, and must not keep those before it from being undone.
        connection.execute("DELETE FROM actions WHERE number = ?", (number,))
    return _turn(connection, which, library)


def _packed(ids: Sequence[ArticleId]) -> bytes:
    array = f"[{', '.join(some[1:-1] for some in json_arrays(ids))}]"
    # The paths of a hundred thousand articles are much alike.
    return zlib.compress(array.encode(), level=1)


def _unpacked(packed: bytes) -> list[ArticleId]:
    """Return the ids of an action; raises ValueError or zlib.error if they are damaged."""
    ids: list[ArticleId] = json.loads(zlib.decompress(packed))
    return ids
