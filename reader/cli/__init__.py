"""The command line: finds the command that is asked for, and says what went wrong in one line."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.domain.errors import LibraryError, ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

USER_ERROR = 2
"""The exit status for a mistake that the user can mend."""
INTERRUPTED = 130
"""The exit status, as shells have it, after Ctrl+C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` (by default the program's own) name, and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except ReaderError as error:
        from reader.articles.sanitize import clean_line  # a name in the message may hold anything

        print(f"reader: {clean_line(str(error))}", file=sys.stderr)
        return USER_ERROR
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        drop_output()  # whoever reads our output has seen enough
        return 0


@contextmanager
def writing_output() -> Iterator[None]:
    """Write all that is printed within it to standard output; raises LibraryError if that takes no more."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        raise LibraryError(f"standard output: {error.strerror}") from error


def drop_output() -> None:
    """Let what is not written yet go: the interpreter would try again when it ends, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: list[str]) -> int:
    if getattr(sys, "stdout", None) is None:
        raise LibraryError("standard output is closed; there is nowhere to write to")
    # Only the command that is asked for is imported.
    match words:
        case ["print", *rest]:
            from reader.cli.printing import run
        case ["search", *rest]:
            from reader.cli.searching import run
        case ["list", *rest]:
            from reader.cli.listing import run
        case ["doctor", *rest]:
            from reader.cli.doctor import run
        case ["state", *rest]:
            from reader.cli.exchange import run
        case rest:
            from reader.cli.reading import run
    return run(rest)
