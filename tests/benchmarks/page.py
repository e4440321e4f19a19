"""What a page costs: from the key that opens it to its text, and from a key in it to its frame.

Alone: `python -m tests.benchmarks.page [--runs 5]`.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from tests.benchmarks import library
from tests.benchmarks.report import say
from tests.benchmarks.stopwatch import Stopwatch, percentile
from tests.pseudo_terminal import home_of, reader_command

OPENED = (("12 KB", 12_000, 35), ("1 MB", 1_000_000, 60), ("5 MB", 5_000_000, 150))
"""Articles of HTML, their sizes, and the milliseconds that their text may take."""
READ = ("12 KB", "1 MB")
"""The articles in which keys are timed."""
KEYS_TIMED = 300


def main() -> None:
    """Print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    with tempfile.TemporaryDirectory() as name:
        time_pages(Path(name), parser.parse_args().runs)


def time_pages(folder: Path, runs: int) -> None:
    """Time articles of each size."""
    for label, size, bar in OPENED:
        time_opening(folder, label, size, bar, runs)


def time_opening(folder: Path, label: str, size: int, bar: int, runs: int) -> None:
    """Time key to painted text, the program warm, then lines and pages."""
    place = folder / f"opening-{size}"
    library.write(place, 3)
    file = library.write_one(place / "one.md", size)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("date: ", "date: Mon, 02 Nov 2026 00:00:00 GMT #", 1), encoding="utf-8")
    opened, lines, pages = [], [], []
    for run in range(runs):
        with Stopwatch(reader_command(place), env=home_of(folder / f"home-{size}-{run}")) as program:
            program.until("Beginning")
            program.rest(1.0)
            program.after_key("J")
            program.rest(0.5)
            before = len(program.written)
            opened.append(program.after_key("K"))
            if b"Beginning" not in program.written[before:]:
                raise AssertionError(f"{label}: the keys have opened another article")
            program.rest(1.0)
            if label in READ:
                program.after_key("tab")
                lines += program.paced("j", KEYS_TIMED // runs)
                pages += program.paced("pagedown", KEYS_TIMED // runs)
    say(f"{label}: key to painted text", f"{statistics.median(opened) * 1000:.1f} ms", f"bar {bar} ms")
    for what, times in (("lines", lines), ("pages", pages)):
        if times:
            figure = f"{statistics.median(times) * 1000:.1f} / {percentile(times, 0.99) * 1000:.1f} ms"
            say(f"{label}: {what} at a pace of 60 ms, p50 / p99", figure, "bar 8 / 16 ms")


if __name__ == "__main__":
    main()
