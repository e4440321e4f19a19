"""`reader doctor`: says where things are and what they are like, and what needs the user."""

from __future__ import annotations

import gc
import json
import os
import sys
from dataclasses import asdict, dataclass, replace
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.articles.sanitize import clean_line
from reader.cli.parser import Parser
from reader.cli.surroundings import Terminal, Versions, terminal, versions
from reader.cli.usual_library import usual_library
from reader.domain.errors import ReaderError, SettingsError
from reader.library.checkup import Checkup, check_up, repair
from reader.library.source import source_of
from reader.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.library.checkup import FlawedArticle
    from reader.storage.health import IndexHealth, StateHealth

NEEDS_USER = 1
"""The exit status if something needs the user."""
MOST_ARTICLES = 20
"""How many articles with problems are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are."""

    settings: Path
    state: Path
    cache: Path
    library: Path | None
    """The folder of the articles; None if it cannot be opened."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that the doctor has found."""

    needs_user: tuple[str, ...]
    """What does not work, and what to do, in a line each."""
    repaired: tuple[str, ...]
    paths: Places
    versions: Versions
    terminal: Terminal
    checkup: Checkup


def run(words: Sequence[str]) -> int:
    """Report on what the words of the command line name, and return the exit status; raises StorageError."""
    options = _parser().parse_args(words)
    gc.enable()  # a library can be large
    report = _examine(options.paths, repairing=options.repair)
    if options.json:
        found = asdict(report)
        checkup = found.pop("checkup")
        # Escaped, so that whatever a file is called can be written wherever this goes.
        print(json.dumps({**found, **checkup}, default=str, indent=2))
    else:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")
        for title, lines in _sections(report):
            print(title, *(f"  {clean_line(line)}" for line in lines), sep="\n")
    return NEEDS_USER if report.needs_user else 0


def _parser() -> Parser:
    parser = Parser(
        prog="reader doctor",
        description="Says where things are and what they are like, and what needs you.",
        epilog="The exit status is 1 if something needs you. A folder called doctor is opened as ./doctor.",
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="a library; without one, the library of the settings"
    )
    parser.add_argument("--json", action="store_true", help="write one JSON document")
    parser.add_argument(
        "--repair", action="store_true", help="restore a damaged reading state, and remove a damaged index"
    )
    return parser


def _examine(named: Sequence[Path], *, repairing: bool) -> Report:
    needs: list[str] = []
    folders, source = list(named), None
    try:
        settings = _checked_settings()
        folders = folders or [usual_library(settings)]
    except SettingsError as error:
        needs.append(str(error))
    try:
        source = source_of(folders) if folders else None
        if source is not None and not source.has(1):
            needs.append(f"{source.root}: no articles in this folder")
        checkup = check_up(paths.state_file(), source, paths.cache_folder())
    except ReaderError as error:
        needs.append(str(error))
        source = None
        checkup = check_up(paths.state_file(), source, paths.cache_folder())
    repaired = repair(checkup) if repairing else []
    if repaired:
        checkup = check_up(paths.state_file(), source, paths.cache_folder())
    places = Places(
        paths.settings_file(), paths.state_file(), paths.cache_folder(), source.root if source is not None else None
    )
    found = Report((), tuple(repaired), places, versions(), terminal(), checkup)
    return replace(found, needs_user=(*needs, *_needs(found)))


def _checked_settings() -> Settings:
    settings = read_settings(paths.settings_file())
    if settings.keys:
        from reader.ui.app import check_keys  # only the screens know their commands, and they cost Textual

        check_keys(settings, paths.settings_file())
    return settings


def _needs(report: Report) -> Iterator[str]:
    checkup, index = report.checkup, report.checkup.index
    if checkup.state.fault is not None:
        remedy = "restores the newest good backup" if _good(checkup.backups) else "puts it aside and begins a new one"
        yield f"{checkup.state.file}: {checkup.state.fault}; reader doctor --repair {remedy}"
    if index is not None and index.fault is not None:
        yield f"{index.file}: {index.fault}; reader doctor --repair removes it, and the next start makes it anew"
    for folder in dict.fromkeys((report.paths.state.parent, report.paths.cache)):
        if not _can_write_in(folder):
            yield f"{folder}: is no folder that you can write in; what is kept there is forgotten when you leave"
    if unreadable := [article.path for article in checkup.articles if article.unreadable]:
        others = f" and {len(unreadable) - 1:,} more" if unreadable[1:] else ""
        yield f"{unreadable[0]}{others} cannot be read; see the articles with problems"
    if "utf" not in report.terminal.encoding:
        yield f"the terminal's encoding is {report.terminal.encoding}; set a UTF-8 locale, such as LC_ALL=C.UTF-8"
    if report.terminal.output and report.terminal.term == "dumb":
        yield "TERM is dumb, a terminal that cannot draw; use another one, or set TERM to what it is"
    for name, version in report.versions.packages.items():
        if version is None:
            yield f"the package {name} is missing; install Broadsheet again"


def _can_write_in(folder: Path) -> bool:
    existing = next(place for place in (folder, *folder.parents) if os.access(place, os.F_OK))
    return existing.is_dir() and os.access(existing, os.W_OK)


def _good(backups: Sequence[StateHealth]) -> list[StateHealth]:
    return [backup for backup in backups if backup.fault is None]


def _sections(report: Report) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the report as it is read, in titles and the lines below each; what needs the user stands last."""
    yield "Paths", (f"{name}: {path or 'none that can be opened'}" for name, path in asdict(report.paths).items())
    yield "Versions", _version_lines(report.versions)
    yield "Terminal", _terminal_lines(report.terminal)
    yield "Reading state", _state_lines(report.checkup)
    if report.checkup.index is not None:
        yield "Index", [_index_line(report.checkup.index)]
    if articles := report.checkup.articles:
        yield f"Articles with problems: {len(articles):,}", _article_lines(articles)
    if report.repaired:
        yield "Repaired", report.repaired
    yield "What needs you" if report.needs_user else "Nothing needs you.", report.needs_user


def _version_lines(found: Versions) -> Iterator[str]:
    yield f"Broadsheet {found.broadsheet}, Python {found.python}, SQLite {found.sqlite}, {found.system}"
    yield ", ".join(f"{name} {version or 'missing'}" for name, version in found.packages.items())


def _terminal_lines(found: Terminal) -> Iterator[str]:
    colours = f"{found.colours:,} colours" if found.colours else "no colours"
    yield f"{found.columns} × {found.rows} cells, {colours}, {found.encoding}"
    yield f"TERM={found.term or ''} COLORTERM={found.colorterm or ''} TERM_PROGRAM={found.program or ''}"
    if not (found.input and found.output):
        yield "keys or output do not go to it now"


def _state_lines(checkup: Checkup) -> Iterator[str]:
    state = checkup.state
    if state.fault is not None:
        yield f"cannot be used: {state.fault}"
    elif state.there:
        yield f"good: {state.read:,} read, {state.starred:,} starred, {state.places:,} with a place"
    else:
        yield "not begun"
    yield "backups: " + (
        ", ".join(f"{backup.file.name} ({backup.fault or 'good'})" for backup in checkup.backups) or "none"
    )


def _index_line(index: IndexHealth) -> str:
    if index.fault is not None:
        return f"cannot be used: {index.fault}"
    if not index.there:
        return "not made; the next start makes it"
    if index.outdated:
        return "made by another version; the next start makes it anew"
    return f"good: {index.articles:,} articles, {index.unread:,} unread, {index.starred:,} starred"


def _article_lines(articles: Sequence[FlawedArticle]) -> Iterator[str]:
    for article in articles[:MOST_ARTICLES]:
        yield f"{article.path}: {'; '.join(map(str, article.problems))}"
    if (more := len(articles) - MOST_ARTICLES) > 0:
        yield f"and {more:,} more; reader doctor --json names them all"
