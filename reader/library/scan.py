"""Brings the index of a library up to date with its files: reads what is new or has changed, forgets what is gone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from reader.domain.file_stamp import StampHash
    from reader.library.source import Source
    from reader.storage.index_writer import IndexWriter
    from reader.storage.state import State

MANY = 2000
"""Files that take longer to read than processes take to start."""
AT_FIRST = 100
"""Articles to be looked at while those processes start."""


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a scan has done, in numbers of files."""

    found: int
    read: int
    removed: int


def begin(source: Source, writer: IndexWriter, state: State, known: int, progress: Callable[[int, int], None]) -> bool:
    """Return whether a library of which so many files are `known` is so large that others had better scan it.

    Of one that is not known at all, the first articles are put into the index meanwhile, to be looked at.
    """
    if known:
        return known >= MANY
    first = list(islice(source.find(), MANY))
    if len(first) < MANY:
        return False
    from reader.library.heads import read_heads

    writer.put(next(read_heads(first[:AT_FIRST], source.root)), state)
    progress(AT_FIRST, len(first))
    return True


def scan(
    source: Source,
    writer: IndexWriter,
    state: State,
    *,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
    known: dict[str, StampHash] | None = None,
) -> ScanReport:
    """Scan `source`; `progress` is told how many of how many changed files are read. Ends early once `cancelled`.

    What is not found of `known`, which is all of the index unless given, is gone; but a file that has another name now
    keeps its row, and what is known of its reading. Raises LibraryError if the folder is gone.
    """
    known = writer.known() if known is None else known
    total = len(known)
    # Articles of one date and title stay in the order of their paths.
    changed = sorted(source.find(known), key=attrgetter("path"))
    found = total - len(known) + len(changed)
    present = {file.path for file in changed}
    gone = {path: stamp for path, stamp in known.items() if path not in present}
    moved = _moved(gone, [file.path for file in changed if file.path not in known], source.root)
    old_ids = writer.move(moved)
    writer.remove(gone.keys() - moved.keys())
    done = 0
    if not changed:
        return ScanReport(found, 0, len(gone))
    # The parsers take longer to import than most scans, which find nothing changed.
    from reader.library.heads import read_heads

    for entries in read_heads(changed, source.root, elsewhere=len(changed) >= MANY):
        if cancelled():
            break
        state.move((old_ids[entry.path], entry.id) for entry in entries if entry.path in old_ids)
        writer.put(entries, state)
        done += len(entries)
        progress(done, len(changed))
    return ScanReport(found, done, len(gone) - len(moved))


def _moved(gone: Mapping[str, StampHash], new: Iterable[str], root: Path) -> dict[str, str]:
    """Return the new path of each file that is gone from one place and came up, the same file, in another."""
    if not gone:
        return {}
    from reader.articles.folder import stamp_of  # in most scans nothing is gone

    by_stamp: dict[StampHash, list[str]] = {}
    for path, stamp in gone.items():
        by_stamp.setdefault(stamp, []).append(path)
    return {olds[0]: path for path in new if len(olds := by_stamp.pop(hash(stamp_of(root / path)), [])) == 1}
