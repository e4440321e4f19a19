"""Brings the index of a library up to date with its files: reads what is new or has changed, forgets what is gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from reader.domain.file_stamp import FileStamp
from reader.storage.index_entry import entry_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.articles.folder import FoundFile
    from reader.library.source import Source
    from reader.storage.index_entry import IndexEntry
    from reader.storage.index_writer import IndexWriter
    from reader.storage.state import State

_T = TypeVar("_T")
BATCH = 400
"""Articles that become visible together."""
_AGAIN = FileStamp(size=-1, modified=0, inode=0)
"""The stamp of no file: what could not be read is tried again at the next scan, as permissions leave no trace."""


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a scan has done, in numbers of files."""

    found: int
    read: int
    removed: int


def scan(
    source: Source,
    writer: IndexWriter,
    state: State,
    *,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> ScanReport:
    """Scan `source`; `progress` is told how many of how many changed files are read. Ends early once `cancelled`.

    Raises LibraryError if the folder is gone.
    """
    known = writer.known()
    found = {file.path: file for file in source.find()}
    changed = [file for path, file in found.items() if known.get(path) != file.stamp]
    for paths in _batches(known.keys() - found.keys()):
        writer.remove(paths)
    done = 0
    # Articles of one date and title stay in the order of their paths.
    for files in _batches(sorted(changed, key=attrgetter("path"))):
        if cancelled():
            break
        writer.put([_read(file, source) for file in files], state)
        done += len(files)
        progress(done, len(changed))
    return ScanReport(len(found), done, len(known.keys() - found.keys()))


def _read(file: FoundFile, source: Source) -> IndexEntry:
    from reader.articles.article_file import read_head  # front matter's parsers are not needed when nothing changed

    article = read_head(source.place_of(file.path), file.path)
    if file.problem is not None:
        article = replace(article, problems=(file.problem,))
    unread = any(problem.place == "file" for problem in article.problems)
    return entry_of(article, _AGAIN if unread else file.stamp)


def _batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
