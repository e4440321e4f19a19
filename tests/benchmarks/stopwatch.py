"""Times a program on a pseudo-terminal: from its start, or from a key, to what it writes."""

from __future__ import annotations

import os
import re
import select
import statistics
import time
from typing import TYPE_CHECKING, Self

from tests.pseudo_terminal import KEYS, LOOK, Terminal, is_working

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FRAME_GAP = 0.012
"""Seconds of silence after which a frame is taken to be complete."""
PACE = 0.06
"""Seconds between two keys of a reader who scrolls: what the reader lays out ahead falls in between."""
GIVE_UP = 300.0
_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
_LATEST = 50_000
"""Bytes in which what is said last stands."""
IDLE_LOOKS = 100
"""How many looks in a row have to find a program idle, which wakes now and then to see whether there is anything."""


class Stopwatch(Terminal):
    """A terminal that looks only at the bytes: reading the screen would take longer than drawing it."""

    def __enter__(self) -> Self:
        return self

    def until(self, *needles: str) -> float:
        """Return the seconds from the start until every one of `needles` has been written."""
        wanted = [needle.encode() for needle in needles]
        return self._until(lambda: all(needle in self.written for needle in wanted), f"written: {needles}")

    def until_listed(self, articles: int) -> float:
        """Return the seconds from the start until the list has said that it holds so many articles."""
        return self._until(lambda: _is_listed(articles, self.written[-_LATEST:]), f"listed: {articles:,}")

    def has_listed(self, articles: int) -> bool:
        """Return whether the list has said that it holds so many articles."""
        return _is_listed(articles, self.written)

    def _until(self, condition: Callable[[], bool], what: str) -> float:
        while not condition():
            if time.perf_counter() - self.started > GIVE_UP:
                raise TimeoutError(f"never {what}")
            if not self._take(0.5) and not self.process.isalive():
                raise EOFError(f"ended, not {what}: {bytes(self.written[-2000:])!r}")
        return time.perf_counter() - self.started

    def after_key(self, key: str) -> float:
        """Return the seconds from writing a key to the last byte of the frame that answers it."""
        self.rest()
        begun = last = time.perf_counter()
        os.write(self.process.fd, KEYS.get(key, key).encode())
        while self._take(FRAME_GAP if last > begun else 1.0):
            last = time.perf_counter()
        return last - begun

    def paced(self, key: str, count: int) -> list[float]:
        """Return the seconds from each of `count` keys to its frame, the keys PACE apart, as one that is held down."""
        times = []
        for _ in range(count):
            begun = last = time.perf_counter()
            os.write(self.process.fd, KEYS.get(key, key).encode())
            while self._take(FRAME_GAP if last > begun else 1.0):
                last = time.perf_counter()
            times.append(last - begun)
            while (left := begun + PACE - time.perf_counter()) > 0:
                self._take(left)
        return times

    def rest(self, seconds: float = 0.06) -> None:
        """Wait until nothing has come for so long."""
        while self._take(seconds):
            pass

    def rest_until_idle(self) -> None:
        """Wait until the program, and every process that it has started, has had nothing to do for a while."""
        idle = 0
        while idle < IDLE_LOOKS:
            self.rest()
            time.sleep(LOOK)
            idle = 0 if is_working(self.process.pid) else idle + 1

    def _take(self, seconds: float) -> bool:
        ready, _, _ = select.select([self.process.fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.process.fd, 1 << 20)
        except OSError:
            return False
        self.written += data
        return bool(data)


def _is_listed(articles: int, written: bytearray) -> bool:
    """Return whether a list says that it holds so many articles, and not only that a scan reads so many."""
    said = _COLOUR.sub(b"", written)  # the progress bar changes it anywhere within the words
    return re.search(rf"(?<! of ){articles:,}".encode(), said) is not None


def median_of(runs: int, measure: Callable[[], float]) -> float:
    """Return the median of some runs, after one that does not count."""
    measure()
    return statistics.median(measure() for _ in range(runs))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
