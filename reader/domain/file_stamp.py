"""What tells whether a file has changed since it was read."""

from __future__ import annotations

import os
from typing import NamedTuple
from zlib import crc32

Fingerprint = int
"""One number for a path and the stamp of the file there, the same in each process: to compare a hundred thousand."""


class FileStamp(NamedTuple):
    """Size, time and inode of a file; two stamps are equal if the file need not be read again."""

    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since the epoch."""
    inode: int

    def bounded(self) -> FileStamp:
        """Return a stamp with the same hash, of numbers that fit into 64 bits: not all times and inodes do."""
        return FileStamp(self.size, hash(self.modified), hash(self.inode))


def fingerprint_of(path: str | bytes, stamp: FileStamp) -> Fingerprint:
    """Return the fingerprint of a path in its library, as text or as its bytes, and the stamp of the file there."""
    return hash((crc32(os.fsencode(path)), stamp))  # the hash of a text is another one in each process


UNREADABLE = FileStamp(size=-1, modified=0, inode=0)
"""The stamp of no file: what could not be read is tried again at the next scan, as permissions leave no trace."""
