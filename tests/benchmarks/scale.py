"""What a large library costs: its warm start, its rescan, its keys, its memory and its marks, against small ones."""

from __future__ import annotations

import os
import statistics
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader.domain.listing import RowId
from reader.domain.query import EVERYTHING
from reader.domain.reading_state import Mark
from reader.library import Library
from tests.benchmarks import library as libraries
from tests.benchmarks.report import HELLO, say, start
from tests.benchmarks.stopwatch import Stopwatch, median_of, percentile
from tests.library_of import scan
from tests.pseudo_terminal import home_of, reader_command

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS_TIMED = 200
CHANGED = 100
FEW = 1100


def time_scale(folder: Path, articles: int, runs: int) -> None:
    """Run each benchmark on the library of `articles` below `folder`, which has been read once."""
    place, home = folder / "library", folder / "scale"
    few = libraries.write(folder / "few", FEW)
    settle(place, home, articles)
    settle(few, home, FEW)
    time_warm_start(place, few, home, articles, runs)
    time_memory(place, home, articles)
    time_keys(place, home, articles)
    time_keys_while_scanning(place, folder / "scanning", articles)
    time_library(place, folder, articles, runs)


def settle(place: Path, home: Path, articles: int) -> None:
    """Read a library once, and leave it."""
    with Stopwatch(reader_command(place), env=home_of(home)) as program:
        program.until_listed(articles)
        program.rest(2.0)
        program.after_key("q")
        program.after_key("q")
        program.wait_exit()  # else it is taken for one that was killed, and its index checked


def time_warm_start(place: Path, few: Path, home: Path, articles: int, runs: int) -> None:
    """Time the first frame with sidebar and article against few articles, and against the smallest program."""
    against_few, against_hello = [], []
    for _ in range(runs * 2):
        hello = start(list(HELLO), home, "Hello, World!")
        small = start(reader_command(few), home, libraries.LARGEST)
        large = start(reader_command(place), home, libraries.LARGEST)
        against_few.append(large / small)
        against_hello.append(large / hello)
    say(
        f"{articles:,} articles: warm start against {FEW:,}",
        f"{statistics.median(against_few):.2f} x, {statistics.median(against_hello):.2f} x hello",
        "bar 1.05 x, 1.15 x hello",
    )


def time_memory(place: Path, home: Path, articles: int) -> None:
    """Measure the memory of a program that lists them all, after its rescan, and of one that shows a long article."""
    with Stopwatch(list(HELLO), env=home_of(home)) as program:
        program.until("Hello, World!")
        program.rest(0.5)
        hello = resident(program)
    with Stopwatch(reader_command(place), env=home_of(home)) as program:
        program.until(libraries.LARGEST)
        program.rest(5.0)
        listed = resident(program)
    large = libraries.write_one(place.parent / "large" / "one.md", 1_000_000)
    with Stopwatch(reader_command(large), env=home_of(home)) as program:
        program.until("Beginning")
        program.rest(1.0)
        program.after_key("G")
        program.rest(5.0)
        read = resident(program)
    say(
        f"{articles:,} articles: resident memory, listed",
        f"{listed / 1024:.0f} MB, {listed / hello:.2f} x hello",
        "bar 1.5 x hello",
    )
    say("after all of a 1 MB article", f"{read / 1024:.0f} MB, {read / hello:.2f} x hello", "bar 3 x hello")


def resident(program: Stopwatch) -> int:
    """Return the resident memory of a program in KiB; 0 where the system does not tell."""
    with suppress(OSError):
        status = Path(f"/proc/{program.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return 0


def time_keys(place: Path, home: Path, articles: int) -> None:
    """Time rows, pages, opening the largest category, and the next unread article."""
    with Stopwatch(reader_command(place), env=home_of(home)) as program:
        program.until(libraries.LARGEST)
        program.rest(5.0)
        program.rest_until_idle()  # the texts are being indexed
        say_keys(f"{articles:,} articles: next unread", [program.after_key("n") for _ in range(KEYS_TIMED)])
        program.after_key("g")
        folds = [program.after_key("enter") for _ in range(KEYS_TIMED)]
        say_keys(f"{articles:,} articles: open or close a category of {articles // 2:,}", folds)
        say_keys(f"{articles:,} articles: row", [program.after_key("j") for _ in range(KEYS_TIMED)])
        say_keys(f"{articles:,} articles: page", [program.after_key("pagedown") for _ in range(KEYS_TIMED)])
        say_keys(f"{articles:,} articles: top and bottom", [program.after_key(key) for key in "gG" * 15])


def time_keys_while_scanning(place: Path, home: Path, articles: int) -> None:
    """Time rows and pages while a first start reads them all."""
    with Stopwatch(reader_command(place), env=home_of(home)) as program:
        program.until(libraries.LARGEST)
        # Each moves the cursor: what does nothing draws nothing, and would be timed to the next frame of the progress.
        times = [program.after_key(key) for key in ("j", "k", "pagedown", "pageup") * (KEYS_TIMED // 8)]
        running = not program.has_listed(articles)
        say_keys(
            f"{articles:,} articles: keys while scanning{'' if running else ', and after'}", times, bar="bar p99 40 ms"
        )


def say_keys(what: str, times: list[float], bar: str = "bar p50 10, p99 16 ms") -> None:
    """Print the median and the 99th percentile of some keys."""
    say(
        f"{what}, p50 / p99",
        f"{statistics.median(times) * 1000:.1f} / {percentile(times, 0.99) * 1000:.1f} ms",
        bar,
    )


def time_library(place: Path, folder: Path, articles: int, runs: int) -> None:
    """Time rescans and marks without a screen."""
    home = folder / "headless"
    library = Library.open([place], state_file=home / "state.db", cache_folder=home / "cache")
    rescan(library)
    walk = median_of(runs, lambda: timed(lambda: look_at_all(place)))
    again = median_of(runs, lambda: timed(lambda: rescan(library)))
    say(
        f"{articles:,} articles: rescan, nothing changed",
        f"{again:.2f} s, {again / walk:.2f} x",
        "bar 1.6 x walk, stat",
    )
    files = sorted(place.rglob("*.md"))[: CHANGED * 7 : 7]

    def touched() -> float:
        for file in files:
            os.utime(file)
        return timed(lambda: rescan(library))

    changed = median_of(runs, touched)
    say(f"{articles:,} articles: rescan, {CHANGED} changed", f"{changed - again:+.2f} s", "bar + 0.1 s")
    row = RowId(library.shelf.articles_in((libraries.LARGEST,))[0])
    one = median_of(runs, lambda: toggled(library, row))
    say(f"{articles:,} articles: mark one", f"{one * 1000:.1f} ms", "bar 2 ms")
    mark_all, undo = [], []
    for _ in range(runs):
        mark_all.append(timed(lambda: library.marks.mark_all_read(EVERYTHING)))
        undo.append(timed(library.marks.undo))
    say(
        f"{articles:,} articles: mark all read / undo it",
        f"{statistics.median(mark_all):.2f} / {statistics.median(undo):.2f} s",
        "bar 1.5 / 1.5 s",
    )
    library.close()


def toggled(library: Library, row: RowId) -> float:
    """Return the seconds that starring an article takes, and not those of taking its star away."""
    seconds = timed(lambda: library.marks.set(Mark.STARRED, True, [row]))
    library.marks.undo()
    return seconds


def rescan(library: Library) -> None:
    """Bring the index up to date."""
    scan(library)


def look_at_all(place: Path) -> None:
    """Walk a folder and look at each of its files: the least that a rescan can do."""
    folders = [str(place)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.path)
                else:
                    entry.stat()


def timed(act: Callable[[], object]) -> float:
    """Return the seconds that an act takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
