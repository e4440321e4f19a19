"""Prints what marks cost: `python -m tests.benchmarks.state [--articles 100000]`; writes so many small files first."""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.domain.listing import RowId
from reader.domain.query import Query
from reader.domain.reading_state import Mark
from reader.library import Library
from reader.storage.state import State
from tests.benchmarks.stopwatch import median_of, percentile
from tests.library_of import write_article

if TYPE_CHECKING:
    from collections.abc import Callable

MARKED_ONE_BY_ONE = 2000
FOLDERS = 300


def main() -> None:
    """Run every benchmark and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    articles: int = parser.parse_args().articles
    gc.disable()  # as in the program, which collects garbage when nobody is at the keys
    with tempfile.TemporaryDirectory() as name:
        folder, home = Path(name) / "papers", Path(name) / "home"
        for number in range(articles):
            day, title = f"2026-01-{number % 28 + 1:02}", f"An article, number {number}"
            place = folder / f"section-{number % FOLDERS}"
            write_article(place, f"{number}.md", title=title, categories=[place.name], date=day, body="Text.")
        library = Library.open([folder], state_file=home / "state.db", cache_folder=home)
        library.scan(lambda _read, _total: None, lambda: False)
        say(f"{articles:,} articles marked as read", seconds(lambda: library.marks.mark_all_read(Query())), "bar 1.5 s")
        say(f"{articles:,} marks undone", seconds(library.marks.undo), "bar 1.5 s")
        say(f"{articles:,} marks redone", seconds(library.marks.redo))
        rows = [row for category in library.shelf.categories() for row in library.shelf.articles_in(category.path)]
        unread = [partial(library.marks.set, Mark.READ, False, [RowId(row)]) for row in rows[:MARKED_ONE_BY_ONE]]
        times = [seconds(mark) for mark in unread]
        say("one mark and its commit, p50", percentile(times, 0.5))
        say("one mark and its commit, p99", percentile(times, 0.99), "bar 5 ms")
        library.close()
        say("opening the state", median_of(9, lambda: seconds(lambda: State(home / "state.db").close())), "bar 20 ms")


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def say(what: str, time_taken: float, bar: str = "") -> None:
    """Print one figure."""
    print(f"{what:<58} {time_taken * 1000:>12,.2f} ms   {bar}", flush=True)


if __name__ == "__main__":
    main()
