"""Another process of the program: it is given values and answers with values, and holds up no key meanwhile."""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping
    from types import TracebackType

_LENGTH = 8
_PIPE = 1024 * 1024
"""Bytes that one side can write, where the system lets this user have more, without waiting for the other."""
_NICE = 10
_START = "import sys; sys.path[:] = sys.argv[1:]; "
"""It imports from where this process does, never from the folder that it is in, and looks for no more."""


class Child:
    """A process that runs `statement`; it ends with the block, whatever it is doing.

    One that the system does not start is like one that has ended at once.
    """

    # multiprocessing would leave a process for clearing up behind, as long as the program runs.
    def __init__(self, statement: str, environment: Mapping[str, str] | None = None) -> None:
        import subprocess  # not in the child

        self._process: subprocess.Popen[bytes] | None = None
        with suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603 - a statement of our own
                [sys.executable, "-S", "-c", _START + statement, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            _widen(self._process.stdin, self._process.stdout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def is_running(self) -> bool:
        """Return whether it has not ended yet."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """End it, whatever it is doing; whoever waits for its next value gets an EOFError."""
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """End it, whatever it is doing, and wait for its end."""
        self.kill()
        if self._process is not None:
            self._process.communicate()

    def send(self, value: Any) -> None:
        """Give it a value of plain types; raises OSError if it has ended."""
        if self._process is None or self._process.stdin is None:
            raise BrokenPipeError
        send(self._process.stdin, value)

    def receive(self, seconds: float | None = None) -> Any:
        """Wait for its next value, some seconds at the most; raises EOFError if it has ended, and TimeoutError.

        With a limit, it must have been given something to answer since its last value; Windows knows no limit.
        """
        if self._process is None or self._process.stdout is None or self._process.stdout.closed:
            raise EOFError
        if seconds is not None:
            from select import select  # few wait in this way

            if not select([self._process.stdout], [], [], seconds)[0]:
                raise TimeoutError
        return receive(self._process.stdout)


def give_way() -> None:
    """Let keys go before what this process does, and what those do that it starts."""
    if hasattr(os, "nice"):
        os.nice(_NICE)


def _widen(*pipes: IO[bytes] | None) -> None:
    # Popen would start nothing where a user has more in pipes than the system lets them have.
    with suppress(ImportError, OSError):
        from fcntl import F_SETPIPE_SZ, fcntl

        for pipe in pipes:
            if pipe is not None:
                fcntl(pipe, F_SETPIPE_SZ, _PIPE)


def send(stream: IO[bytes], value: Any) -> None:
    """Write a value of plain types."""
    data = marshal.dumps(value)
    stream.write(len(data).to_bytes(_LENGTH, "little") + data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read the next value; raises EOFError if there is none."""
    size = stream.read(_LENGTH)
    if len(size) < _LENGTH:
        raise EOFError
    return marshal.loads(stream.read(int.from_bytes(size, "little")))  # noqa: S302 - written by our own process
