"""`reader [PATH …]`: opens the library and shows it, or prints files where there is no terminal."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from reader.domain.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from reader.library import Library
    from reader.library.first_page import FirstPage
    from reader.settings import Settings

FRAMES_A_SECOND = "240"
"""What Textual draws at most: at its own 60, a key held down waits for frames."""


def run(words: Sequence[str]) -> int:
    """Open what the words of the command line name, and return the exit status; raises ReaderError."""
    if any(word.startswith("-") for word in words):
        from reader.cli.reading_options import read_paths  # a start without options need not wait for their parser

        return _open(read_paths(words))
    return _open([Path(word) for word in words])


def _open(named: Sequence[Path]) -> int:
    if named and not sys.stdout.isatty() and all(map(os.path.isfile, named)):
        return _print(named)
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        from reader.library.source import source_of

        source_of(named)  # what is wrong with a name is said first
        raise LibraryError("no terminal that can be drawn on; reader print FILE prints an article")
    file = named[0] if len(named) == 1 and os.path.isfile(named[0]) else None  # noqa: PTH113 - it never raises
    # What takes long begins first, and goes on while all else is imported.
    with _set_ahead(file) as first_page:
        from reader import paths
        from reader.cli.usual_library import usual_library
        from reader.library import Library
        from reader.settings import read_settings

        settings = read_settings(paths.settings_file())
        library = Library.open(
            named or [usual_library(settings)],
            state_file=paths.state_file(),
            cache_folder=paths.cache_folder(),
            mark_read=settings.mark_read,
            searches=settings.searches,
        )
        try:
            return _show(library, settings, file, first_page)
        finally:
            library.close()


def _print(files: Sequence[Path]) -> int:
    from reader import paths
    from reader.cli.printing import print_files
    from reader.settings import read_settings

    print_files(files, read_settings(paths.settings_file()), width=None)
    return 0


def _set_ahead(file: Path | None) -> AbstractContextManager[FirstPage | None]:
    if file is None or os.name != "posix":  # elsewhere nobody can wait for a process and a clock at once
        return nullcontext()
    from reader.library.first_page import FirstPage

    return FirstPage(file)


def _show(library: Library, settings: Settings, file: Path | None, first_page: FirstPage | None) -> int:
    # Textual reads this once, when it is imported.
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND)
    from reader import paths
    from reader.ui.textual_import import import_textual

    import_textual()
    from reader.ui.app import ReaderApp, check_keys

    check_keys(settings, paths.settings_file())
    app = ReaderApp(library, settings, file=file, first_page=first_page)
    app.run()
    return app.return_code or 0
