"""What an article is known by; apart from `Article`, which lists and marks do without."""

from __future__ import annotations

from typing import NewType

ArticleId = NewType("ArticleId", str)
"""What the reading state knows an article by: `guid:…` or `url:…` of its front matter, else `file:` and a full path."""


def is_by_file(article: ArticleId) -> bool:
    """Return whether an article is known by its file, for want of anything better."""
    return article.startswith("file:")
