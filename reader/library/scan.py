"""Brings the index of a library up to date with its files: reads what is new or has changed, forgets what is gone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from reader.domain.article_id import has_own_key, names_of
from reader.library.head_readers import HeadReaders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from reader.domain.article_id import ArticleId, Identity
    from reader.domain.file_stamp import FileStamp, Fingerprint
    from reader.library.source import Source
    from reader.storage.index_entry import IndexEntry
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


def is_large(source: Source, known: int, *, among: int | None = None) -> bool:
    """Return whether a library of which so many files are `known` is so large that others had better scan it.

    With `among`, it is judged by so many files and folders.
    """
    return known >= MANY if known else source.has(MANY, among=among)


def read_first(source: Source, writer: IndexWriter, state: State, progress: Callable[[int, int], None]) -> None:
    """Put the first articles of a large library into its index, to be looked at while all are found."""
    for entries in HeadReaders(source.root).read(list(islice(source.find(), AT_FIRST))):
        writer.put(entries, state)
    progress(AT_FIRST, 0)


def scan(
    source: Source,
    writer: IndexWriter,
    state: State,
    *,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
    known: set[Fingerprint] | None = None,
    large: bool = False,
) -> ScanReport:
    """Scan `source`; `progress` is told how many of how many changed files are read. Ends early once `cancelled`.

    Of the files whose fingerprints are `known`, all in the index unless given, what is not found is gone; but a file
    that has another name now keeps its row, and what is known of its reading, and so does one whose front matter has
    come to say another key, date or title of it. If the library is `large`, processes that read its files start while
    these are found. Raises LibraryError if the folder is gone.
    """
    known = writer.fingerprints() if known is None else known
    total = len(known)
    with HeadReaders(source.root) as readers:
        if large and total < MANY:
            readers.start()
        # Articles of one date and title stay in the order of their paths.
        changed = sorted(source.find(known), key=attrgetter("path"))
        found = total - len(known) + len(changed)
        outdated = writer.stamps(known)
        present = {file.path for file in changed} if outdated else ()
        gone = {path: stamp for path, stamp in outdated.items() if path not in present}
        moved = _moved(gone, (file.path for file in changed if file.path not in outdated), source.root)
        old_ids = writer.move(moved)
        writer.remove(gone.keys() - moved.keys())
        if len(changed) >= MANY:
            readers.start()
        done = 0
        for entries in readers.read(changed):
            if cancelled():
                break
            again = [path for entry in entries if (path := os.fsdecode(entry.path)) in outdated] if outdated else ()
            renamed = list(_renamed(entries, writer.identities(again), old_ids, source.root))
            state.move(renamed)
            writer.put(entries, state)
            if outdated:
                state.move(renamed)  # until then the list gave what was marked meanwhile its old name
            done += len(entries)
            progress(done, len(changed))
    return ScanReport(found, done, len(gone) - len(moved))


def _renamed(
    entries: Iterable[IndexEntry],
    before: Mapping[str | bytes, Identity],
    moved: Mapping[str | bytes, ArticleId],
    root: Path,
) -> Iterator[tuple[ArticleId, ArticleId]]:
    """Yield what articles were known by, and are now.

    Each path may have been known `before`, or have been `moved` there, with all that is known of it.
    """
    for entry in entries:
        if (old := moved.get(entry.path)) is not None:
            yield old, entry.id
        was = before.get(entry.path)
        if was is not None or has_own_key(entry.id):  # few in a new library
            file = str(root / os.fsdecode(entry.path))
            yield from ((old, entry.id) for old in names_of(entry.identity, file, was))


def _moved(gone: Mapping[str, FileStamp], new: Iterable[str], root: Path) -> dict[str, str]:
    """Return the new path of each file that is gone from one place and came up, the same file, in another."""
    if not gone:
        return {}
    from reader.articles.folder import stamp_of  # in most scans nothing is gone

    by_stamp: dict[int, list[str]] = {}  # by their hashes: the index has bounded ones
    for path, stamp in gone.items():
        by_stamp.setdefault(hash(stamp), []).append(path)
    return {olds[0]: path for path in new if len(olds := by_stamp.pop(hash(stamp_of(root / path)), [])) == 1}
