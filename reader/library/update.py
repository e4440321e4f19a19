"""Brings the index of a library up to date with its files: once, or whenever they change."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

from reader.domain.errors import LibraryError
from reader.library.scan import ScanReport, is_large, read_first, scan
from reader.library.scan_process import ScanProcess
from reader.storage.database import DamagedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from reader.library.source import Source
    from reader.library.stores import Stores

_LOOKED_AT = 10_000
"""Files and folders that the screen may wait for, 20 ms."""


def begin(source: Source, stores: Stores) -> ScanProcess | None:
    """Begin to scan a library that no index knows, while all is imported that it takes to show it.

    Returns None for a library that is too small to be worth it.
    """
    return ScanProcess(source, *stores.files) if is_large(source, 0, among=_LOOKED_AT) else None


def update(
    source: Source,
    stores: Stores,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
    begun: ScanProcess | None = None,
) -> ScanReport:
    """Scan all files, with the index made anew if it is damaged, and make the daily backup of the reading state.

    A scan that was `begun` is followed to its end. `progress` is told how many of how many changed files are read; it
    ends early once `cancelled`. Raises LibraryError if the folder is gone, and StorageError.
    """
    with begun or nullcontext():
        stores.check_index()
        try:
            return _scan(source, stores, progress, cancelled, begun)
        except DamagedError as error:
            if error.file not in stores.files[1:]:
                raise
            stores.remove_index()
            return _scan(source, stores, progress, cancelled)


def keep_up(source: Source, stores: Stores, changed: Callable[[str | None], None], stopped: Event) -> None:
    """Take over what changes in the files, and call `changed` then, until `stopped`.

    It is told what has happened to the folder, if it is gone. Raises LibraryError if changes cannot be noticed, and
    StorageError.
    """
    from reader.library.watch_process import changes_of  # a scan does without

    for paths in changes_of(source, stopped):
        is_other = _follow(source, stores, paths) if paths is not None else None
        try:
            if is_other is None:
                report = update(source, stores, lambda _read, _total: None, stopped.is_set)
                is_other = bool(report.read or report.removed)
        except LibraryError as error:
            changed(str(error))
        else:
            if is_other:
                changed(None)


def _scan(
    source: Source,
    stores: Stores,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
    begun: ScanProcess | None = None,
) -> ScanReport:
    state, index = stores.opened_again()
    try:
        known = index.counts().total
        report = None
        if begun is not None or is_large(source, known):
            running = nullcontext(begun) if begun is not None else ScanProcess(source, *stores.files)
            with suppress(EOFError), running as process:
                if not known:
                    read_first(source, index.writer(), state, progress)
                report = process.follow(progress, cancelled)
        if report is None:
            report = scan(source, index.writer(), state, progress=progress, cancelled=cancelled)
        state.back_up()
    finally:
        state.close()
        index.close()
    return report


def _follow(source: Source, stores: Stores, paths: set[str]) -> bool | None:
    """Take over what has changed at some paths; return whether anything has, None if only a scan of all can tell."""
    from reader.library.watch import follow

    state, index = stores.opened_again()  # the index may have been made anew since the last change
    try:
        return follow(source, index.writer(), state, paths)
    except DamagedError:
        return None
    finally:
        state.close()
        index.close()
