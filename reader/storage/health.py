"""What the files of state and index are like, found out without changing anything in them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.domain.errors import StorageError
from reader.storage.backups import backups_of
from reader.storage.database import BUSY_SECONDS, DamagedError, VersionError, check, version_of, wrapped
from reader.storage.index_schema import VERSION
from reader.storage.state_schema import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SQLITE_VERSION = sqlite3.sqlite_version
"""The version of SQLite."""
_STATE = (
    "SELECT sum(read), sum(starred), count(block), "
    "EXISTS (SELECT 1 FROM facts WHERE scope = 'state' AND key = 'identity') FROM readings"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StateHealth:
    """A reading state, or a backup of one: whether it can be used, and of how many articles it knows what."""

    file: Path
    there: bool = True
    fault: str | None = None
    """Why it cannot be used, in a few words; None if it can."""
    read: int = 0
    starred: int = 0
    places: int = 0
    """Articles whose reader stopped somewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexHealth:
    """An index: whether it can be used, and what it lists."""

    file: Path
    there: bool = True
    fault: str | None = None
    """Why it cannot be used, in a few words; None if it can."""
    outdated: bool = False
    """Whether another version of the program has made it, so that the next start makes it anew."""
    articles: int = 0
    unread: int = 0
    starred: int = 0


def examine_state(file: Path) -> StateHealth:
    """Return what a reading state is like."""
    if not os.access(file, os.F_OK):
        return StateHealth(file=file, there=False)
    try:
        with _looked_into(file) as (connection, version):
            if version > len(MIGRATIONS):
                raise VersionError(f"{file}: written by a newer version of Broadsheet")
            if connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
                # Without a backup it is one that was just begun.
                return StateHealth(file=file, fault="empty" if backups_of(file) else None)
            read, starred, places, identified = connection.execute(_STATE).fetchone()
            if not identified:
                raise DamagedError(f"{file}: its identity is gone", file)
            return StateHealth(file=file, read=read or 0, starred=starred or 0, places=places)
    except StorageError as error:
        return StateHealth(file=file, fault=_reason(error, file))


def examine_index(file: Path) -> IndexHealth:
    """Return what an index is like."""
    if not os.access(file, os.F_OK):
        return IndexHealth(file=file, there=False)
    try:
        with _looked_into(file) as (connection, version):
            if version != VERSION:
                return IndexHealth(file=file, outdated=True)
            sql = "SELECT count(*), sum(unread), sum(starred) FROM marks"
            articles, unread, starred = connection.execute(sql).fetchone()
            return IndexHealth(file=file, articles=articles, unread=unread or 0, starred=starred or 0)
    except StorageError as error:
        return IndexHealth(file=file, fault=_reason(error, file))


def flawed_paths(index: Path) -> list[str]:
    """Return the paths of the articles that an index counts problems of; raises StorageError."""
    with _looked_into(index) as (connection, _):
        rows = connection.execute("SELECT path FROM articles WHERE problems ORDER BY path").fetchall()
    return [os.fsdecode(path) for (path,) in rows]


@contextmanager
def _looked_into(file: Path) -> Iterator[tuple[sqlite3.Connection, int]]:
    """Open a database whose pages fit together, and give its version with it; raises StorageError."""
    # Opened for reading only, SQLite would leave its two other files beside it.
    address = f"{file.absolute().as_uri()}?mode=rw"
    with wrapped(file), closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA query_only = ON")
        check(connection, file)
        yield connection, version_of(connection, file)


def _reason(error: StorageError, file: Path) -> str:
    return str(error).removeprefix(f"{file}: ")
