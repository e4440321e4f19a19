"""The real program in a real pseudo-terminal: presses keys, reads the screen."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

import ptyprocess
import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PROJECT = Path(__file__).parent.parent

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "space": " ",
    "backspace": "\x7f",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}

TIME_ZONE = "Asia/Shanghai"
"""Where every program on a terminal is."""

PATIENCE = 20.0
"""Seconds after which something that should appear is given up: a bound on a hang, never a measure of speed."""

NOT_INHERITED = {"COLUMNS", "LINES", "NO_COLOR", "PYTHONDONTWRITEBYTECODE"}
"""What is of another terminal, or a wish of whoever runs the tests."""

SETTLED = 3.0
"""Seconds after which a program that never rests is looked at as it is: what it says goes away again."""

LOOK = 0.01
"""Seconds between two looks at what the program does."""

AFTER_KEY = 0.06
"""Seconds of quiet after a key: more than what is drawn at the next frame takes to begin."""

AFTER_ESCAPE = 0.15
"""Seconds of quiet after Esc: what comes sooner would be taken as the rest of a longer sequence."""


class Terminal:
    """A program on a terminal of `columns` by `rows` cells."""

    def __init__(
        self, argv: Sequence[str | Path], *, columns: int = 100, rows: int = 30, env: Mapping[str, str] | None = None
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.written = bytearray()
        """Every byte that the program has written."""
        inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        environment = {
            **inherited,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
            "TZ": TIME_ZONE,
            **(env or {}),
        }
        self.started = time.perf_counter()
        self.process = ptyprocess.PtyProcess.spawn(
            [str(word) for word in argv], env=environment, cwd=str(PROJECT), dimensions=(rows, columns)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.isalive():
            self.process.kill(signal.SIGKILL)
            self.process.wait()
        self.process.close(force=True)

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, without the blanks that pyte puts behind a wide character."""
        return [
            "".join(self._screen.buffer[y][x].data for x in range(self._screen.columns)).rstrip()
            for y in range(self._screen.lines)
        ]

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(self.lines)

    def read(self, seconds: float) -> bool:
        """Take in what the program writes for up to `seconds`; return whether anything came."""
        ready, _, _ = select.select([self.process.fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.process.fd, 65536)
        except OSError:
            return False
        self.written += data
        self._stream.feed(data)
        return bool(data)

    def wait_for(self, *needles: str) -> None:
        """Wait until all of `needles` are on the screen; fail with the screen if they never are."""
        self._wait(lambda: all(needle in self.text for needle in needles), f"never on the screen: {needles}")

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds; fail with the screen if it never does."""
        self._wait(condition, "never came to be")

    def wait_until_gone(self, needle: str) -> None:
        """Wait until `needle` is no longer on the screen; fail with the screen if it stays."""
        self._wait(lambda: needle not in self.text, f"still on the screen: {needle}")

    def _wait(self, condition: Callable[[], bool], otherwise: str) -> None:
        end = time.perf_counter() + PATIENCE
        while not condition():
            if time.perf_counter() > end:
                raise AssertionError(f"{otherwise}\n{self.text}")
            self.read(LOOK)

    def settle(self, quiet: float = 0.25) -> None:
        """Wait until the program has written nothing for `quiet` seconds in which it had nothing to do.

        The seconds in which it works, or waits for the processor, do not count: a busy machine makes no difference.
        """
        end = time.perf_counter() + max(SETTLED, 2 * quiet)
        passed = 0.0
        while passed < quiet and time.perf_counter() < end:
            if self.read(LOOK):
                passed = 0.0
            elif not is_working(self.process.pid):
                passed += LOOK

    def press(self, *keys: str, quiet: float = AFTER_KEY) -> None:
        """Press keys one after the other, each by its name or its character."""
        for key in keys:
            os.write(self.process.fd, KEYS.get(key, key).encode())
            self.settle(AFTER_ESCAPE if key == "escape" else quiet)

    def click(self, column: int, row: int, *, times: int = 1) -> None:
        """Click a cell, counted from 0."""
        for _ in range(times):
            position = f"{column + 1};{row + 1}"
            os.write(self.process.fd, f"\x1b[<0;{position}M\x1b[<0;{position}m".encode())
        self.settle(AFTER_KEY)

    def wheel(self, column: int, row: int, *, down: bool) -> None:
        """Turn the wheel by one step over a cell, counted from 0."""
        os.write(self.process.fd, f"\x1b[<{65 if down else 64};{column + 1};{row + 1}M".encode())
        self.settle(AFTER_KEY)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)
        self.settle()

    def wait_exit(self) -> int:
        """Return the exit status of the program, negative for a signal; fail if it goes on."""
        end = time.perf_counter() + PATIENCE
        while self.process.isalive():
            if time.perf_counter() > end:
                raise AssertionError(f"still running\n{self.text}")
            self.read(0.02)
        while self.read(0):
            pass
        status = self.process.exitstatus
        return status if status is not None else -int(self.process.signalstatus or 0)


def is_working(process: int) -> bool:
    """Return whether a process, or one that it has started, runs or waits for a processor; only Linux tells."""
    try:
        for thread in Path(f"/proc/{process}/task").iterdir():
            state = (thread / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
            children = (thread / "children").read_text(encoding="ascii").split()
            if state in "RD" or any(is_working(int(child)) for child in children):
                return True
    except OSError:
        pass  # it has ended meanwhile, or there is no such folder
    return False


def reader_command(*arguments: str | Path) -> list[str | Path]:
    """Return the command that runs the program of this checkout."""
    return [sys.executable, "-m", "reader", *arguments]


def home_of(folder: Path) -> dict[str, str]:
    """Return the environment that keeps settings, state and cache below `folder`."""
    return {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_DATA_HOME": str(folder / "data"),
    }
