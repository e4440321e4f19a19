"""Reads what the index keeps of files: here, or in processes of their own."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import ExitStack, suppress
from itertools import cycle, islice
from typing import TYPE_CHECKING

from reader.articles.article_file import read_listed
from reader.articles.folder import FoundFile
from reader.articles.sanitize import clean_line
from reader.domain.article import Listed, Problem
from reader.domain.category import PROBLEMS
from reader.domain.file_stamp import UNREADABLE
from reader.library.child import Child, receive, send
from reader.storage.index_entry import IndexEntry, entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

BATCH = 1000
"""Articles that become visible together."""
_PROCESSES = 2
"""With a third one, writing into the index is what takes longest."""

_PlainFile = tuple[str, tuple[str, str] | None]


def read_heads(files: Iterable[FoundFile], root: Path, *, elsewhere: bool = False) -> Iterator[list[IndexEntry]]:
    """Yield what the index keeps of `files` of the library at `root`, in their order."""
    rest = iter(files)
    batches = iter(lambda: list(islice(rest, BATCH)), [])
    if elsewhere:
        return _read_elsewhere(list(batches), str(root))
    return (_read(batch, str(root)) for batch in batches)


def serve() -> None:
    """Answer batches of files with what the index keeps of them, one after the other: what a child does."""
    gc.disable()  # what is read makes no cycles
    root, batches = receive(sys.stdin.buffer)
    for batch in batches:
        send(sys.stdout.buffer, list(map(tuple, _read(map(_from_plain, batch), root))))


def _read_elsewhere(batches: Sequence[list[FoundFile]], root: str) -> Iterator[list[IndexEntry]]:
    with ExitStack() as running:
        children = [
            running.enter_context(Child("from reader.library.heads import serve; serve()")) for _ in range(_PROCESSES)
        ]
        for number, child in enumerate(children):
            # Each knows from the start what it has to do, so that none waits for the other.
            share = [list(map(_to_plain, batch)) for batch in batches[number::_PROCESSES]]
            with suppress(OSError):
                child.send((root, share))
        for child, batch in zip(cycle(children), batches, strict=False):
            yield _answer(child, batch, root)


def _answer(child: Child, batch: list[FoundFile], root: str) -> list[IndexEntry]:
    try:
        return list(map(IndexEntry._make, child.receive()))
    except EOFError:
        # Without the other process, it takes longer.
        return _read(batch, root)


def _read(files: Iterable[FoundFile], root: str) -> list[IndexEntry]:
    prefix = os.path.join(root, "")  # noqa: PTH118 - a Path would take longer than the rest
    return [_read_one(file, prefix + file.path) for file in files]


def _read_one(file: FoundFile, name: str) -> IndexEntry:
    article, stamp = read_listed(name, file.path)
    problem = file.problem
    if problem is None:
        if stamp is not UNREADABLE:
            return entry_of(article, stamp)
        problem = next(problem for problem in article.problems if problem.place == "file")
    title = clean_line(f"{file.path.rpartition('/')[2]}: {problem.message}")
    listed = Listed(article.id, article.path, title, (PROBLEMS,), article.date, problems=(problem,))
    return entry_of(listed, UNREADABLE)


def _to_plain(file: FoundFile) -> _PlainFile:
    return file.path, (file.problem.place, file.problem.message) if file.problem else None


def _from_plain(values: _PlainFile) -> FoundFile:
    path, problem = values
    return FoundFile(path, Problem(*problem) if problem else None)
