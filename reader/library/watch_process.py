"""Notices which files of a library change, in a process of its own: to begin with, it has to look at all of them."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from reader.articles.folder import is_passed_over
from reader.domain.errors import LibraryError
from reader.library.child import Child, receive, send

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Event

    from reader.library.source import Source

_REST = 100
"""Milliseconds without a change after which those before are told of."""
_LONGEST = 400
"""Milliseconds after which they are told of although there are more, and after which that there are none is."""


def changes_of(source: Source, stopped: Event) -> Iterator[set[str]]:
    """Yield the paths that change in the library, until `stopped`; none at first, once changes are noticed.

    Raises LibraryError if they cannot be.
    """
    begun = False
    try:
        with Child("from reader.library.watch_process import serve; serve()") as child:
            child.send(str(source.root))
            # Whoever stops it does not wait for its next word.
            Thread(target=_end, args=(child, stopped), daemon=True).start()
            while not stopped.is_set():
                names, cause = child.receive()
                if cause is not None:
                    raise LibraryError(f"changes of files are not noticed, r looks for them: {cause}")
                paths = {path for name in names if (path := source.path_of(Path(name))) and not is_passed_over(path)}
                if paths or not begun:
                    begun = True
                    yield paths
    except (OSError, EOFError) as error:
        if stopped.is_set():
            return
        raise LibraryError("changes of files are not noticed, r looks for them") from error


def _end(child: Child, stopped: Event) -> None:
    stopped.wait()
    child.kill()


def serve() -> None:
    """Tell what changes below a folder, again and again, and at the end why it cannot: what the child does.

    It ends when nobody listens any more.
    """
    from watchfiles import watch

    root = receive(sys.stdin.buffer)
    try:
        for changes in watch(
            root,
            watch_filter=None,
            debounce=_LONGEST,
            step=_REST,
            rust_timeout=_LONGEST,
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            send(sys.stdout.buffer, ([name for _, name in changes], None))
    except BrokenPipeError:
        return
    except OSError as error:
        send(sys.stdout.buffer, ((), str(error)))
