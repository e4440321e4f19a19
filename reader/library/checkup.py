"""Looks after what the reader keeps of a library: what is wrong with it, and putting it right."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from reader.articles.article_file import read_article
from reader.storage.backups import backups_of
from reader.storage.database import remove_database
from reader.storage.health import IndexHealth, StateHealth, examine_index, examine_state, flawed_paths
from reader.storage.left_note import distrust
from reader.storage.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.domain.article import Problem
    from reader.library.source import Source

_UNREADABLE = {"file", "folder"}


@dataclass(frozen=True, slots=True)
class FlawedArticle:
    """An article file in which something was repaired or guessed, or which cannot be read."""

    path: str
    """Relative to the library, with `/` between its parts."""
    problems: tuple[Problem, ...]

    @property
    def unreadable(self) -> bool:
        """Whether it cannot be read at all."""
        return any(problem.place in _UNREADABLE for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found in the files of the reader and of a library."""

    state: StateHealth
    backups: tuple[StateHealth, ...]
    """The newest first."""
    index: IndexHealth | None
    """None if there is no library."""
    articles: tuple[FlawedArticle, ...]
    """Those with problems, by path."""


def check_up(state_file: Path, source: Source | None, cache_folder: Path) -> Checkup:
    """Return what is found, and change nothing; raises LibraryError if the folder of `source` cannot be read.

    What an index tells apart is believed; without one, all articles are read.
    """
    state, backups = examine_state(state_file), tuple(map(examine_state, backups_of(state_file)))
    if source is None:
        return Checkup(state, backups, None, ())
    index = examine_index(source.index_file(cache_folder))
    return Checkup(state, backups, index, tuple(sorted(_flawed(source, index), key=attrgetter("path"))))


def repair(checkup: Checkup) -> list[str]:
    """Restore a reading state that cannot be used, remove such an index, and return what was done in a line each.

    Raises StorageError.
    """
    done: list[str] = []
    if checkup.state.fault is not None:
        distrust(checkup.state.file)
        state = State(checkup.state.file)
        state.close()
        done += [state.mishap] if state.mishap is not None else []
    if checkup.index is not None and checkup.index.fault is not None:
        remove_database(checkup.index.file)
        done.append(f"The index {checkup.index.file} is removed; the next start makes it anew.")
    return done


def _flawed(source: Source, index: IndexHealth) -> Iterator[FlawedArticle]:
    usable = index.there and not index.outdated and index.fault is None
    suspects = set(flawed_paths(index.file)) if usable else None
    for file in source.find():
        if file.problem is not None:
            yield FlawedArticle(file.path, (file.problem,))
        elif suspects is None or file.path in suspects:
            article = read_article(source.root / file.path, root=source.root)
            if article.problems:
                yield FlawedArticle(file.path, article.problems)
