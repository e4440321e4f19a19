"""A checkup finds damage wherever it lies, also where a start does not look, and a repair leaves none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.domain.article_id import ArticleId
from reader.domain.reading_state import Mark
from reader.library import Library
from reader.library.checkup import check_up, repair
from reader.library.source import source_of
from reader.storage.state import State
from tests.library_of import write_library

PAGE = 4096


@pytest.fixture
def state_file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "state.db"


def pages_of(file: Path) -> list[bytes]:
    data = file.read_bytes()
    return [data[:start] + b"\xa5" * PAGE + data[start + PAGE :] for start in range(0, len(data), PAGE)]


def overwrite(file: Path, data: bytes) -> None:
    """Damage a file as a bad disk does, which changes no time."""
    status = file.stat()
    file.write_bytes(data)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_damage_in_any_page_of_a_state_is_found_and_repaired(state_file: Path, tmp_path: Path) -> None:
    marked = [ArticleId(f"file:/{number:0100}") for number in range(100)]
    state = State(state_file)
    state.set_mark(Mark.READ, True, marked)
    state.back_up()
    state.close()
    damaged = pages_of(state_file)
    assert len(damaged) > 8
    for data in damaged:
        overwrite(state_file, data)
        found = check_up(state_file, None, tmp_path)
        assert found.state.fault is not None
        assert len(repair(found)) == 1
        found = check_up(state_file, None, tmp_path)
        assert (found.state.fault, found.state.read) == (None, 100)
        assert not repair(found)


def test_damage_in_any_page_of_an_index_is_found_and_repaired(state_file: Path, tmp_path: Path) -> None:
    source = source_of([write_library(tmp_path / "library")])
    library = Library.open([source.root], state_file=state_file, cache_folder=tmp_path)
    library.scan(lambda *_: None, lambda: False)
    library.close()
    index = source.index_file(tmp_path)
    for data in pages_of(index):
        index.write_bytes(data)
        found = check_up(state_file, source, tmp_path)
        assert found.index is not None
        assert found.index.fault is not None
        assert not found.articles
        assert len(repair(found)) == 1
        assert not index.exists()
