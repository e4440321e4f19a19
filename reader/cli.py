"""The command line: reads the settings, opens the library, and shows or prints it."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from reader import paths
from reader.domain.errors import LibraryError, ReaderError
from reader.library import Library
from reader.library.page import read_page
from reader.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

USER_ERROR = 2
"""The exit status for a mistake that the user can mend."""
NOTHING_FOUND = 1
"""The exit status of a search without a hit."""
FRAMES_A_SECOND = "240"
"""What Textual draws at most: at its own 60, a key held down waits for frames."""
DEFAULT_COLUMNS = 80
WIDTHS = range(10, 1001)
"""The widths that a page can be printed in, in cells."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` (by default the program's own) name, and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if words[:1] == ["print"]:
            return _print(_print_parser().parse_args(words[1:]))
        if words[:1] == ["search"]:
            return _search(_search_parser().parse_args(words[1:]))
        return _read(_read_parser().parse_args(words))
    except ReaderError as error:
        print(f"reader: {error}", file=sys.stderr)
        return USER_ERROR
    except BrokenPipeError:
        # Whoever reads our output has seen enough; the interpreter must not complain about it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _read_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reader",
        description="Reads articles in the terminal: a folder of them, some files, or one.",
        epilog=f"reader print FILE ... sets articles as text; see reader print --help. "
        f"reader search QUERY lists the articles that hold some words; see reader search --help. "
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


def _print_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reader print", description="Sets article files as text on standard output.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--width", type=int, metavar="N", help="cells in a line; by default those of the terminal, or 80"
    )
    return parser


def _search_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reader search",
        description="Lists the articles that hold some words: those with all of them in the title first, then by date.",
        epilog='Words are AND; "a phrase", -not, OR, title: author: category: tag: is:unread is:read is:starred '
        "before:2022 after:2021-06 newer:7d. Put a query that begins with - behind --.",
    )
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="a folder; without one, as in the settings")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="articles that are listed at most; 50")
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
        return _print_files(named, settings, width=None)
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


def _print(options: argparse.Namespace) -> int:
    return _print_files(options.files, read_settings(paths.settings_file()), width=options.width)


def _search(options: argparse.Namespace) -> int:
    """List what a search finds: date, title and path, and the line that it is found in."""
    from reader.articles.sanitize import clean_line  # nothing else at the start needs patterns

    if options.limit < 1:
        raise LibraryError(f"--limit {options.limit}: at least 1")
    gc.enable()  # many files may be read
    folder = options.path or read_settings(paths.settings_file()).library or paths.samples_folder()
    library = Library.open([folder], state_file=paths.state_file(), cache_folder=paths.cache_folder())
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        library.scan(lambda _done, _total: None, lambda: False)
        library.search.take_out_stale()
        results = library.search.find(options.query, options.limit)
        listings = {listing.row: listing for listing in library.shelf.listings(hit.row for hit in results.hits)}
        for hit in results.hits:
            listing = listings[hit.row]
            context = library.search.context(options.query, hit.row)
            print(f"{listing.date.astimezone():%Y-%m-%d}  {listing.title}\n  {clean_line(hit.path)}")
            if context is not None and context.line:
                print(f"  {context.line}")
        sys.stdout.flush()
    finally:
        library.close()
    return 0 if results.hits else NOTHING_FOUND


def _print_files(files: Sequence[Path], settings: Settings, *, width: int | None) -> int:
    """Set articles one after the other, in colour if a terminal shows them."""
    from rich.color import ColorSystem

    from reader.render.page import page_lines
    from reader.render.theme import PLAIN, TERMINAL

    if width is not None and width not in WIDTHS:
        raise LibraryError(f"--width {width}: a line has from {WIDTHS.start} to {WIDTHS.stop - 1} cells")
    gc.enable()  # many files can be named
    terminal = sys.stdout.isatty()
    columns = width or (min(get_terminal_size().columns, settings.measure) if terminal else DEFAULT_COLUMNS)
    theme, colours = (TERMINAL, ColorSystem.STANDARD) if terminal and not os.environ.get("NO_COLOR") else (PLAIN, None)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    for number, file in enumerate(files):
        article, body = read_page(file, file.parent)
        print(end="\n" if number else "")
        for line in page_lines(article, body, width=columns, theme=theme):
            print(
                "".join(
                    style.render(text, color_system=colours) if style else text for text, style, _ in line.segments
                ).rstrip()
            )
    sys.stdout.flush()
    return 0
