"""A database that costs only time: made anew where it is damaged or of another version, and followed if replaced."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.domain.errors import StorageError
from reader.storage.database import (
    BrokenError,
    DamagedError,
    VersionError,
    identity_of,
    one_at_a_time,
    open_database,
    remove_database,
    run_script,
    transaction,
    version_of,
    wrapped,
)

if TYPE_CHECKING:
    import sqlite3
    from contextlib import AbstractContextManager
    from pathlib import Path

DataVersion = tuple[int, int]
"""What changes when another connection changes a database, or when another database takes its place."""

_USELESS = (BrokenError, DamagedError, VersionError)
"""What is said of a file that is to be made anew."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What a disposable database holds."""

    schema: str
    """The script that makes the tables of a new file."""
    version: int
    """What a file with these tables has as its version: any other is made anew."""
    connected: str = ""
    """The script that each connection runs once, such as for its temporary tables."""


class DisposableDatabase:
    """The connection to a database that can be deleted at any time; it belongs to the thread that made it."""

    def __init__(self, path: Path, tables: Tables) -> None:
        self.path = path
        self.renewals = 0
        """How many times another file was taken."""
        self._tables = tables
        self.connection = self._open()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def version(self) -> DataVersion:
        """Return what tells whether another connection has changed the database, or another file was taken."""
        ((version,),) = self.ask("PRAGMA data_version")
        return self.renewals, version

    def is_there(self) -> bool:
        """Return whether the file is still where it was opened."""
        return identity_of(self.path) == self._identity

    def follow(self) -> None:
        """Take the file that is there now, or an empty one, if it is not the one that is open."""
        if not self.is_there():
            self._take(self._open())

    def make_anew(self) -> None:
        """Take an empty file in the place of this one, which is damaged, unless another process has put one there."""
        with one_at_a_time(self.path):
            if self.is_there():
                remove_database(self.path)
            self._take(self._open_or_make_anew())

    def ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows that a question yields."""
        with wrapped(self.path):
            return self.connection.execute(sql, values).fetchall()

    def ask_one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        """Return the first row that a question yields, None if there is none."""
        rows = self.ask(sql, *values)
        return rows[0] if rows else None

    def transaction(self) -> AbstractContextManager[None]:
        """Make all changes within it together, or none; raises StorageError."""
        return transaction(self.connection, self.path)

    def _take(self, connection: sqlite3.Connection) -> None:
        before, self.connection = self.connection, connection
        self.renewals += 1
        before.close()

    def _open(self) -> sqlite3.Connection:
        if identity_of(self.path) is not None:
            with suppress(*_USELESS):
                return self._open_what_is_there()
        with one_at_a_time(self.path):
            return self._open_or_make_anew()

    def _open_or_make_anew(self) -> sqlite3.Connection:
        try:
            return self._open_what_is_there()
        except _USELESS:
            remove_database(self.path)
            return self._open_what_is_there()

    def _open_what_is_there(self) -> sqlite3.Connection:
        # Asked before it is opened: what takes its place meanwhile is noticed then.
        identity = identity_of(self.path)
        connection = open_tables(self.path, self._tables)
        self._identity = identity or identity_of(self.path)
        return connection


def open_tables(file: Path, tables: Tables) -> sqlite3.Connection:
    """Return a connection to a database with `tables`, made if need be; raises VersionError if it has others."""
    connection = open_database(file, durable=False)
    try:
        if version_of(connection, file) != tables.version:
            with transaction(connection, file):
                _make(connection, file, tables)
        with wrapped(file):
            run_script(connection, tables.connected)
    except StorageError:
        connection.close()
        raise
    return connection


def _make(connection: sqlite3.Connection, file: Path, tables: Tables) -> None:
    # Asked again: another process may have made them meanwhile.
    version = version_of(connection, file)
    if version == 0:
        run_script(connection, tables.schema)
        connection.execute(f"PRAGMA user_version = {tables.version}")
    elif version != tables.version:
        raise VersionError(f"{file}: made by another version")
