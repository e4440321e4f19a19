"""Prints what the reader costs: `python -m tests.benchmarks [--articles 5000] [--library FOLDER] [--runs 5]`.

Times are medians; start-ups are ratios to the smallest Textual program, timed in turn with them. With `--library`, the
library is that folder, which is only read: where files are changed, they are copies of some, beside links to all; and
what is written is a library of as many articles for its large category, the 1,100 articles, and those of 1 MB.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from tests.benchmarks import library, page, scale, search, state, subject
from tests.benchmarks.report import HELLO, say, start
from tests.benchmarks.scale import A_CATEGORY
from tests.benchmarks.stopwatch import Stopwatch
from tests.pseudo_terminal import home_of, reader_command

if TYPE_CHECKING:
    from tests.benchmarks.subject import Subject


def main() -> None:
    """Run every benchmark and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--library", type=Path, help="a folder of articles; without one, they are written first")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        time_samples(folder, options.runs)
        page.time_pages(folder, options.runs)
        time_direct(folder, options.runs)
        if options.library:
            measured = subject.given(options.library.resolve(), folder)
        else:
            measured = subject.written(folder, options.articles)
        if hasattr(os, "sync"):
            os.sync()  # what was written goes to the disk for minutes, and holds up what is timed meanwhile
        time_first_start(measured, folder, options.runs)
        scale.time_scale(measured, folder, options.runs)
        state.time_state(measured.place, folder / "headless", measured.articles, options.runs)
        search.time_search(measured.place, folder / "search")


def time_samples(folder: Path, runs: int) -> None:
    """Time the first frame with sidebar and article, on the samples."""
    home = folder / "samples"
    samples = reader_command(paths.samples_folder())
    with Stopwatch(samples, env=home_of(home)) as program:
        program.until("Welcome")
        program.rest(2.0)
    hello, reader = [], []
    for _ in range(runs * 2):
        hello.append(start(list(HELLO), home, "Hello, World!"))
        reader.append(start(samples, home, "编程", "Welcome"))
    ratio = statistics.median(a / b for a, b in zip(reader, hello, strict=True))
    say("hello-world: exec to first frame", f"{statistics.median(hello) * 1000:.0f} ms")
    say(
        "samples: exec to sidebar and article",
        f"{statistics.median(reader) * 1000:.0f} ms, {ratio:.2f} x",
        "bar 1.25 x hello",
    )


def time_direct(folder: Path, runs: int) -> None:
    """Time the opening of a file by its name."""
    home = folder / "direct"
    file = library.write_one(folder / "direct-library" / "one.md", 1_000_000)
    ratios = []
    for _ in range(2 * runs + 1):
        hello = start(list(HELLO), home, "Hello, World!")
        ratios.append(start(reader_command(file), home, "Beginning") / hello)
    say("a file of 1 MB by its name: exec to its text", f"{statistics.median(ratios[1:]):.2f} x hello")


def time_first_start(measured: Subject, folder: Path, runs: int) -> None:
    """Time the first start on a library that no index knows, and a plain loop over its files."""
    place, articles = measured.place, measured.articles
    times, usable = [], []
    for run in range(runs):
        with Stopwatch(reader_command(place), env=home_of(folder / f"first-{run}")) as program:
            usable.append(program.until(A_CATEGORY))
            times.append(program.until_listed(articles))
    say(f"{articles:,} articles: first start to the first categories", f"{statistics.median(usable):.2f} s")
    say(
        f"{articles:,} articles: first start to all of them listed",
        f"{statistics.median(times):.2f} s",
        "bar 3 s for 5,000",
    )
    begun = time.perf_counter()
    import frontmatter

    for file in place.rglob("*.md"):
        with suppress(Exception):  # it cannot read every file
            frontmatter.load(str(file))
    loop = time.perf_counter() - begun
    say(f"{articles:,} articles: the same against frontmatter.load of each", f"{statistics.median(times) / loop:.2f} x")


if __name__ == "__main__":
    main()
