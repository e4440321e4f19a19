"""`reader print`: sets article files as text on standard output."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from rich.color import ColorSystem

from reader import paths
from reader.cli import writing_output
from reader.cli.parser import Parser
from reader.domain.errors import LibraryError
from reader.library.page import read_page
from reader.render.page import link_lines, page_lines
from reader.render.theme import PLAIN, read_theme
from reader.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment

DEFAULT_COLUMNS = 80
WIDTHS = range(10, 1001)
"""The widths that a page can be printed in, in cells."""


def run(words: Sequence[str]) -> int:
    """Print the files that the words of the command line name, and return the exit status."""
    parser = Parser(prog="reader print", description="Sets article files as text on standard output.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--width", type=int, metavar="N", help="cells in a line; by default those of the terminal, or 80"
    )
    options = parser.parse_args(words)
    print_files(options.files, read_settings(paths.settings_file()), width=options.width)
    return 0


def print_files(files: Sequence[Path], settings: Settings, *, width: int | None) -> None:
    """Set articles one after the other, in colour if a terminal shows them; raises ReaderError."""
    if width is not None and width not in WIDTHS:
        raise LibraryError(f"--width {width}: a line has from {WIDTHS.start} to {WIDTHS.stop - 1} cells")
    gc.enable()  # many files can be named
    terminal = sys.stdout.isatty()
    columns = width or (min(get_terminal_size().columns, settings.measure) if terminal else DEFAULT_COLUMNS)
    colours = ColorSystem.STANDARD if terminal and not os.environ.get("NO_COLOR") else None
    theme = read_theme(paths.page_styles(), "terminal", {}) if colours is not None else PLAIN
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    with writing_output():
        for number, file in enumerate(files):
            article, body = read_page(file, file.parent)
            print(end="\n" if number else "")
            page = page_lines(article, body, width=columns, theme=theme)
            for line in chain(page, link_lines(body, width=columns, theme=theme)):
                print("".join(_written(segment, colours) for segment in line.segments).rstrip())


def _written(segment: Segment, colours: ColorSystem | None) -> str:
    return segment.style.render(segment.text, color_system=colours) if segment.style else segment.text
