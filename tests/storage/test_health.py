"""What a state is like is found out without changing it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.domain.article_id import ArticleId
from reader.domain.reading_state import Mark, Place
from reader.storage.health import StateHealth, examine_state
from reader.storage.state import State

A, B = ArticleId("file:/a.md"), ArticleId("file:/b.md")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


def test_what_a_state_knows_is_counted(file: Path) -> None:
    state = State(file)
    state.set_mark(Mark.READ, True, [A, B])
    state.set_mark(Mark.STARRED, True, [A])
    state.keep_place(B, Place(1))
    assert examine_state(file) == StateHealth(file=file, read=2, starred=1, places=1)
    state.close()


def test_a_state_that_is_not_there_is_not_made(file: Path) -> None:
    assert examine_state(file) == StateHealth(file=file, there=False)
    assert not file.exists()


def test_an_empty_file_is_a_state_that_is_just_begun_unless_there_is_a_backup_of_it(file: Path) -> None:
    file.touch()
    assert examine_state(file).fault is None
    state = State(file)
    state.back_up()
    state.close()
    file.write_bytes(b"")
    assert examine_state(file).fault == "empty"
