"""The part of the reading screen that changes state: marks, stars, views, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from reader.domain.reading_state import Mark
from reader.ui.screens.two_panes import TwoPanes
from reader.ui.telling import say, telling

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.domain.history import Change
    from reader.domain.listing import Listing, RowId
    from reader.library import Library


MARKING_KEYS: list[BindingType] = [
    Binding("m", "toggle_read", "read", tooltip="mark as read, or as unread", id="read.toggle"),
    Binding("s", "toggle_star", "star", tooltip="star, or take the star away", id="star.toggle"),
    Binding("u", "undo", "undo", tooltip="undo the last change", show=False, id="change.undo"),
    Binding("ctrl+r", "redo", "redo", tooltip="redo what was undone", show=False, id="change.redo"),
    Binding("A", "mark_all_read", "mark all shown as read", show=False, id="read.all"),
]


class Marking(TwoPanes):
    """Acts on the article in the text, or on what the cursor of the list stands on."""

    def __init__(self, library: Library, *, measure: int, in_text: bool) -> None:
        super().__init__(library, measure=measure, in_text=in_text)
        self._library = library

    def meant(self) -> Sequence[RowId]:
        """Return the article in the text, or what the cursor of the list stands on."""
        if self.in_text:
            return [self.article_pane.row] if self.article_pane.row is not None else []
        return self.list_pane.sidebar.meant()

    def action_toggle_read(self) -> None:
        """Mark what is meant as read, or as unread if all of it is read."""
        self._toggle(Mark.READ, [listing.row for listing in self._listings() if not listing.read])

    def action_toggle_star(self) -> None:
        """Star what is meant, or take its star away if all of it has one."""
        self._toggle(Mark.STARRED, [listing.row for listing in self._listings() if not listing.starred])

    def action_mark_all_read(self) -> None:
        """Mark everything that the list shows as read."""
        query = self._library.shelf.query
        self._change(lambda: self._library.marks.mark_all_read(query), "Nothing here is unread.", "")

    def action_undo(self) -> None:
        """Take the last change back."""
        self._change(self._library.marks.undo, "Nothing to undo.", "Taken back: ")

    def action_redo(self) -> None:
        """Make the last change that was taken back again."""
        self._change(self._library.marks.redo, "Nothing to redo.", "Done again: ")

    def _listings(self) -> list[Listing]:
        return self._library.shelf.listings(self.meant())

    def _toggle(self, mark: Mark, without: list[RowId]) -> None:
        with telling(self):
            self._library.marks.set(mark, bool(without), without or self.meant())
            self.list_pane.update()

    def _change(self, make: Callable[[], Change | None], nothing: str, lead: str) -> None:
        with telling(self):
            change = make()
            hint = "" if lead else ". u takes it back"
            say(self, f"{lead}{change}{hint}" if change else nothing)
            self.list_pane.update()
