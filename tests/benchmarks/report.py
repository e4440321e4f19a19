"""Prints figures, and times starts: what all benchmarks share."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.stopwatch import Stopwatch
from tests.pseudo_terminal import home_of

HELLO = [sys.executable, "-m", "tests.benchmarks.hello"]


def say(what: str, figure: str, bar: str = "") -> None:
    """Print one figure."""
    print(f"{what:<58} {figure:>22}   {bar}", flush=True)


def start(command: list[str | Path], home: Path, *needles: str) -> float:
    """Return the seconds from the start of a program until it has drawn `needles`."""
    with Stopwatch(command, env=home_of(home)) as program:
        return program.until(*needles)
