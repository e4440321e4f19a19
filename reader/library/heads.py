"""Reads what the index keeps of files."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from reader.articles.article_file import read_listed
from reader.articles.sanitize import clean_line
from reader.domain.article import Listed, Problem
from reader.domain.category import PROBLEMS
from reader.domain.file_stamp import UNREADABLE
from reader.library.child import receive, send
from reader.storage.index_entry import IndexEntry, entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.library.head_readers import PlainFile


def read_heads(files: Iterable[PlainFile], root: str) -> list[IndexEntry]:
    """Return what the index keeps of `files` of the library at `root`."""
    prefix = os.path.join(root, "")  # noqa: PTH118 - a Path would take longer than the rest
    return [
        _read_one(file, prefix + file)
        if type(file) is str
        else _read_one(file[0], prefix + file[0], Problem(*file[1:]))
        for file in files
    ]


def serve() -> None:
    """Answer batches of files with what the index keeps of them, one after the other: what a child does."""
    gc.disable()  # what is read makes no cycles
    root, batches = receive(sys.stdin.buffer)
    for batch in batches:
        send(sys.stdout.buffer, list(map(tuple, read_heads(batch, root))))


def _read_one(path: str, name: str, problem: Problem | None = None) -> IndexEntry:
    article, stamp = read_listed(name, path)
    if problem is None:
        if stamp is not UNREADABLE:
            return entry_of(article, stamp)
        problem = next(problem for problem in article.problems if problem.place == "file")
    title = clean_line(f"{path.rpartition('/')[2]}: {problem.message}")
    listed = Listed(
        article.id, article.path, title, (PROBLEMS,), article.date, date_source=article.date_source, problems=(problem,)
    )
    return entry_of(listed, UNREADABLE)
