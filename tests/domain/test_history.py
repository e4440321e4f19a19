"""Undo and redo."""

from __future__ import annotations

import pytest

from reader.domain.article import ArticleId
from reader.domain.history import Change, History
from reader.domain.reading_state import Mark

ONE = Change(Mark.READ, True, (ArticleId("a"),))
TWO = Change(Mark.STARRED, False, (ArticleId("a"), ArticleId("b")))


def test_the_last_change_is_taken_back_first() -> None:
    history = History()
    history.record(ONE)
    history.record(TWO)
    assert history.last_made() == TWO
    history.undone()
    assert history.last_made() == ONE
    assert history.last_taken_back() == TWO
    history.redone()
    assert history.last_made() == TWO
    assert history.last_taken_back() is None


def test_a_new_change_forgets_what_was_taken_back() -> None:
    history = History()
    history.record(ONE)
    history.undone()
    history.record(TWO)
    assert history.last_taken_back() is None


def test_the_inverse_of_the_inverse_is_the_change() -> None:
    assert ONE.inverse.value is False
    assert ONE.inverse.inverse == ONE


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (ONE, "1 article marked read"),
        (ONE.inverse, "1 article marked unread"),
        (TWO, "2 articles no longer starred"),
        (TWO.inverse, "2 articles starred"),
    ],
)
def test_a_change_says_what_it_did(change: Change, words: str) -> None:
    assert str(change) == words
