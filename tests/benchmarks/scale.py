"""What a large library costs: its warm start, its rescan, its keys, its memory and its marks, against small ones."""

from __future__ import annotations

import os
import statistics
import time
from contextlib import contextmanager, suppress
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
    from collections.abc import Callable, Iterator

    from tests.benchmarks.subject import Subject

KEYS_TIMED = 200
FEW = 1100
A_CATEGORY = "▾"
"""What a list shows before the name of an open category, such as that of the article that is shown."""


def time_scale(measured: Subject, folder: Path, runs: int) -> None:
    """Run each benchmark on a library, against a small one; what they keep and write goes below `folder`."""
    place, articles, home = measured.place, measured.articles, folder / "scale"
    few = libraries.write(folder / "few", FEW)
    settle(place, home, articles)
    settle(few, home, FEW)
    if measured.halves != place:
        settle(measured.halves, home, articles)
    time_warm_start(place, few, home, articles, runs)
    time_memory(place, folder, home, articles)
    time_keys(place, home, articles)
    time_folds(measured.halves, home, articles)
    time_keys_while_scanning(place, folder / "scanning", articles)
    time_library(measured, folder / "headless", runs)


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
        small = start(reader_command(few), home, A_CATEGORY)
        large = start(reader_command(place), home, A_CATEGORY)
        against_few.append(large / small)
        against_hello.append(large / hello)
    say(
        f"{articles:,} articles: warm start against {FEW:,}",
        f"{statistics.median(against_few):.2f} x, {statistics.median(against_hello):.2f} x hello",
        "bar 1.05 x, 1.15 x hello",
    )


def time_memory(place: Path, folder: Path, home: Path, articles: int) -> None:
    """Measure the memory of a program that lists them all, after its rescan, and of one that shows a long article."""
    with Stopwatch(list(HELLO), env=home_of(home)) as program:
        program.until("Hello, World!")
        program.rest(0.5)
        hello = resident(program)
    with Stopwatch(reader_command(place), env=home_of(home)) as program:
        program.until(A_CATEGORY)
        program.rest(5.0)
        listed = resident(program)
    large = libraries.write_one(folder / "large" / "one.md", 1_000_000)
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
    """Time the next unread article, rows, pages and both ends of the list."""
    with open_at_rest(place, home) as program:
        say_keys(f"{articles:,} articles: next unread", [program.after_key("n") for _ in range(KEYS_TIMED)])
        program.after_key("g")
        say_keys(f"{articles:,} articles: row", to_and_fro(program, "j", "k"))
        say_keys(f"{articles:,} articles: page", to_and_fro(program, "pagedown", "pageup"))
        say_keys(f"{articles:,} articles: top and bottom", [program.after_key(key) for key in "gG" * 15])


def time_folds(halves: Path, home: Path, articles: int) -> None:
    """Time opening the largest category."""
    with open_at_rest(halves, home) as program:
        program.after_key("g")
        folds = [program.after_key("enter") for _ in range(KEYS_TIMED)]
        say_keys(f"{articles:,} articles: open or close a category of {articles // 2:,}", folds)


@contextmanager
def open_at_rest(place: Path, home: Path) -> Iterator[Stopwatch]:
    """Give a program that shows a library, and has nothing to do any more."""
    with Stopwatch(reader_command(place), env=home_of(home)) as program:
        program.until(A_CATEGORY)
        program.rest(5.0)
        program.rest_until_idle()  # the texts are being indexed
        yield program


def to_and_fro(program: Stopwatch, there: str, back: str) -> list[float]:
    """Return what each of many keys takes, which turn round at the ends of the list, where a key draws nothing."""
    times = []
    for _ in range(KEYS_TIMED):
        seconds = program.after_key(there)
        if not seconds:
            there, back = back, there
            seconds = program.after_key(there)
        times.append(seconds)
    return times


def time_keys_while_scanning(place: Path, home: Path, articles: int) -> None:
    """Time rows and pages while a first start reads them all."""
    with Stopwatch(reader_command(place), env=home_of(home)) as program:
        program.until(A_CATEGORY)
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


def time_library(measured: Subject, home: Path, runs: int) -> None:
    """Time rescans and marks without a screen."""
    place, articles = measured.place, measured.articles
    library = Library.open([place], state_file=home / "state.db", cache_folder=home / "cache")
    rescan(library)
    walk = median_of(runs, lambda: timed(lambda: look_at_all(place)))
    again = median_of(runs, lambda: timed(lambda: rescan(library)))
    say(
        f"{articles:,} articles: rescan, nothing changed",
        f"{again:.2f} s, {again / walk:.2f} x",
        "bar 1.6 x walk, stat",
    )
    time_changes(measured, home, runs)
    row = RowId(library.search.files.newest_first()[0])
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


def time_changes(measured: Subject, home: Path, runs: int) -> None:
    """Time what some changed files add to a rescan."""
    library = Library.open([measured.changing], state_file=home / "changing.db", cache_folder=home / "changing")
    rescan(library)

    def touched() -> float:
        for file in measured.changed:
            os.utime(file)
        return timed(lambda: rescan(library))

    unchanged = median_of(runs, lambda: timed(lambda: rescan(library)))
    changed = median_of(runs, touched)
    say(
        f"{measured.articles:,} articles: rescan, {len(measured.changed)} changed",
        f"{changed - unchanged:+.2f} s",
        "bar + 0.1 s",
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
