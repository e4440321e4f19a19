"""The file of an index, opened: what is damaged or gone in it costs time and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.domain.errors import StorageError
from reader.storage.database import (
    BrokenError,
    DamagedError,
    VersionError,
    check,
    identity_of,
    open_database,
    remove_database,
    run_script,
    transaction,
    version_of,
    wrapped,
)
from reader.storage.index_schema import SCHEMA, TEMPORARY, VERSION

if TYPE_CHECKING:
    import sqlite3

_CACHE = 1024
"""KiB of the database to keep in memory: the system keeps it anyway, and lists read little of it again."""
_MEMORY = Path(":memory:")

IndexVersion = tuple[int, int]
"""What changes when another connection changes the index, or when another index takes its place."""


class IndexFile:
    """The connection to an index, made anew where the file is damaged; it belongs to the thread that made it.

    One that `mends` goes on with an empty index where damage is found later, as a list on the screen has to; any other
    raises DamagedError then.
    """

    def __init__(self, path: Path, *, mends: bool = False) -> None:
        self.path = path
        self.renewals = 0
        """How many times another file was taken."""
        self._mends = mends
        self._open()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def version(self) -> IndexVersion:
        """Return what tells whether another connection has changed the index."""
        (version,) = self.ask_one("PRAGMA data_version") or (0,)
        return self.renewals, version

    def is_there(self) -> bool:
        """Return whether the file is still where it was opened: a cache may be deleted at any time."""
        return identity_of(self.path) == self._identity

    def renew(self) -> None:
        """Take the file that is there now, or an empty one."""
        before = self.connection
        self._open()
        self.renewals += 1
        before.close()

    def mend(self, error: DamagedError) -> None:
        """Take an empty file in the place of this one, which is damaged; raises `error` if that is not wanted here."""
        if not self._mends or error.file != self.path:
            raise error
        try:
            if self.is_there():
                remove_database(self.path)
            self.renew()
        except (OSError, StorageError):
            # Nothing is listed then, and the next scan says why.
            self.connection = _open(_MEMORY)
            self.renewals += 1

    def check(self) -> None:
        """Raise DamagedError if the parts of the file do not fit together."""
        check(self.connection, self.path)

    def ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows that a question yields."""
        try:
            with wrapped(self.path):
                return self.connection.execute(sql, values).fetchall()
        except DamagedError as error:
            self.mend(error)
            with wrapped(self.path):
                return self.connection.execute(sql, values).fetchall()

    def ask_one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        """Return the first row that a question yields, None if there is none."""
        rows = self.ask(sql, *values)
        return rows[0] if rows else None

    def _open(self) -> None:
        try:
            self.connection = _open(self.path)
        except (BrokenError, DamagedError, VersionError):
            remove_database(self.path)
            self.connection = _open(self.path)
        self._identity = identity_of(self.path)


def _open(file: Path) -> sqlite3.Connection:
    """Return a connection to an index; raises VersionError if the one that is there has other tables."""
    connection = open_database(file, durable=False)
    try:
        if version_of(connection, file) != VERSION:
            with transaction(connection, file):
                _make_tables(connection, file)
        with wrapped(file):
            connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            run_script(connection, TEMPORARY)
    except StorageError:
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection, file: Path) -> None:
    version = version_of(connection, file)
    if version == 0:
        run_script(connection, SCHEMA)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    elif version != VERSION:
        raise VersionError(f"{file}: an index of another version")
