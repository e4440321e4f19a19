"""Keeps the index of a library up to date while its files change: reads those that have, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.folder import is_article_file, is_passed_over
from reader.domain.errors import LibraryError
from reader.library.scan import scan
from reader.library.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Event

    from reader.storage.index_writer import IndexWriter
    from reader.storage.state import State

_REST = 100
"""Milliseconds without a change after which those before are told of."""
_LONGEST = 400
"""Milliseconds after which they are told of although there are more."""
_MOST = 1000
"""Files beyond which a scan of everything takes no longer."""


def changes_of(source: Source, stopped: Event) -> Iterator[set[str]]:
    """Yield the paths that change in the library, until `stopped`; none at first, once changes are noticed.

    Raises LibraryError if they cannot be.
    """
    from watchfiles import watch

    begun = False
    try:
        for changes in watch(
            source.root,
            watch_filter=None,
            debounce=_LONGEST,
            step=_REST,
            rust_timeout=_LONGEST,
            yield_on_timeout=True,
            stop_event=stopped,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            paths = {path for _, name in changes if (path := source.path_of(Path(name))) and not is_passed_over(path)}
            if paths or not begun:
                begun = True
                yield paths
    except OSError as error:
        raise LibraryError(f"changes of files are not noticed, r looks for them: {error}") from error


def follow(source: Source, writer: IndexWriter, state: State, paths: set[str]) -> bool | None:
    """Take over what has changed at some paths; return whether anything has, None if only a scan of all can tell."""
    known = writer.known(paths)
    files = [source.root / path for path in paths]
    if len(paths) > _MOST or any(file.is_dir() for file in files) or writer.has_below(paths - known.keys()):
        return None
    if source.files is not None:
        files = [file for file in files if file in source.files]
    there = [file for file in files if is_article_file(file)]
    among = Source(source.root, tuple(there))
    report = scan(among, writer, state, progress=lambda _read, _total: None, cancelled=lambda: False, known=known)
    return bool(report.read or report.removed)
