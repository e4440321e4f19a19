"""`reader [PATH …]`: opens the library and shows it, or prints files where there is no terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.domain.errors import LibraryError
from reader.library import Library
from reader.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

FRAMES_A_SECOND = "240"
"""What Textual draws at most: at its own 60, a key held down waits for frames."""


def run(words: Sequence[str]) -> int:
    """Open what the words of the command line name, and return the exit status; raises ReaderError."""
    if any(word.startswith("-") for word in words):
        from reader.cli.reading_options import read_paths  # a start without options need not wait for their parser

        return _open(read_paths(words))
    return _open([Path(word) for word in words])


def _open(named: Sequence[Path]) -> int:
    settings = read_settings(paths.settings_file())
    if named and not sys.stdout.isatty() and all(path.is_file() for path in named):
        from reader.cli.printing import print_files

        print_files(named, settings, width=None)
        return 0
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        from reader.library.source import source_of

        source_of(named)  # what is wrong with a name is said first
        raise LibraryError("no terminal that can be drawn on; reader print FILE prints an article")
    library = Library.open(
        named or [settings.library or paths.samples_folder()],
        state_file=paths.state_file(),
        cache_folder=paths.cache_folder(),
        searches=settings.searches,
    )
    try:
        return _show(library, settings, file=named[0] if len(named) == 1 and named[0].is_file() else None)
    finally:
        library.close()


def _show(library: Library, settings: Settings, *, file: Path | None) -> int:
    # Textual reads this once, when it is imported.
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND)
    from reader.ui.app import ReaderApp, check_keys

    check_keys(settings, paths.settings_file())
    app = ReaderApp(library, settings, file=file)
    app.run()
    return app.return_code or 0
