"""The part of the reading screen that changes state: marks, stars, views, undo."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.binding import Binding, BindingType

from reader.domain.listing import RowId
from reader.domain.outline import ArticleRow
from reader.domain.reading_state import Mark
from reader.library.marks import Marks
from reader.ui.keys import key_of
from reader.ui.screens.two_panes import TwoPanes
from reader.ui.telling import say, telling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.domain.history import Change
    from reader.library import Library


MARKING_KEYS: list[BindingType] = [
    Binding("m", "toggle_read", "read", tooltip="mark as read, or as unread", id="read.toggle"),
    Binding("s", "toggle_star", "star", tooltip="star, or take the star away", id="star.toggle"),
    Binding("u", "undo", "undo", tooltip="undo the last change", show=False, id="change.undo"),
    Binding("ctrl+r", "redo", "redo", tooltip="redo what was undone", show=False, id="change.redo"),
    Binding("A", "mark_all_read", "mark all listed as read, folded ones too", show=False, id="read.all"),
    Binding("less_than_sign", "mark_beside(-1)", "mark all above as read", show=False, id="read.above"),
    Binding("greater_than_sign", "mark_beside(1)", "mark all below as read", show=False, id="read.below"),
]

Make = Callable[[Marks], "Change | None"]
"""Makes a change with the marks that it is given."""

UNDO = "change.undo", "undoes it"
REDO = "change.redo", "redoes it"


class Marking(TwoPanes):
    """Acts on the article in the text, or on what the cursor of the list stands on."""

    def __init__(self, library: Library, *, measure: int, in_text: bool) -> None:
        super().__init__(library, measure=measure, in_text=in_text)
        self._library = library
        self._waiting: deque[tuple[Make, Callable[[Change | None], None]]] = deque()
        """The changes that are made after the one that is being made elsewhere, and what shows each."""
        self._is_changing = False

    def meant(self) -> Sequence[RowId]:
        """Return the article in the text; in the list, what is selected, else what the cursor stands on."""
        if self.in_text:
            return [self.article_pane.row] if self.article_pane.row is not None else []
        return [*self.list_pane.sidebar.selected] or self.list_pane.sidebar.meant()

    def action_toggle_read(self) -> None:
        """Mark what is meant as read, or as unread if all of it is read."""
        self._toggle(Mark.READ)

    def action_toggle_star(self) -> None:
        """Star what is meant, or take its star away if all of it has one."""
        self._toggle(Mark.STARRED)

    def action_mark_all_read(self) -> None:
        """Mark everything that the list shows as read; a folded category shows its articles as a number."""
        query = self._library.shelf.query
        self._change_many(lambda marks: marks.mark_all_read(query), "Nothing here is unread.")

    def action_mark_beside(self, step: int) -> None:
        """Mark what stands below an article in its category as read, or above it if `step` is -1."""
        row, category = self.article_pane.row, self.article_pane.category
        if not self.in_text:
            current = self.list_pane.sidebar.current
            row, category = (current.row, current.category) if isinstance(current, ArticleRow) else (None, None)
        if row is None or category is None:
            say(self, "Go to an article first: what is marked is above or below it.")
            return
        listed = self.list_pane.sidebar.outline.articles_of(category)
        if row not in listed:
            # It is not listed in this view, or its category is closed.
            listed = self._library.shelf.articles_in(category, [row])
        at = listed.index(row) if row in listed else len(listed) if step > 0 else 0
        rows = [RowId(number) for number in (listed[at + 1 :] if step > 0 else listed[:at])]
        nothing = f"Nothing {'below' if step > 0 else 'above'} is unread."
        self._change_many(lambda marks: marks.set(Mark.READ, True, rows), nothing)

    def action_undo(self) -> None:
        """Take the last change back."""
        self._change_many(Marks.undo, "Nothing to undo.", lead="Undone: ", then=REDO)

    def action_redo(self) -> None:
        """Make the last change that was taken back again."""
        self._change_many(Marks.redo, "Nothing to redo.", lead="Redone: ")

    def _toggle(self, mark: Mark) -> None:
        rows, nothing = self.meant(), "There is no article here."
        if self._is_changing:
            # Changes are made in the order of the keys.
            self._change_many(lambda marks: marks.toggle(mark, rows), nothing)
            return
        with telling(self):
            self._show(self._library.marks.toggle(mark, rows), nothing)

    def _change_many(self, make: Make, nothing: str, *, lead: str = "", then: tuple[str, str] = UNDO) -> None:
        """Change what may be all of a large library, once the changes before are made, while the screen goes on."""
        self._waiting.append((make, partial(self._show, nothing=nothing, lead=lead, then=then)))
        if not self._is_changing:
            self._is_changing = True
            self._make_changes()

    @work(group="changes")
    async def _make_changes(self) -> None:
        try:
            while self._waiting:
                make, show = self._waiting.popleft()
                with telling(self):
                    changed = await asyncio.to_thread(self._make_elsewhere, make)
                    self._library.marks.catch_up()
                    show(changed)
        finally:
            self._is_changing = False

    def _make_elsewhere(self, make: Make) -> Change | None:
        with self._library.marks.elsewhere() as marks:
            return make(marks)

    @on(events.Unmount)
    def _make_rest(self) -> None:
        """Make what was still waiting when the reader was left."""
        with telling(self):
            self._library.marks.make_up()
        while self._waiting:
            make, _ = self._waiting.popleft()
            with telling(self):
                make(self._library.marks)

    def _show(self, change: Change | None, nothing: str, lead: str = "", then: tuple[str, str] = UNDO) -> None:
        """Show a change, and say what it was and which key takes it back."""
        self.list_pane.update()
        binding, does = then
        say(self, f"{lead}{change}. {key_of(self.screen, binding)} {does}" if change else nothing)
