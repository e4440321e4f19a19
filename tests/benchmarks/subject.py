"""The library that is measured: one that is written for it, or a folder that is there and stays as it is."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.library import Library
from tests.benchmarks import library
from tests.library_of import scan

if TYPE_CHECKING:
    from pathlib import Path

CHANGED = 100
"""How many files are changed at a time."""
EVERY = 7
"""Of so many files one is changed: they lie in many folders."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A library that is measured, with what of it a benchmark may change, or needs and not every library has."""

    place: Path
    articles: int
    halves: Path
    """A library of as many articles, half of them in one category, which stands first."""
    changing: Path
    """A library in which files are changed."""
    changed: tuple[Path, ...]
    """Those files."""


def written(folder: Path, articles: int) -> Subject:
    """Write a library of so many articles below `folder`: it is all that is needed."""
    place = library.write(folder / "library", articles)
    return Subject(place, articles, place, place, _some_of(place))


def given(place: Path, folder: Path) -> Subject:
    """Take the library at `place`, which is only read, and write what else is needed below `folder`.

    Files are changed in a folder of symbolic links to what lies in `place`, and of copies of some files, which are the
    ones that are changed: a scan of it costs what one of `place` costs. Half of the articles stand in one category in a
    library that is written.
    """
    shelf = Library.open([place], state_file=folder / "counted.db", cache_folder=folder / "counted")
    scan(shelf)
    articles = shelf.shelf.counts().total
    shelf.close()
    changing = folder / "changing"
    copies = changing / "copies of some"
    copies.mkdir(parents=True)
    for entry in place.iterdir():
        (changing / entry.name).symlink_to(entry)
    for number, file in enumerate(_some_of(place)):
        shutil.copy2(file, copies / f"{number}{file.suffix}")
    return Subject(place, articles, library.write(folder / "halves", articles), changing, tuple(copies.iterdir()))


def _some_of(place: Path) -> tuple[Path, ...]:
    return tuple(sorted(place.rglob("*.md"))[: CHANGED * EVERY : EVERY])
