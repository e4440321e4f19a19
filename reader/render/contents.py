"""The headings of an article, by the blocks of its document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.domain.block import Heading
from reader.render.phrases import parse_phrases

if TYPE_CHECKING:
    from reader.domain.article import Article
    from reader.domain.block import Body

TITLE_LEVEL = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading, or the title of the article."""

    block: int
    """Its number in the document."""
    level: int
    """From 1 to 6; 0 for the title."""
    text: str
    """On one line, without markup."""


def read_contents(article: Article, body: Body) -> list[Entry]:
    """Return the title and the headings of an article, for which all of it is read but only headings are converted."""
    entries = [Entry(0, TITLE_LEVEL, _line(article.title))]
    for index in range(len(body)):
        if body.is_heading(index) and isinstance(block := body[index], Heading):
            spans = parse_phrases(block.text, pictures=block.pictures, language=body.language, link_numbers=False)
            entries.append(Entry(index + 1, block.level, _line("".join(span.text for span in spans))))
    return entries


def heading_beside(body: Body, block: int, step: int) -> int | None:
    """Return the block of the document with the next heading (`step` 1) or the previous one (-1); None without one."""
    block += step
    while block > 0:
        while block > body.known and body.rest:
            body.read_on()
        if block > body.known:
            return None
        if body.is_heading(block - 1):
            return block
        block += step
    return None


def _line(text: str) -> str:
    return " ".join(text.split())
