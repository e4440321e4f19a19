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
    if article.cover is None or _shows(document, article.cover, article.url):
        return document
    if "<img" not in document and not _says_something(document):
        return document
    return f'<img src="{html.escape(article.cover)}">{document}'


def _shows(document: str, cover: str, base: str | None) -> bool:
    """Return whether one of the images is the cover."""
    bare = _bare(cover)
    # To read all the images takes a hundred times as long as to see that none has the name.
    if bare.rpartition("/")[2] not in document:
        return False
    return any(_bare(image.address or "") == bare for image in find_images(document, base).values())


def _says_something(document: str) -> bool:
    return is_visible(visible_text(document[:_SAMPLE])) or is_visible(visible_text(document))


def _bare(address: str) -> str:
    """Return `address` without its scheme, and without the query in which servers are told a size."""
    return address.rpartition("://")[2].partition("?")[0].partition("#")[0]
