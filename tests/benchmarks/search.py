"""Prints what the full-text search costs: `python -m tests.benchmarks.search [--articles 20000] [--library FOLDER]`.

Times are medians of five, of processor time where it says so; ripgrep, where it is installed, reads the same files.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from contextlib import closing
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.article_file import read_source
from reader.articles.plain_text import plain_text
from reader.domain.errors import ArticleError
from reader.domain.query import View
from reader.library import Library
from reader.library.search import SHOWN, Search
from reader.ui.screens.looking import SLICE_SECONDS
from tests.benchmarks import library
from tests.benchmarks.report import say
from tests.library_of import scan

if TYPE_CHECKING:
    from collections.abc import Callable

QUERIES = {
    "common": ["的", "报", "数据", "时间", "芯片", "读者时", "人工智", "市场份额", "py", "a", "2026"],
    "rare": ["剀", "窶", "岇桺", "gmv", "nvid"],
    "rare, of pairs that are common": ["亮光标屏", "静认为重"],
    "absent": ["饕", "饕餮", "魑魅魍", "魑魅魍魉", "zzz", "qqqq"],
}
BEFORE = ["数据", "时间", "饕餮", "zzz"]
RUNS = 5
LINES = 20


def main() -> None:
    """Run every benchmark and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--library", type=Path, help="a folder of articles; without one, they are written first")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.library or library.write(Path(name) / "library", options.articles)
        time_search(folder, Path(name) / "home")


def time_search(folder: Path, home: Path) -> None:
    """Time the search in a library; what it keeps goes below `home`."""
    shelf = Library.open([folder.resolve()], state_file=home / "state.db", cache_folder=home)
    scan(shelf)
    grep = median(lambda: ripgrep("的", folder)) if shutil.which("rg") else None
    say("ripgrep over the files", f"{grep * 1000:.0f} ms" if grep else "not installed: no ratios")
    time_before(shelf, grep)
    time_building(shelf)
    time_queries(shelf, grep)
    time_saved(shelf)
    shelf.close()


def median(action: Callable[[], object]) -> float:
    """Return the seconds that `action` takes."""
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def ripgrep(words: str, folder: Path) -> None:
    """List the files that hold some words."""
    subprocess.run(["rg", "-l", "-i", "-F", words, str(folder)], stdout=subprocess.DEVNULL, check=False)


def time_before(shelf: Library, grep: float | None) -> None:
    """Time searches while nothing is indexed: until the prompt tells what it knows, and until it has read all files."""
    for words in BEFORE:
        told, taken, count = look(shelf.search, words)
        other = median(partial(ripgrep, words, shelf.search.root)) if grep else None
        ratio = f", {told / other:.2f} / {taken / other:.2f} x ripgrep" if other else ""
        say(
            f"not indexed: {words}, told / {'enough' if count else 'all files read'}",
            f"{told * 1000:.0f} / {taken * 1000:.0f} ms{ratio}",
            "bar 0.6 x ripgrep",
        )


def look(search: Search, words: str) -> tuple[float, float, int]:
    """Look for words as the search screen does, in slices.

    Returns the seconds until it says how much is found and indexed, those until a screen of hits or all of them are
    found, and how many these are.
    """
    begun = time.perf_counter()
    told, count = 0.0, 0
    with closing(search.hits(words)) as hits:
        for hit in hits:
            count += hit is not None
            if not told and time.perf_counter() - begun > SLICE_SECONDS:
                search.progress()
                told = time.perf_counter() - begun
            if count == SHOWN:
                break
    taken = time.perf_counter() - begun
    return told or taken, taken, count


def time_building(shelf: Library) -> None:
    """Time the building of the text index in its process, and weigh it."""
    search = shelf.search
    begun, worked = time.perf_counter(), children_time()
    shelf.text_index.start()
    while shelf.text_index.is_at_work():
        time.sleep(0.1)
    taken, worked = time.perf_counter() - begun, children_time() - worked
    _, count = search.progress()
    say("text index: a file", f"{taken / count * 1000:.2f} ms ({worked / count * 1000:.2f} cpu)", "bar 1 ms")
    sample = list(search.files.look_up(search.files.newest_first()[:500]).values())
    written = sum(file.size for file in sample)
    text = sum(text_size(search.root / file.path, search.root) for file in sample)
    size = search.text_file.stat().st_size * len(sample) / count
    say("text index: size", f"{size / text:.3f} x text, {size / written:.3f} x files", "bar 0.35 x text")


def children_time() -> float:
    """Return the seconds of processor time that the processes have taken that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def text_size(file: Path, root: Path) -> int:
    """Return the bytes of the text of an article."""
    try:
        source = read_source(file, root=root)
    except ArticleError:
        return 0
    return len(plain_text(source.text, source.markup).encode())


def time_saved(shelf: Library) -> None:
    """Time the finding of saved searches, which is done in slices, and their asking whether it has to be done again."""
    saved = shelf.shelf.saved
    for query in ("数据", "数据 is:unread newer:1000d", "饕餮"):
        saved.take({"one": query})
        begun = time.perf_counter()
        steps = [begun, *(time.perf_counter() for _ in saved.look())]
        longest = max(after - before for before, after in pairwise([*steps, time.perf_counter()]))
        (found,) = saved.categories(View.ALL)
        say(
            f"saved search: {query}, {found.total:,} articles, all / longest step",
            f"{(time.perf_counter() - begun) * 1000:.0f} / {longest * 1000:.1f} ms",
        )
    say("saved searches: is any to be found anew", f"{median(saved.is_stale) * 1000:.2f} ms")


def time_queries(shelf: Library, grep: float | None) -> None:
    """Time the newest 50 hits, and the lines of context of those on the screen."""
    search = shelf.search
    for kind, queries in QUERIES.items():
        times = {words: median(partial(search.find, words)) for words in queries}
        worst = max(times, key=times.__getitem__)
        ratio = f", {times[worst] / grep:.4f} x ripgrep" if grep else ""
        say(f"{kind}, newest 50: median", f"{statistics.median(times.values()) * 1000:.2f} ms", "bar 10 ms")
        say(f"{kind}, newest 50: worst, {worst}", f"{times[worst] * 1000:.2f} ms{ratio}", "bar 10 ms, 0.02 x")
    hits = search.find("数据")[:LINES]
    lines = median(lambda: [search.context("数据", hit.row) for hit in hits])
    say(f"lines of context of {len(hits)} hits", f"{lines * 1000:.1f} ms")


if __name__ == "__main__":
    main()
