"""The reading state as the screen holds it: what it keeps waits while another thread changes very much."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from reader.storage.database import transaction
from reader.storage.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reader.domain.article_id import ArticleId
    from reader.domain.reading_state import Mark, Place


class PatientState(State):
    """Keeps at once what no key has asked for, such as a place; while it `waits`, once that is over, in order."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.waits = False
        """Whether another connection of the program is writing for long, so that this one would stand still."""
        self._gathers = False
        """Whether what is kept comes to the disk together, a little later."""
        self._waiting: list[Callable[[], None]] = []

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

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep all that is to be kept within it at its end, so that the disk is waited for once."""
        self._gathers = True
        try:
            yield
        finally:
            self._gathers = False
            self.make_up()

    def make_up(self) -> None:
        """Keep what has waited, unless it has to wait on."""
        if self._waiting and not self.waits and not self._gathers:
            waiting, self._waiting = self._waiting, []
            with transaction(self._connection, self._file):
                for write in waiting:
                    write()

    def _keep(self, write: Callable[[], None]) -> None:
        self._waiting.append(write)
        self.make_up()
