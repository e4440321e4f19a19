"""What an article is known by; apart from `Article`, which lists and marks do without."""

from __future__ import annotations

import os
from typing import NewType

ArticleId = NewType("ArticleId", str)
"""What the reading state knows an article by, the first of these that it has:

`guid:` and a key that is unique in the world; `url:` and its address; `id:` and a key that is unique on its own site,
with day and title; `file:` and the full name of its file.
"""

_BETWEEN = " | "


def by_own_key(key: str, day: str, title: str) -> ArticleId:
    """Return what an article is known by whose key other sites may have given to other articles."""
    return ArticleId(f"id:{_BETWEEN.join(filter(None, (key, day, title)))}")


def by_file(file: str) -> ArticleId:
    """Return what an article is known by for want of anything better: the full name of its file."""
    # An undecodable byte of the name is a lone surrogate, which no database stores.
    name = file.replace(os.sep, "/").encode(errors="backslashreplace").decode()
    return ArticleId(f"file:{name}")


def is_by_file(article: ArticleId) -> bool:
    """Return whether an article is known by its file, so that no other file holds it."""
    return article.startswith("file:")


def has_own_key(article: ArticleId) -> bool:
    """Return whether an article is known by a key that is unique on its own site only."""
    return article.startswith("id:")


def is_now(article: ArticleId, before: ArticleId) -> bool:
    """Return whether an article is still the one that its file was known as `before`.

    It may have been known by nothing but that file, or may have been given another date or title.
    """
    is_key_kept = has_own_key(article) and article.partition(_BETWEEN)[0] == before.partition(_BETWEEN)[0]
    return is_key_kept or is_by_file(before)
