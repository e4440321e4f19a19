"""A change says in words what it did."""

from __future__ import annotations

import pytest

from reader.domain.article_id import ArticleId
from reader.domain.history import Change
from reader.domain.reading_state import Mark

ONE = (ArticleId("a"),)
TWO = (ArticleId("a"), ArticleId("b"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change(Mark.READ, True, ONE), "1 article marked read"),
        (Change(Mark.READ, False, ONE), "1 article marked unread"),
        (Change(Mark.STARRED, False, TWO), "2 articles no longer starred"),
        (Change(Mark.STARRED, True, TWO), "2 articles starred"),
    ],
)
def test_a_change_says_what_it_did(change: Change, words: str) -> None:
    assert str(change) == words
