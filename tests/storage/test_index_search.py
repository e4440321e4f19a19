"""A search knows of an article's file what tells it from every other, and comes to the newest first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.domain.article import Article
from reader.domain.article_id import ArticleId
from reader.domain.file_stamp import FileStamp
from reader.domain.listing import RowId
from reader.storage.index import Index
from reader.storage.index_entry import entry_of
from reader.storage.state import State

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """Return an index of three articles, of which the second is the newest and the first the oldest."""
    index, state = Index(tmp_path / "one.index.db"), State(tmp_path / "state.db")
    for row, age in ((1, 3), (2, 1), (3, 2)):
        one = Article(
            id=ArticleId(f"file:{row}"),
            path=f"{row}.md",
            title="A title",
            categories=(("a",),),
            date=NOON - timedelta(days=age),
        )
        index.writer().put([entry_of(one, FileStamp(10, 20, row))], state)
    state.close()
    return index


def test_the_newest_come_first(index: Index) -> None:
    assert index.files().newest_first() == [2, 3, 1]


def test_what_is_looked_up_is_there_and_has_the_fingerprint_that_is_known(index: Index) -> None:
    files = index.files()
    found = files.look_up([RowId(1), RowId(3), RowId(9)])
    assert {row: file.path for row, file in found.items()} == {1: "1.md", 3: "3.md"}
    known = {row: fingerprint for part in files.fingerprints() for row, _, fingerprint in part}
    assert {row: file.fingerprint for row, file in found.items()}.items() < known.items()
