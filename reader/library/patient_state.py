"""The reading state as the screen holds it: what it keeps waits while another thread changes very much."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from reader.storage.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from reader.domain.article_id import ArticleId
    from reader.domain.reading_state import Mark, Place


class PatientState(State):
    """Keeps at once what no key has asked for, such as a place; while it `waits`, once that is over, in order."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.waits = False
        """Whether another connection of the program is writing for long, so that this one would stand still."""
        self._waiting: deque[Callable[[], None]] = deque()

    def close(self) -> None:
        """Keep what has waited, and close the file."""
        self.waits = False
        try:
            self.make_up()
        finally:
            super().close()

    def set_mark(self, mark: Mark, value: bool, articles: Iterable[ArticleId]) -> None:
        """Set a mark, as `State` does."""
        self._keep(partial(super().set_mark, mark, value, list(articles)))

    def keep_place(self, article: ArticleId, place: Place) -> None:
        """Keep a place, as `State` does."""
        self._keep(partial(super().keep_place, article, place))

    def remember(self, scope: str, key: str, value: str) -> None:
        """Keep a fact, as `State` does."""
        self._keep(partial(super().remember, scope, key, value))

    def make_up(self) -> None:
        """Keep what has waited, unless it has to wait on."""
        while self._waiting and not self.waits:
            self._waiting.popleft()()

    def _keep(self, write: Callable[[], None]) -> None:
        self._waiting.append(write)
        self.make_up()
