"""Opens and leaves the file of a reading state: whole, writable and up to date, or not at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from reader.domain.errors import StorageError
from reader.storage.database import DamagedError, DeniedError, check, migrate, open_database, wrapped
from reader.storage.left_note import is_suspect, note_leaving, stamp_of
from reader.storage.state_schema import MIGRATIONS

if TYPE_CHECKING:
    from pathlib import Path


def may_be_replaced(file: Path) -> bool:
    """Return whether another process may be just putting another state in the place of this one."""
    return stamp_of(file) is None or is_suspect(file)


def open_state(file: Path) -> sqlite3.Connection:
    """Return a connection to a reading state, made if need be.

    Its parts are checked unless the file is as it was left: with 100,000 marks that takes 80 ms, too long for every
    start. Raises StorageError, of a kind that says what is wrong.
    """
    is_new, suspect = stamp_of(file) is None, is_suspect(file)
    connection = open_database(file, durable=True)
    # A damaged text is a wrong text, and not an error wherever it is read.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    try:
        if not os.access(file, os.W_OK):
            raise DeniedError(f"{file}: cannot be written")
        _check_kind(connection, file, is_new=is_new)
        if suspect:
            check(connection, file)
        migrate(connection, file, MIGRATIONS)
        if suspect:
            _check_content(connection, file)
    except StorageError:
        connection.close()
        raise
    return connection


def _check_kind(connection: sqlite3.Connection, file: Path, *, is_new: bool) -> None:
    """Raise DamagedError if a file is another program's, or if a state has become empty."""
    with wrapped(file):
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and not tables >= {"readings", "facts"}:
        raise DamagedError(f"{file}: not a reading state", file)
    if not tables and not is_new:
        from reader.storage.backups import backups_of  # a state is rarely empty

        # Without a backup, another instance may be just beginning it.
        if backups_of(file):
            raise DamagedError(f"{file}: empty", file)


def _check_content(connection: sqlite3.Connection, file: Path) -> None:
    """Raise DamagedError if the tables are not defined as in a new state, or if it has no identity."""
    tables = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name"
    identity = "SELECT count(*) FROM facts WHERE scope = 'state' AND key = 'identity'"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new, wrapped(file):
        migrate(new, file, MIGRATIONS)
        for query in (tables, identity):
            if connection.execute(query).fetchall() != new.execute(query).fetchall():
                raise DamagedError(f"{file}: not a reading state, or no longer one", file)


def close_state(connection: sqlite3.Connection, file: Path) -> None:
    """Close a connection, and note how the file is left."""
    connection.close()
    note_leaving(file)
