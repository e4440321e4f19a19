"""A list of articles of which several can be selected, for a key to act on all of them."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.domain.listing import RowId


class SelectingList(RowList):
    """Knows its selected articles by their rows in the index, so that they stay selected wherever they move."""

    KEYS: ClassVar[list[BindingType]] = [
        Binding(
            "x", "select", "select", tooltip="select the article, or not; keys act on all", show=False, id="row.select"
        ),
        Binding("escape", "select_none", "select none", id="row.select_none"),
        *RowList.KEYS,
    ]

    class SelectionChanged(Message):
        """Articles were selected, or are not any more."""

    def __init__(self) -> None:
        super().__init__()
        self.selected: frozenset[RowId] = frozenset()
        """What keys act on, wherever the cursor stands; empty if that is the row under it."""

    @abstractmethod
    def listed(self) -> Sequence[RowId]:
        """Return the articles that the cursor stands on and that are listed."""

    def select(self, rows: Iterable[RowId]) -> None:
        """Select these articles and no others."""
        selected = frozenset(rows)
        if selected != self.selected:
            self.selected = selected
            self.refresh()
            self.refresh_bindings()
            self.post_message(self.SelectionChanged())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action has something to do now."""
        return bool(self.selected) if action == "select_none" else super().check_action(action, parameters)

    def action_select(self) -> None:
        """Select what the cursor stands on, or no longer if all of it is selected, and go to the next row."""
        rows = frozenset(self.listed())
        self.select(self.selected - rows if rows <= self.selected else self.selected | rows)
        self.action_move(1)

    def action_select_none(self) -> None:
        """Let keys act on the row under the cursor again."""
        self.select(())
