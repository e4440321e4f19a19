"""Opens SQLite files: one way of setting them up, of bringing their schema up to date, and of saying what failed."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.domain.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BUSY_SECONDS = 10.0
"""How long a connection waits for another process to finish its write."""


class OutdatedReaderError(StorageError):
    """A database that a newer version of the program has written."""


class DamagedError(StorageError):
    """A file that is no database, or no longer one."""


def open_database(file: Path, *, migrations: Sequence[str], durable: bool) -> sqlite3.Connection:
    """Return a connection to `file`, made if need be, with its schema brought up to date.

    `migrations` are scripts, the first for version 1. What is `durable` survives a power cut once it is committed, what
    is not survives the end of the program. Raises StorageError.
    """
    with wrapped(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        with wrapped(file):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            _migrate(connection, file, migrations)
    except StorageError:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, file: Path, migrations: Sequence[str]) -> None:
    if _version(connection) == len(migrations):
        return
    with transaction(connection, file):
        version = _version(connection)
        if version > len(migrations):
            raise OutdatedReaderError(f"{file}: written by a newer version of Broadsheet; install that version")
        for script in migrations[version:]:
            for statement in script.split(";\n"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


@contextmanager
def transaction(connection: sqlite3.Connection, file: Path) -> Iterator[None]:
    """Make all changes within it together, or none; raises StorageError."""
    with wrapped(file):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


@contextmanager
def wrapped(file: Path) -> Iterator[None]:
    """Turn what SQLite and the system say of `file` into one line for the user."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError | sqlite3.InternalError):
            raise
        damaged = error.sqlite_errorcode in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
        raise (DamagedError if damaged else StorageError)(f"{file}: {error}") from error
    except OSError as error:
        raise StorageError(f"{file}: {error.strerror}") from error
