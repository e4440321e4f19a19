"""One action, as it is undone, redone and told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.domain.reading_state import Mark

if TYPE_CHECKING:
    from reader.domain.article_id import ArticleId


class Change(NamedTuple):
    """One action: a mark set, or taken away if `value` is false, on the articles that it changed."""

    mark: Mark
    value: bool
    ids: tuple[ArticleId, ...]

    def __str__(self) -> str:
        articles = "1 article" if len(self.ids) == 1 else f"{len(self.ids):,} articles"
        if self.mark is Mark.READ:
            return f"{articles} marked {'read' if self.value else 'unread'}"
        return f"{articles} {'starred' if self.value else 'no longer starred'}"
