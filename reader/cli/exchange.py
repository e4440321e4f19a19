"""`reader state`: writes the reading state to a file, and merges such files of other machines into it."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.cli.parser import Parser
from reader.domain.errors import ExchangeError
from reader.library.exchange import lines_of, moved, read_changes
from reader.library.source import absolute
from reader.storage.state import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SOME_BAD = 1
"""The exit status if some lines of a file could not be understood; those that could are taken."""
STREAM = "-"
"""The name of standard output, and of standard input."""


def run(words: Sequence[str]) -> int:
    """Do what the words of the command line say, and return the exit status; raises ReaderError."""
    options = _parser().parse_args(words)
    gc.enable()  # a state can be large
    state = State(paths.state_file())
    try:
        if state.mishap is not None:
            print(f"reader: {state.mishap}", file=sys.stderr)
        return _export(state, options.file) if options.command == "export" else _import(state, options)
    finally:
        state.close()


def _parser() -> Parser:
    parser = Parser(
        prog="reader state",
        description="Exchanges with other machines what is read, what is starred, and where you stopped.",
        epilog="A folder called state is opened as ./state.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    export = commands.add_parser("export", help="write the reading state to a file")
    export.add_argument("file", metavar="FILE", help="a file of JSON Lines; - is standard output")
    taken = commands.add_parser("import", help="merge such a file; of each field, the latest change wins")
    taken.add_argument("file", metavar="FILE", help="a file that export has written; - is standard input")
    taken.add_argument(
        "--library",
        metavar="OLD=NEW",
        type=_move,
        action="append",
        default=[],
        help="the library that lies in the folder OLD on the other machine lies in NEW here",
    )
    return parser


def _export(state: State, name: str) -> int:
    lines = list(lines_of(state.field_changes()))
    if name == STREAM:
        sys.stdout.buffer.writelines(lines)
        sys.stdout.flush()
        return 0
    try:
        _write(Path(name), lines)
    except OSError as error:
        raise ExchangeError(f"{name}: cannot be written: {error.strerror}") from error
    print(f"{_counted(len(lines) - 1, 'change')} written to {name}")
    return 0


def _write(file: Path, lines: Iterable[bytes]) -> None:
    """Write a file so that it is there whole or not at all; raises OSError."""
    if file.exists() and not file.is_file():
        # A pipe or a device takes what it is given; a file in its place would be no pipe.
        with file.open("wb") as stream:
            stream.writelines(lines)
        return
    target = file.resolve()
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with unfinished.open("xb") as stream:
            stream.writelines(lines)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _import(state: State, options: argparse.Namespace) -> int:
    name = "standard input" if options.file == STREAM else str(options.file)
    try:
        if options.file == STREAM:
            delivery = read_changes(sys.stdin.buffer, name)
        else:
            with Path(options.file).open("rb") as stream:
                delivery = read_changes(stream, name)
    except OSError as error:
        raise ExchangeError(f"{name}: cannot be read: {error.strerror}") from error
    changes = delivery.changes
    for old, new in options.library:
        changes = tuple(moved(change, old, new) for change in changes)
    taken = state.merge(changes)
    print(f"{_counted(len(delivery.changes), 'change')} read from {name}; {taken:,} of them new here")
    for fault in delivery.faults:
        print(f"reader: {name}: {fault}", file=sys.stderr)
    if more := delivery.bad - len(delivery.faults):
        print(f"reader: {name}: {_counted(more, 'more line')} could not be read", file=sys.stderr)
    return SOME_BAD if delivery.bad else 0


def _move(text: str) -> tuple[str, str]:
    old, _, new = text.partition("=")
    if not (old and new):
        raise argparse.ArgumentTypeError("must be OLD=NEW, two folders")
    return old, absolute(Path(new).expanduser()).as_posix()


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
