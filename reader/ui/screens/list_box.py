"""A list in a box over the reading screen, of which one row is chosen."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import OptionList

from reader import paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text
    from textual.app import ComposeResult


class ListBox(ModalScreen[int]):
    """Lies over the reading screen until a row is chosen or Esc is pressed; gives the number of the row, from 0."""

    CSS_PATH = paths.styles_folder() / "list_box.tcss"
    BINDING_GROUP_TITLE = "In a list box"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ctrl+c", "leave", "close", key_display="Esc", id="box.close"),
        Binding("j", "move('cursor_down')", "row down", show=False, id="box.down"),
        Binding("k", "move('cursor_up')", "row up", show=False, id="box.up"),
        Binding("g", "move('first')", "first row", show=False, id="box.first"),
        Binding("G", "move('last')", "last row", show=False, id="box.last"),
        Binding("l,right", "move('select')", "choose", show=False, id="box.choose"),
        Binding("space,ctrl+d", "move('page_down')", "page down", show=False, id="box.page_down"),
        Binding("b,ctrl+u", "move('page_up')", "page up", show=False, id="box.page_up"),
    ]

    HEADING = ""
    HELP = "Enter opens · Esc closes"

    def __init__(self, start: int = 0) -> None:
        super().__init__()
        self._start = start

    @abstractmethod
    def rows(self) -> Sequence[Text]:
        """Return what to choose from."""

    def compose(self) -> ComposeResult:
        """Lay the list in a box."""
        box = OptionList(*self.rows(), markup=False)
        box.border_title = self.HEADING
        box.border_subtitle = self.HELP
        yield box

    def on_mount(self) -> None:
        """Put the cursor where it begins."""
        self.query_one(OptionList).highlighted = self._start

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(message.option_index)

    def action_leave(self) -> None:
        """Close the list."""
        self.dismiss(None)

    async def action_move(self, way: str) -> None:
        """Do what another key of the list does."""
        await self.query_one(OptionList).run_action(way)
