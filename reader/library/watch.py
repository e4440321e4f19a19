"""Keeps the index of a library up to date while its files change: reads those that have, and no others."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.articles.folder import is_article_file
from reader.library.scan import scan
from reader.library.source import Source

if TYPE_CHECKING:
    from reader.storage.index_writer import IndexWriter
    from reader.storage.state import State

_MOST = 1000
"""Files beyond which a scan of everything takes no longer."""


def follow(source: Source, writer: IndexWriter, state: State, paths: set[str]) -> bool | None:
    """Take over what has changed at some paths; return whether anything has, None if only a scan of all can tell."""
    known = writer.known(paths)
    files = [source.root / path for path in paths]
    if len(paths) > _MOST or any(map(os.path.isdir, files)) or writer.has_below(paths - known.keys()):
        return None
    if source.files is not None:
        files = [file for file in files if file in source.files]
    there = [file for file in files if is_article_file(file)]
    among, same = Source(source.root, tuple(there)), set(known.values())
    report = scan(among, writer, state, progress=lambda _read, _total: None, cancelled=lambda: False, known=same)
    return bool(report.read or report.removed)
