"""A folder that is measured stays as it is."""

from __future__ import annotations

import os
from operator import attrgetter
from typing import TYPE_CHECKING

from tests.benchmarks import library, subject

if TYPE_CHECKING:
    from pathlib import Path


def test_changes_no_file_of_a_folder_that_is_given(tmp_path: Path) -> None:
    place = library.write(tmp_path / "place", 20)
    before = _looks(place)

    measured = subject.given(place, tmp_path / "elsewhere")
    for file in measured.changed:
        file.write_text("changed", encoding="utf-8")

    assert _looks(place) == before
    assert (measured.place, measured.articles, len(measured.changed)) == (place, 20, 3)
    assert len(_files_below(measured.changing)) == 23


def _files_below(folder: Path) -> list[str]:
    return [file for _, _, files in os.walk(folder, followlinks=True) for file in files]


def _looks(folder: Path) -> dict[str, object]:
    look = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_nlink")
    return {str(path): look(path.lstat()) for path in folder.rglob("*")}
