"""Opens SQLite files: one way of setting them up, of bringing their schema up to date, and of saying what failed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from reader.domain.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_Value = TypeVar("_Value")

BUSY_SECONDS = 5.0
"""How long a connection waits for another process to finish its write."""
_AT_ONCE = 500
AN_ARRAY = 5000
"""How many texts go in one piece: half a megabyte, so that memory does not grow, nor another thread stand still."""
_PRIMARY_CODE = 0xFF
"""The part of an error code of SQLite that says the kind of error."""


class VersionError(StorageError):
    """A database that another version of the program has written."""


class DamagedError(StorageError):
    """A file that is no database, or no longer one."""

    def __init__(self, message: str, file: Path) -> None:
        super().__init__(message)
        self.file = file


class BrokenError(StorageError):
    """A file of which a part cannot be read or written, or one whose companions belong to another."""


class DeniedError(StorageError):
    """A file that the system does not let the program use, or something else in its place."""


_DAMAGE = {
    *(sqlite3.SQLITE_ERROR, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT),
    *(sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH),
}
"""The first of these means tables that are not those that this program has made, the last two a table or an index that
holds what others have lost: this program writes nothing that its tables refuse."""
_DENIAL = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}


def open_database(file: Path, *, durable: bool) -> sqlite3.Connection:
    """Return a connection to `file`, made if need be; it belongs to the thread that opens it.

    What is `durable` survives a power cut once it is committed, what is not survives the end of the program. Raises
    StorageError.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{file.parent}: {error.strerror}") from error
    with wrapped(file):
        connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        with wrapped(file):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    except StorageError:
        connection.close()
        raise
    return connection


def migrate(connection: sqlite3.Connection, file: Path, migrations: Sequence[str]) -> None:
    """Bring the tables up to date: `migrations` are scripts, the first makes version 1. Raises StorageError."""
    if version_of(connection, file) == len(migrations):
        return
    with transaction(connection, file):
        version = version_of(connection, file)
        if version > len(migrations):
            raise VersionError(f"{file}: written by a newer version of Broadsheet; install that version")
        for script in migrations[version:]:
            run_script(connection, script)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run the statements of `script`, one at the end of each line that ends in a semicolon, in the open transaction."""
    for statement in script.split(";\n"):
        connection.execute(statement)


def check(connection: sqlite3.Connection, file: Path) -> None:
    """Raise DamagedError if the parts of a database do not fit together; takes 80 ms for 20 MB."""
    with wrapped(file):
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise DamagedError(_line(file, found), file)


def version_of(connection: sqlite3.Connection, file: Path) -> int:
    """Return the version of the tables, 0 for a new file."""
    with wrapped(file):
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def identity_of(file: Path) -> tuple[int, int] | None:
    """Return what tells a file from one that takes its place, None if there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def value_lists(values: Iterable[_Value]) -> Iterator[tuple[str, list[_Value]]]:
    """Yield values in lists of a few hundred, each after what stands for it in SQL behind `IN`.

    SQLite bounds the number of its parameters.
    """
    rest = iter(values)
    while some := list(islice(rest, _AT_ONCE)):
        yield f"({','.join('?' * len(some))})", some


def json_arrays(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts in arrays of some thousand, of which `json_each` makes rows: to bind each takes twice as long.

    None of them may hold U+0000, where SQLite ends a text in JSON.
    """
    rest = iter(texts)
    while some := list(islice(rest, AN_ARRAY)):
        yield json.dumps(some, ensure_ascii=False)


@contextmanager
def only_one(file: Path, *, seconds: float = 0) -> Iterator[bool]:
    """Hold what one process at a time can hold, which ends with the process; says whether it is held.

    It is waited for some seconds. Raises StorageError if no process can hold it.
    """
    with wrapped(file):
        connection = sqlite3.connect(file, timeout=seconds, isolation_level=None)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY:
                raise  # such as on a full disk
            yield False
        else:
            yield True
        finally:
            connection.close()


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Let one process at a time put another database in the place of `file`; who waits too long, or cannot, goes on."""
    with ExitStack() as turn:
        with suppress(StorageError):
            turn.enter_context(only_one(file.with_name(f"{file.name}-lock"), seconds=BUSY_SECONDS))
        yield


def remove_database(file: Path) -> None:
    """Delete a database with the files beside it; raises StorageError."""
    try:
        for tail in ("", "-wal", "-shm"):
            file.with_name(file.name + tail).unlink(missing_ok=True)
    except OSError as error:
        raise DeniedError(f"{file}: cannot be removed ({error.strerror})") from error


@contextmanager
def transaction(connection: sqlite3.Connection, file: Path) -> Iterator[None]:
    """Make all changes within it together, or none; within another one they are a part of that. Raises StorageError."""
    with wrapped(file):
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # A full disk makes SQLite roll back by itself.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def wrapped(file: Path) -> Iterator[None]:
    """Turn what SQLite says of `file` into one line for the user."""
    try:
        yield
    except UnicodeDecodeError as error:
        # The message of the error quotes what is damaged.
        raise DamagedError(f"{file}: the tables are not readable", file) from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.ProgrammingError | sqlite3.InternalError):
            raise
        # Text that is no UTF-8 is found by Python and not by SQLite, so it has no code.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & _PRIMARY_CODE
        if code in _DAMAGE:
            raise DamagedError(_line(file, error), file) from error
        kind = DeniedError if code in _DENIAL else BrokenError if code == sqlite3.SQLITE_IOERR else StorageError
        raise kind(_line(file, error)) from error


def _line(file: Path, said: object) -> str:
    """Return what SQLite says of `file`, which may be several lines, in one."""
    return f"{file}: {' '.join(str(said).split())}"
