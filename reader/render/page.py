"""A whole page from the top, and the addresses of its links, for printing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.render.block_lines import set_block
from reader.render.head import set_head
from reader.render.line import BLANK
from reader.render.references import links_of
from reader.render.theme import Role
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


def link_lines(body: Body, *, width: int, theme: Theme) -> Iterator[Line]:
    """Yield the number and the address of each link whose text does not say it, a blank line before the first."""
    setter = Typesetter(theme, body.language)
    begun = False
    for index in range(len(body)):
        for link in links_of(body[index]):
            if not link.says_address:
                if not begun:
                    yield BLANK
                begun = True
                yield from setter.plain(f"{link.mark}\N{NO-BREAK SPACE}{link.address}", width, Role.LINK_NUMBER)
