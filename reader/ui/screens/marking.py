"""The part of the reading screen that changes state: marks, stars, views, undo."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType
from textual.screen import Screen

from reader.domain.reading_state import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.domain.history import Change
    from reader.domain.listing import Listing, RowId
    from reader.library import Library


MARKING_KEYS: list[BindingType] = [
    Binding("m", "toggle_read", "read", id="read.toggle"),
    Binding("s", "toggle_star", "star", id="star.toggle"),
    Binding("u", "undo", "undo", id="change.undo"),
    Binding("ctrl+r", "redo", "redo", show=False, id="change.redo"),
    Binding("A", "mark_all_read", "mark all shown as read", show=False, id="read.all"),
]


class Marking(Screen[None]):
    """A screen whose keys act on the articles that it says are meant."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    @abstractmethod
    def meant(self) -> Sequence[RowId]:
        """Return the articles that a key acts on: the one in the text, or those under the cursor."""

    @abstractmethod
    def show_marks(self) -> None:
        """Show changed marks and counts."""

    def action_toggle_read(self) -> None:
        """Mark what is meant as read, or as unread if all of it is read."""
        self._toggle(Mark.READ, [listing.row for listing in self._listings() if not listing.read])

    def action_toggle_star(self) -> None:
        """Star what is meant, or take its star away if all of it has one."""
        self._toggle(Mark.STARRED, [listing.row for listing in self._listings() if not listing.starred])

    def action_mark_all_read(self) -> None:
        """Mark everything that the list shows as read."""
        self._report(self._library.marks.mark_all_read(self._library.shelf.query), "Nothing here is unread.")

    def action_undo(self) -> None:
        """Take the last change back."""
        self._report(self._library.marks.undo(), "Nothing to undo.", "Taken back: ")

    def action_redo(self) -> None:
        """Make the last change that was taken back again."""
        self._report(self._library.marks.redo(), "Nothing to redo.", "Done again: ")

    def _listings(self) -> list[Listing]:
        return self._library.shelf.listings(self.meant())

    def _toggle(self, mark: Mark, without: list[RowId]) -> None:
        self._library.marks.set(mark, bool(without), without or self.meant())
        self.show_marks()

    def _report(self, change: Change | None, nothing: str, lead: str = "") -> None:
        hint = "" if lead else ". u takes it back"
        self.notify(f"{lead}{change}{hint}" if change else nothing)
        self.show_marks()
