"""The note that a database leaves beside it: as long as it holds, nobody has touched the file since."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def stamp_of(file: Path) -> str | None:
    """Return what tells whether a file was changed, None if there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def is_suspect(file: Path) -> bool:
    """Return whether a file is not as it was left: an instance was killed, is at work, or something has damaged it."""
    stamp = stamp_of(file)
    return stamp is not None and stamp != _left(file)


def note_leaving(file: Path) -> None:
    """Note how a file is left, once it is closed."""
    stamp = stamp_of(file) or ""
    if stamp == _left(file):
        return  # some systems wait for the disk when a file is written anew
    with suppress(OSError):
        note_of(file).write_text(stamp, encoding="ascii")


def distrust(file: Path) -> None:
    """Have a file checked at the next start, as if nobody knew how it was left."""
    with suppress(OSError):
        note_of(file).unlink(missing_ok=True)


def note_of(file: Path) -> Path:
    """Return the file of the note."""
    return file.with_name(f"{file.name}-left")


def _left(file: Path) -> str | None:
    """Return the stamp that the file had when it was left."""
    try:
        return note_of(file).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return None
