"""What an article is known by; apart from `Article`, which lists and marks do without."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple, NewType

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class Identity(NamedTuple):
    """What tells whether two files, or one before and after a change, hold the same article."""

    id: ArticleId
    title: str
    age: int | None
    """The date as seconds before 1970, None if nothing but the time of the file says it."""


def is_still(article: Identity, before: Identity) -> bool:
    """Return whether the article in a file is still the one that was in it before.

    That may have been known by nothing but the file. Else it is, with the same key, whatever date and title it was
    given; and with these two as they were, whatever keys.
    """
    is_key_kept = has_own_key(article.id) and article.id.partition(_BETWEEN)[0] == before.id.partition(_BETWEEN)[0]
    return is_key_kept or is_by_file(before.id) or article[1:] == before[1:]


def names_of(article: Identity, file: str, before: Identity | None) -> Iterator[ArticleId]:
    """Yield what else an article may have been known by, whose file the list had as one that held what was `before`."""
    if before is not None and is_still(article, before):
        yield before.id
    if has_own_key(article.id):
        # The list may be new, or the front matter may be as it was when such a key counted for nothing.
        yield by_file(file)
