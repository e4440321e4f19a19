"""What has changed in a reading state, article by article."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.domain.article_id import ArticleId
    from reader.domain.reading_state import ReadingState
    from reader.storage.state import State


def changed_readings(state: State, since: int = 0) -> dict[ArticleId, ReadingState]:
    """Return the present state of every article that has changed after a change."""
    arrays = [json.loads(ids) for _, ids in state.changes_since(since, state.sequence())]
    return state.readings(article for ids in arrays for article in ids)
