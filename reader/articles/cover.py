"""The cover of an article, which stands above the body unless the body shows it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from reader.articles.builder import is_visible
from reader.articles.html_tree import visible_text
from reader.articles.images import find_images

if TYPE_CHECKING:
    from reader.domain.article import Article

_SAMPLE = 4000


def add_cover(document: str, article: Article) -> str:
    """Return the mended `document` of a body with the cover of its `article` before it, unless it shows it itself."""
    if article.cover is None:
        return document
    images = find_images(document, article.url).values()
    cover = _bare(article.cover)
    shown = any(_bare(image.address or "") == cover for image in images)
    if shown or not (images or _says_something(document)):
        return document
    return f'<img src="{html.escape(article.cover)}">{document}'


def _says_something(document: str) -> bool:
    return is_visible(visible_text(document[:_SAMPLE])) or is_visible(visible_text(document))


def _bare(address: str) -> str:
    """Return `address` without its scheme, and without the query in which servers are told a size."""
    return address.rpartition("://")[2].partition("?")[0].partition("#")[0]
