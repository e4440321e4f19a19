"""Puts a reading state that cannot be used aside, and the newest good copy of it in its place."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from reader.domain.errors import StorageError
from reader.storage.backups import backups_of
from reader.storage.database import DamagedError, VersionError, transaction
from reader.storage.state_file import open_state

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_TAILS = ("-wal", "-shm")
"""The ends of the names of the files that SQLite has beside an open one."""
_NEW_IDENTITY = "UPDATE facts SET value = lower(hex(randomblob(16))) WHERE scope = 'state' AND key = 'identity'"


def replace_state(file: Path, error: StorageError) -> str:
    """Move a state that `error` was said of away, and return in one line what is in its place now.

    Raises StorageError if it cannot be moved.
    """
    kind, reason = "unusable", "cannot be opened for writing"
    if isinstance(error, DamagedError):
        kind, reason = "damaged", "was damaged"
    elif isinstance(error, VersionError):
        kind, reason = "newer", "was written by a newer version"
    restored = file.with_name(f"{file.name}.{os.getpid()}.restored")
    source = copy_state(file, restored) if kind == "unusable" else _copy_first(backups_of(file), restored)
    with suppress(StorageError):
        open_state(file).close()
        _remove(restored)
        return f"The reading state {reason}; another window has put it right."
    aside = _put_aside(file, kind)
    if source is None:
        return f"The reading state {reason}; it is kept as {aside}, and a new one is begun."
    try:
        restored.replace(file)
    except OSError as failure:
        raise StorageError(f"{restored}: cannot be renamed to {file.name} ({failure.strerror})") from failure
    what = "a copy" if source == file else f"the backup {source.name}"
    return f"The reading state {reason}; it is kept as {aside}, and {what} is in its place."


def copy_state(file: Path, target: Path) -> Path | None:
    """Copy a state, or else the newest good backup of it, and return which file that was; None if there is none."""
    return _copy_first([file, *backups_of(file)], target)


def _copy_first(sources: Iterable[Path], target: Path) -> Path | None:
    """Copy the first good one of `sources` and return it."""
    for source in sources:
        _remove(target)
        with suppress(OSError, StorageError):
            for tail in ("", "-wal"):
                if tail == "" or _beside(source, tail).exists():
                    shutil.copyfile(_beside(source, tail), _beside(target, tail))
            connection = open_state(target)
            try:
                with transaction(connection, target):
                    # Whoever has copied marks from the old state must see that this is another.
                    connection.execute(_NEW_IDENTITY)
            finally:
                connection.close()
            return source
    _remove(target)
    return None


def _put_aside(file: Path, kind: str) -> Path:
    """Give a file a dated name beside it, and return that name."""
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S-%f")
    aside = file.with_name(f"{file.stem}-{kind}-{stamp}{file.suffix}")
    try:
        file.rename(aside)
        for tail in _TAILS:
            if _beside(file, tail).exists():
                _beside(file, tail).rename(_beside(aside, tail))
    except OSError as error:
        raise StorageError(f"{file}: {kind}, and cannot be moved away ({error.strerror}); move it yourself") from error
    return aside


def _remove(file: Path) -> None:
    for tail in ("", *_TAILS):
        with suppress(OSError):
            _beside(file, tail).unlink(missing_ok=True)


def _beside(file: Path, tail: str) -> Path:
    return file.with_name(file.name + tail)
