"""What tells whether a file has changed since it was read."""

from __future__ import annotations

from typing import NamedTuple

StampHash = int
"""`hash` of a `FileStamp`, the same in each process: it is compared where there are a hundred thousand of them."""


class FileStamp(NamedTuple):
    """Size, time and inode of a file; two stamps are equal if the file need not be read again."""

    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since the epoch."""
    inode: int


UNREADABLE = FileStamp(size=-1, modified=0, inode=0)
"""The stamp of no file: what could not be read is tried again at the next scan, as permissions leave no trace."""
