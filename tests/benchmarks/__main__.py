"""Prints what the reader costs: `python -m tests.benchmarks [--articles 5000] [--runs 5]`.

Times are medians; start-ups are ratios to the smallest Textual program, timed in turn with them.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from reader import paths
from tests.benchmarks import library, page, scale, search, state
from tests.benchmarks.report import HELLO, say, start
from tests.benchmarks.stopwatch import Stopwatch
from tests.pseudo_terminal import home_of, reader_command


def main() -> None:
    """Run every benchmark and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        time_samples(folder, options.runs)
        page.time_pages(folder, options.runs)
        time_direct(folder, options.runs)
        time_first_start(folder, options.articles, options.runs)
        scale.time_scale(folder, options.articles, options.runs)
        state.time_state(folder / "library", folder / "headless", options.articles, options.runs)
        search.time_search(folder / "library", folder / "search")


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


def time_first_start(folder: Path, articles: int, runs: int) -> None:
    """Time the first start on a library that no index knows, and a rescan."""
    place = library.write(folder / "library", articles)
    times, usable = [], []
    for run in range(runs):
        with Stopwatch(reader_command(place), env=home_of(folder / f"first-{run}")) as program:
            usable.append(program.until(library.LARGEST))
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
        frontmatter.load(str(file))
    loop = time.perf_counter() - begun
    say(f"{articles:,} articles: the same against frontmatter.load of each", f"{statistics.median(times) / loop:.2f} x")


if __name__ == "__main__":
    main()
