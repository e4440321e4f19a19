"""What pieces of a long text tell of all of it."""

from __future__ import annotations

import pytest

from reader.articles.sample import Sample, cells


@pytest.mark.parametrize("text", ["一", "字" * 19_999, "<p>一二三</p>" * 900], ids=["one", "short", "tags"])
def test_a_short_text_is_looked_at_whole(text: str) -> None:
    assert Sample(text).cells_a_character == cells(text) / len(text)


def test_a_long_text_is_looked_at_from_its_beginning_to_its_end() -> None:
    tags, words = '<a href="https://example.com/a">' * 4_000, "字" * 128_000
    assert Sample(words).minutes == 320
    assert 240 < Sample(tags + words).minutes < 400
    assert 240 < Sample(words + tags).minutes < 400
