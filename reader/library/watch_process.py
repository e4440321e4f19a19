"""Notices which files of a library change, in a process of its own: to begin with, it has to look at all of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING

from reader.articles.folder import is_passed_over
from reader.domain.errors import LibraryError
from reader.library.child import Child, receive, send
from reader.storage.database import identity_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from threading import Event

    from reader.library.source import Source

_REST = 100
"""Milliseconds without a change after which those before are told of."""
_LONGEST = 400
"""Milliseconds after which they are told of although there are more, and after which that there are none is."""


def changes_of(source: Source, stopped: Event) -> Iterator[set[str] | None]:
    """Yield the paths that change in the library, until `stopped`.

    None says that anything may have changed: once changes are noticed, which begins again when another folder has come
    into the place of this one, and when a name is no text. Raises LibraryError if changes cannot be noticed.
    """
    try:
        with Child("from reader.library.watch_process import serve; serve()") as child:
            child.send(str(source.root))
            # Whoever stops it does not wait for its next word.
            Thread(target=_end, args=(child, stopped), daemon=True).start()
            while not stopped.is_set():
                names, cause = child.receive()
                if cause is not None:
                    raise LibraryError(f"changes of files are not noticed, r looks for them: {cause}")
                if names is None:
                    yield None
                elif paths := {path for name in names if (path := _path_of(name, source))}:
                    yield paths
    except (OSError, EOFError) as error:
        if stopped.is_set():
            return
        raise LibraryError("changes of files are not noticed, r looks for them") from error


def _path_of(name: str, source: Source) -> str | None:
    """Return the path of what has changed, None if it is nothing to the library."""
    file = Path(name)
    # A link within the library leads to what is listed where it lies.
    folder, root = os.path.realpath(file.parent), os.path.realpath(source.root)  # Path.resolve raises where links loop
    real = source.path_of(source.root / os.path.relpath(Path(folder, file.name), root))
    path = real or source.path_of(file)
    return path if path and not is_passed_over(path) else None


def _end(child: Child, stopped: Event) -> None:
    stopped.wait()
    child.kill()


def serve() -> None:
    """Tell what changes below a folder, again and again, and at the end why it cannot: what the child does.

    It ends when nobody listens any more.
    """
    root = receive(sys.stdin.buffer)

    def tell(names: Sequence[str] | None, cause: str | None = None) -> None:
        send(sys.stdout.buffer, (names, cause))

    try:
        while True:
            changes = _changes_below(root)
            next(changes, None)  # now they are noticed; those before were not
            tell(None)
            for names in changes:
                tell(names)
            tell(None)
            sleep(_LONGEST / 1000)
            while identity_of(Path(root)) is None:
                tell(())
                sleep(_LONGEST / 1000)
    except BrokenPipeError:
        return
    except (OSError, RuntimeError) as error:
        tell((), str(error))


def _changes_below(root: str) -> Iterator[list[str]]:
    """Yield the names that change, none after a while, until they are not all to be told: anything may change then.

    Raises OSError or RuntimeError if changes cannot be noticed.
    """
    from watchfiles import watch

    watched, begun = identity_of(Path(root)), False
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
            begun = True
            names = [name for _, name in changes]
            yield names
            if root in names or identity_of(Path(root)) != watched:
                return  # what is watched is the folder that was there before, wherever it is now
    except RuntimeError:
        # A name that is no text; or there is no watching at all, such as where too many others do.
        if not begun:
            raise
