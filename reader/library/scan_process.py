"""A scan in a process of its own, for a library so large that reading along would hold up the keys."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader.domain.errors import LibraryError, StorageError
from reader.library.child import Child, give_way, receive, send
from reader.library.scan import ScanReport, scan
from reader.library.source import Source
from reader.storage.database import DamagedError
from reader.storage.index import Index
from reader.storage.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

_ERRORS = {kind.__name__: kind for kind in (LibraryError, StorageError)}


class ScanProcess(Child):
    """Scans a library from now on; it ends with the block, whatever it is doing."""

    def __init__(self, source: Source, state_file: Path, index_file: Path) -> None:
        super().__init__("from reader.library.scan_process import serve; serve()")
        with suppress(OSError):
            self.send(list(map(str, (source.root, state_file, index_file, *(source.files or ())))))

    def follow(self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> ScanReport:
        """Wait for its end as `scan` does; raises EOFError if it does not live to it."""
        read = total = 0
        while not cancelled():
            kind, values = self.receive()
            if kind in _ERRORS:
                raise _ERRORS[kind](*values)
            if kind == "done":
                return ScanReport(*values)
            read, total = values
            progress(read, total)
        return ScanReport(total, read, 0)


def serve() -> None:
    """Scan what is asked for, and tell how far it is: what the child does."""
    give_way()
    gc.disable()  # it lives shorter than what collecting would free
    root, state_file, index_file, *files = map(Path, receive(sys.stdin.buffer))

    def tell(kind: str, *values: str | int) -> None:
        send(sys.stdout.buffer, (kind, values))

    try:
        report = scan(
            Source(root, tuple(files) or None),
            Index(index_file).writer(),
            State(state_file),
            progress=lambda read, total: tell("progress", read, total),
            cancelled=lambda: False,
            large=True,
        )
    except DamagedError:
        return  # who waits for it looks in its stead, and finds the same
    except (LibraryError, StorageError) as error:
        tell(next(name for name, kind in _ERRORS.items() if isinstance(error, kind)), str(error))
    else:
        tell("done", report.found, report.read, report.removed)
