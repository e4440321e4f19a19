"""What the program runs on: versions, and what the terminal can do."""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import dataclass
from importlib import metadata
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from rich.console import Console

from reader import paths
from reader.storage.health import SQLITE_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLOURS = {"truecolor": 2**24, "256": 256, "standard": 16, "windows": 16}


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of the program and of what it stands on."""

    broadsheet: str
    python: str
    sqlite: str
    system: str
    packages: Mapping[str, str | None]
    """By their names; None is one that is not installed."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the terminal says of itself."""

    input: bool
    """Whether keys come from a terminal, and not from a file or a pipe."""
    output: bool
    columns: int
    rows: int
    term: str | None
    """TERM; the next two are COLORTERM and TERM_PROGRAM."""
    colorterm: str | None
    program: str | None
    colours: int
    """How many colours are shown; 0 if none are wanted."""
    encoding: str


def versions() -> Versions:
    """Return the versions; takes some 50 ms."""
    packages: dict[str, str | None] = {}
    for requirement in metadata.requires(paths.APPLICATION) or []:
        # What developers need besides has a marker.
        if ";" not in requirement and (name := re.match(r"[\w.-]+", requirement)):
            packages[name[0]] = _version(name[0])
    return Versions(
        metadata.version(paths.APPLICATION),
        platform.python_version(),
        SQLITE_VERSION,
        platform.platform(),
        packages,
    )


def terminal() -> Terminal:
    """Return what the terminal says of itself."""
    size = get_terminal_size()
    # As Textual asks, which draws in any case.
    console = Console(force_terminal=True)
    colours = 0 if console.no_color else _COLOURS.get(console.color_system or "", 0)
    return Terminal(
        sys.stdin.isatty(),
        sys.stdout.isatty(),
        size.columns,
        size.lines,
        os.environ.get("TERM"),
        os.environ.get("COLORTERM"),
        os.environ.get("TERM_PROGRAM"),
        colours,
        sys.stdout.encoding.lower(),
    )


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
