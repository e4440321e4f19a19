"""The command line: reads the settings, opens the library, and shows or prints it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.domain.errors import LibraryError, ReaderError
from reader.library import Library
from reader.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

USER_ERROR = 2
"""The exit status for a mistake that the user can mend."""
FRAMES_A_SECOND = "240"
"""What Textual draws at most: at its own 60, a key held down waits for frames."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` (by default the program's own) name, and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except ReaderError as error:
        print(f"reader: {error}", file=sys.stderr)
        return USER_ERROR
    except BrokenPipeError:
        # Whoever reads our output has seen enough; the interpreter must not complain about it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(words: list[str]) -> int:
    # Only the command that is asked for is imported.
    match words:
        case ["print", *rest]:
            from reader.cli.printing import run

            return run(rest)
        case ["doctor", *rest]:
            from reader.cli.doctor import run

            return run(rest)
        case ["state", *rest]:
            from reader.cli.exchange import run

            return run(rest)
        case _:
            return _read(_read_parser().parse_args(words))


def _read_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reader",
        description="Reads articles in the terminal: a folder of them, some files, or one.",
        epilog="Commands: reader print sets articles as text, reader state exchanges your reading with other machines, "
        "reader doctor says what is wrong; each has its own --help. A folder of such a name is opened as ./print. "
        f"Settings: {paths.settings_file()}. Reading state: {paths.state_file()}.",
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="a folder, or article files; without one, the library of the settings",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and leave")
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: the look-up takes 10 ms."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"Broadsheet {version(paths.APPLICATION)}")
        parser.exit()


def _read(options: argparse.Namespace) -> int:
    settings = read_settings(paths.settings_file())
    named: list[Path] = options.paths
    if named and not sys.stdout.isatty() and all(path.is_file() for path in named):
        from reader.cli.printing import print_files

        print_files(named, settings, width=None)
        return 0
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise LibraryError("this is no terminal; name an article file to have it printed")
    library = Library.open(
        named or [settings.library or paths.samples_folder()],
        state_file=paths.state_file(),
        cache_folder=paths.cache_folder(),
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
