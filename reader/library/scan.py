"""Brings the index of a library up to date with its files: reads what is new or has changed, forgets what is gone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reader.domain.reading_state import UNTOUCHED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.articles.folder import FoundFile
    from reader.domain.article import Article
    from reader.library.source import Source
    from reader.storage.index_writer import IndexWriter
    from reader.storage.state import State

BATCH = 400
"""Articles that become visible together."""


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
    """Scan `source`; `progress` is told how many of how many changed files are read. Ends early once `cancelled`."""
    known = writer.known()
    found = {file.path: file for file in source.find()}
    changed = [file for file in found.values() if known.get(file.path) != file.stamp]
    gone = known.keys() - found.keys()
    if gone:
        writer.remove(gone)
    done = 0
    for batch in _batches(changed):
        if cancelled():
            break
        articles = [(_article(file, source), file.stamp) for file in batch]
        states = state.readings(article.id for article, _ in articles)
        writer.put((article, stamp, states.get(article.id, UNTOUCHED)) for article, stamp in articles)
        done += len(batch)
        progress(done, len(changed))
    return ScanReport(len(found), done, len(gone))


def _article(file: FoundFile, source: Source) -> Article:
    from reader.articles.article_file import read_article  # front matter's parsers are not needed when nothing changed

    return read_article(source.root / file.path, root=source.root)


def _batches(files: list[FoundFile]) -> Iterator[list[FoundFile]]:
    rest = iter(files)
    while batch := list(islice(rest, BATCH)):
        yield batch
