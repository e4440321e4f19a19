"""A whole page from the top, for printing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.render.block_lines import set_block
from reader.render.head import set_head
from reader.render.typesetter import Typesetter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.domain.article import Article
    from reader.domain.block import Body
    from reader.render.line import Line
    from reader.render.theme import Theme


def page_lines(article: Article, body: Body, *, width: int, theme: Theme) -> Iterator[Line]:
    """Yield the lines of an article, `width` cells wide, block by block."""
    setter = Typesetter(theme, body.language)
    blocks = len(body)
    yield from set_head(article, body, width, setter)
    for index in range(blocks):
        yield from set_block(body[index], width, setter)
