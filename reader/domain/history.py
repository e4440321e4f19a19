"""What was changed, so that it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.domain.reading_state import Mark

if TYPE_CHECKING:
    from reader.domain.article import ArticleId


@dataclass(frozen=True, slots=True)
class Change:
    """One action: a mark set, or taken away if `value` is false, on the articles that it changed."""

    mark: Mark
    value: bool
    ids: tuple[ArticleId, ...]

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return replace(self, value=not self.value)

    def __str__(self) -> str:
        articles = "1 article" if len(self.ids) == 1 else f"{len(self.ids):,} articles"
        if self.mark is Mark.READ:
            return f"{articles} marked {'read' if self.value else 'unread'}"
        return f"{articles} {'starred' if self.value else 'no longer starred'}"


class History:
    """The changes made and taken back, the last one last."""

    def __init__(self) -> None:
        self._made: list[Change] = []
        self._taken_back: list[Change] = []

    def record(self, change: Change) -> None:
        """Remember a change; what was taken back before cannot be made again any more."""
        self._made.append(change)
        self._taken_back.clear()

    def last_made(self) -> Change | None:
        """Return the change that an undo takes back."""
        return self._made[-1] if self._made else None

    def last_taken_back(self) -> Change | None:
        """Return the change that a redo makes again."""
        return self._taken_back[-1] if self._taken_back else None

    def undone(self) -> None:
        """Note that the last change has been taken back."""
        self._taken_back.append(self._made.pop())

    def redone(self) -> None:
        """Note that the last change taken back has been made again."""
        self._made.append(self._taken_back.pop())
