"""Copies of the reading state, one of a day: made while the program runs, and kept for a week of use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

from reader.domain.errors import StorageError
from reader.storage.database import check, wrapped

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

KEPT = 7
"""Backups that stay; the oldest go."""


def backups_of(file: Path) -> list[Path]:
    """Return the backups of a state, the newest first."""
    return sorted(_folder(file).glob(f"{file.stem}-????-??-??{file.suffix}"), reverse=True)


def back_up(connection: sqlite3.Connection, file: Path) -> Path | None:
    """Make the backup of today and return it, or None if there is one already.

    It counts only once it has been opened and checked. Raises DamagedError if it is not whole, and StorageError.
    """
    backup = _folder(file) / f"{file.stem}-{today()}{file.suffix}"
    if backup.exists():
        return None
    # Two instances may find at once that there is none.
    unfinished = backup.with_name(f"{backup.name}.{os.getpid()}.unfinished")
    try:
        backup.parent.mkdir(exist_ok=True)
        try:
            _copy(connection, unfinished, backup)
            unfinished.replace(backup)
        finally:
            unfinished.unlink(missing_ok=True)
        # What a process that was killed did not finish stays where it is until the next day.
        unfinished_before = (
            left for left in backup.parent.glob(f"{file.stem}-*.unfinished*") if not left.name.startswith(backup.name)
        )
        for old in (*backups_of(file)[KEPT:], *unfinished_before):
            old.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"{backup}: the backup cannot be made ({error.strerror})") from error
    return backup


def today() -> date:
    """Return the day that it is for the user."""
    return datetime.now().astimezone().date()


def _copy(connection: sqlite3.Connection, unfinished: Path, backup: Path) -> None:
    """Copy a state to a file that is not finished yet; what is said of it is said of what it becomes."""
    with wrapped(backup):
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            connection.backup(copy)
            # In one file alone: what reads it need not write beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            check(copy, backup)


def _folder(file: Path) -> Path:
    return file.parent / "backups"
