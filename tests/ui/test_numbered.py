"""Links and images are known by their numbers while the article is still read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from reader.ui import gathering
from reader.ui.numbered import Numbered, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 50


class Article:
    """Counts how many of its references have been read."""

    def __init__(self) -> None:
        self.read = 0

    def parts(self) -> Iterator[list[Reference]]:
        for number in range(1, COUNT + 1):
            self.read = number
            yield []
            yield [Reference(number, f"text {number}", f"https://a.b/{number}")]


def test_only_the_first_is_read_at_once() -> None:
    article = Article()
    numbered = Numbered(article.parts())
    assert numbered
    assert article.read == 1
    assert numbered.extent == "1 to 1 …"
    assert numbered.known("7") is None


@pytest.mark.parametrize("answer", ["7", "٧"])
def test_a_number_is_found_by_reading_as_far_as_it_stands(answer: str) -> None:
    article = Article()
    found = Numbered(article.parts()).find(answer)
    assert found is not None
    assert found.address == "https://a.b/7"
    assert article.read == 7


@pytest.mark.parametrize("answer", ["", "0", f"{COUNT + 1}", "x"])
def test_what_is_no_number_of_the_article_is_not_found(answer: str) -> None:
    assert Numbered(Article().parts()).find(answer) is None


def test_others_have_their_turn_while_the_article_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "SLICE_SECONDS", 0)
    numbered = Numbered(Article().parts())
    extents: list[str] = []

    async def read() -> int:
        turns = 0
        reading = asyncio.create_task(numbered.read(lambda: extents.append(numbered.extent)))
        while not reading.done():
            turns += 1
            await asyncio.sleep(0)
        return turns

    assert asyncio.run(read()) > COUNT
    assert extents[-1] == f"1 to {COUNT}"


def test_an_article_may_have_one_or_none() -> None:
    assert not Numbered(iter([[], []]))
    one = Numbered(iter([[Reference(1, "a", "")]]))
    asyncio.run(one.read(lambda: None))
    assert one.extent == "only 1"
