"""The options of `reader [PATH …]`."""

from __future__ import annotations

from argparse import Action
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.cli.parser import Parser

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence


def read_paths(words: Sequence[str]) -> list[Path]:
    """Return the paths among the words; help and version are printed, and end the program. Raises UsageError."""
    parser = Parser(
        prog="reader",
        description="Reads articles in the terminal: a folder of them, some files, or one.",
        epilog="Commands: reader print sets articles as text, reader list lists them, reader search finds words in"
        " them, reader state exchanges your reading with other machines, "
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
    named: list[Path] = parser.parse_args(words).paths
    return named


class _Version(Action):
    """Looks the version up only when it is asked for: the look-up takes 10 ms."""

    def __call__(self, parser: ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"Broadsheet {version(paths.APPLICATION)}")
        parser.exit()
