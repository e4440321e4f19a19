"""States of old versions, as files that those versions wrote, are brought up to date."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from reader.domain.article_id import ArticleId
from reader.domain.field_change import Field
from reader.domain.reading_state import Place, ReadingState
from reader.storage.state import State
from reader.storage.state_schema import MIGRATIONS
from tests.changed_readings import changed_readings

DATA = Path(__file__).parent.parent / "data"


def state_of(folder: Path, version: int) -> State:
    file = folder / "state.db"
    connection = sqlite3.connect(file)
    connection.executescript((DATA / f"state-{version}.sql").read_text(encoding="utf-8"))
    connection.close()
    state = State(file)
    assert state.mishap is None
    return state


def test_every_old_version_has_a_file() -> None:
    assert len(list(DATA.glob("state-*.sql"))) == len(MIGRATIONS) - 1


def test_version_1_keeps_what_was_read_and_starred_and_where_its_reader_stopped(tmp_path: Path) -> None:
    state = state_of(tmp_path, 1)
    assert state.sequence() == 7
    assert changed_readings(state) == {
        ArticleId("file:/papers/begun.md"): ReadingState(place=Place(3, 14, 0.5)),
        ArticleId("file:/papers/read.md"): ReadingState(read=True),
        ArticleId("file:/papers/unread again.md"): ReadingState(),
        ArticleId("guid:starred only"): ReadingState(starred=True),
        ArticleId("url:https://example.com/both"): ReadingState(read=True, starred=True),
    }
    assert state.identity == "ce015a9e9c14b6cd1715b0727c472448"
    assert state.recall("reader", "theme") == "broadsheet-light"


def test_version_1_gives_each_field_that_was_set_the_time_of_its_article(tmp_path: Path) -> None:
    changes = {(change.article, change.field): change.time for change in state_of(tmp_path, 1).field_changes()}
    assert changes == {
        (ArticleId("file:/papers/begun.md"), Field.PLACE): datetime.fromtimestamp(1795578768.5, UTC),
        (ArticleId("file:/papers/read.md"), Field.READ): datetime.fromtimestamp(1795578765.5, UTC),
        (ArticleId("guid:starred only"), Field.STARRED): datetime.fromtimestamp(1795578767.5, UTC),
        (ArticleId("url:https://example.com/both"), Field.READ): datetime.fromtimestamp(1795578767.25, UTC),
        (ArticleId("url:https://example.com/both"), Field.STARRED): datetime.fromtimestamp(1795578767.25, UTC),
    }
