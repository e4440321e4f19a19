"""What the reading state costs: one mark with its commit, against the smallest commit there is, and its opening."""

from __future__ import annotations

import gc
import sqlite3
import time
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from reader.domain.listing import RowId
from reader.domain.query import EVERYTHING
from reader.domain.reading_state import Mark
from reader.library import Library
from reader.storage.state import State
from tests.benchmarks.report import say
from tests.benchmarks.stopwatch import median_of, percentile
from tests.library_of import scan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MARKED_ONE_BY_ONE = 1000


def time_state(place: Path, home: Path, articles: int, runs: int) -> None:
    """Time marks in the library at `place`, all of which is marked as read, and the opening of their state."""
    library = Library.open([place], state_file=home / "state.db", cache_folder=home / "cache")
    scan(library)
    library.marks.mark_all_read(EVERYTHING)
    rows = [row for category in library.shelf.categories() for row in library.shelf.articles_in(category.path)]
    marks, commits = [], []
    gc.disable()  # as in the program, which collects garbage when nobody is at the keys
    with closing(sqlite3.connect(home / "least.db", isolation_level=None)) as least:
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            least.execute(f"PRAGMA {pragma}")
        least.execute("CREATE TABLE numbers (number INTEGER)")
        for row in rows[:MARKED_ONE_BY_ONE]:
            commits.append(seconds(lambda: least.execute("INSERT INTO numbers VALUES (1)")))
            marks.append(seconds(partial(library.marks.set, Mark.STARRED, True, [RowId(row)])))
    gc.enable()
    library.close()
    for share, bar in ((0.5, ""), (0.99, "bar 5 ms")):
        mark, commit = percentile(marks, share), percentile(commits, share)
        say(
            f"{articles:,} articles: one mark and its commit, p{share * 100:.0f}",
            f"{mark * 1000:.1f} ms, {mark / commit:.1f} x",
            f"{bar:<10} the least commit: {commit * 1000:.1f} ms",
        )
    full, new = (median_of(runs, partial(opened, home / folder / "state.db")) for folder in (".", "new"))
    say(f"{articles:,} marks: opening their state", f"{(full - new) * 1000:+.1f} ms", "bar + 20 ms on a new state")


def opened(file: Path) -> float:
    """Return how long a state takes to open."""
    return seconds(lambda: State(file).close())


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun
