"""What is said of the articles of a library: read, starred, where you stopped; and how it is taken back."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.domain.reading_state import UNTOUCHED, Mark, MarkRead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.domain.article_id import ArticleId
    from reader.domain.history import Change
    from reader.domain.listing import RowId
    from reader.domain.query import Query
    from reader.domain.reading_state import Place
    from reader.library.patient_state import PatientState
    from reader.library.stores import Stores
    from reader.storage.index import Index


class Marks:
    """Changes the reading state first, which is the truth, and then the index, which shows it."""

    def __init__(
        self,
        state: PatientState,
        index: Index,
        library: str,
        mark_read: MarkRead,
        stores: Stores,
    ) -> None:
        self._state = state
        self._index = index
        self._library = library
        """The key of the library, whose actions are undone here and nowhere else."""
        self._mark_read = mark_read
        self._stores = stores
        self._elsewhere = 0
        """How many others are at work for this one."""
        self._seen = state.sequence()

    @property
    def version(self) -> int:
        """What changes when anything is marked, here or by another instance."""
        return self._seen

    def can_be_elsewhere(self) -> bool:
        """Return whether another thread would find the articles that this one knows."""
        return self._index.file.is_there()

    @contextmanager
    def elsewhere(self) -> Iterator[Marks]:
        """Give marks on connections of their own, so that any thread can change a hundred thousand articles."""
        state, index = self._stores.opened_again()
        self._elsewhere += 1
        self._state.waits = True
        try:
            yield Marks(state, index, self._library, self._mark_read, self._stores)
        finally:
            state.close()
            index.close()
            self._elsewhere -= 1
            self._state.waits = self._elsewhere > 0

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep what is opened, finished and put down within it at its end, so that the disk is waited for once."""
        with self._state.together():
            yield
        self.catch_up()

    def set(self, mark: Mark, value: bool, rows: Iterable[RowId]) -> Change | None:
        """Set a mark on some articles, or take it away; return the change, None if nothing changed."""
        return self._shown(self._state.mark(mark, value, self._index.ids(rows).values(), self._library))

    def toggle(self, mark: Mark, rows: Iterable[RowId]) -> Change | None:
        """Set a mark on those of some articles that lack it; if none does, take it away from all of them."""
        ids = list(self._index.ids(rows).values())
        known = self._state.readings(ids)
        value = not all(known.get(article, UNTOUCHED).has(mark) for article in ids)
        return self._shown(self._state.mark(mark, value, ids, self._library))

    def mark_all_read(self, query: Query) -> Change | None:
        """Mark everything that `query` shows as read; return the change, None if nothing changed."""
        self.catch_up()
        return self._shown(self._state.mark(Mark.READ, True, self._index.unread_ids(query), self._library))

    def open(self, article: ArticleId) -> None:
        """Mark an article as read because it was opened, if that is wanted: no action of its own, so not undone."""
        if self._mark_read is MarkRead.ON_OPEN:
            self._read(article)

    def finish(self, article: ArticleId) -> bool:
        """Mark an article as read because its end was shown, if that is wanted; return whether it was unread."""
        return self._mark_read is MarkRead.AT_END and self._read(article)

    def keep_place(self, article: ArticleId, place: Place) -> bool:
        """Keep where the reader of an article has stopped; return whether that is another place than before."""
        is_new = self._state.reading(article).place != place
        if is_new:
            self._state.keep_place(article, place)
            self.catch_up()
        return is_new

    def undo(self) -> Change | None:
        """Take the last change back and return it, None if there is none; a restart does not matter."""
        return self._shown(self._state.undo(self._library))

    def redo(self) -> Change | None:
        """Make the last change that was taken back again and return it, None if there is none."""
        return self._shown(self._state.redo(self._library))

    def catch_up(self) -> bool:
        """Show what other instances of the program have marked, and return whether they have marked anything.

        While a change is made elsewhere it has to wait, and nobody waits for it here.
        """
        if self._elsewhere:
            return False
        self._state.make_up()
        self._index.catch_up(self._state)
        # Another instance that shows the same library may have done the copying.
        seen, self._seen = self._seen, self._state.sequence()
        return self._seen != seen

    def make_up(self) -> None:
        """Write down what has waited for a change that is made elsewhere, and wait for that."""
        self._state.waits = False
        self._state.make_up()

    def _read(self, article: ArticleId) -> bool:
        is_new = not self._state.reading(article).read
        if is_new:
            self._state.set_mark(Mark.READ, True, [article])
            self.catch_up()
        return is_new

    def _shown(self, change: Change | None) -> Change | None:
        self.catch_up()
        return change
