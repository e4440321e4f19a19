"""The links of an article, with where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import OptionList

from reader import paths
from reader.render.cells import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from reader.render.span import Link


class LinksScreen(ModalScreen[str]):
    """Lies over the reading screen until a link is chosen or Esc is pressed; gives the address that was chosen."""

    CSS_PATH = paths.styles_folder() / "links.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,L", "leave", "close", key_display="Esc", id="links.close"),
        Binding("j", "move('down')", "link down", show=False, id="links.down"),
        Binding("k", "move('up')", "link up", show=False, id="links.up"),
    ]

    def __init__(self, links: Sequence[Link]) -> None:
        super().__init__()
        self._links = links

    def compose(self) -> ComposeResult:
        """Lay the list in a box."""
        box = OptionList(*(self._row(link) for link in self._links), markup=False)
        box.border_title = "Links"
        box.border_subtitle = "Enter opens · Esc closes"
        yield box

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(self._links[message.option_index].address)

    def action_leave(self) -> None:
        """Close the list."""
        self.dismiss()

    def action_move(self, direction: str) -> None:
        """Move the cursor of the list."""
        box = self.query_one(OptionList)
        if direction == "down":
            box.action_cursor_down()
        else:
            box.action_cursor_up()

    def _row(self, link: Link) -> Text:
        colours = self.app.theme_variables
        number = (f"{link.number:>3}  ", colours["accent"])
        if link.says_address:
            return Text.assemble(number, printable(link.address))
        text = " ".join(printable(link.text).split()) or "(no text)"
        return Text.assemble(number, text, "\n     ", (printable(link.address), colours["quiet"]))
