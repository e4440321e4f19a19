"""The help: every key and what it does, made from the live bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from reader import paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from reader.ui.keys import KeyHint

Section = tuple[str, "Sequence[KeyHint]"]
"""A title and the keys below it."""


class HelpTable(Static):
    """Draws the sections one below the other, the keys aligned."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"help--title", "help--key"}

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = sections

    def render(self) -> Table:
        """Return the table."""
        table = Table.grid(padding=(0, 2))
        table.add_column(justify="right", no_wrap=True)
        table.add_column()
        title_style = self.get_component_rich_style("help--title", partial=True)
        key_style = self.get_component_rich_style("help--key", partial=True)
        for number, (title, hints) in enumerate(self._sections):
            if number:
                table.add_row()
            table.add_row("", Text(title, style=title_style))
            for hint in hints:
                table.add_row(Text(hint.keys, style=key_style), hint.explanation)
        return table


class HelpScreen(ModalScreen[None]):
    """Lies over the reading screen until Esc, q or ? is pressed."""

    CSS_PATH = paths.styles_folder() / "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter,ctrl+c", "dismiss", "close", key_display="Esc", id="help.close"),
        Binding("down,j", "scroll(1)", "scroll", key_display="↑↓", id="help.down"),
        Binding("up,k", "scroll(-1)", "scroll up", show=False, id="help.up"),
        Binding("space,pagedown", "scroll_page(1)", "page down", show=False, id="help.page_down"),
        Binding("b,pageup", "scroll_page(-1)", "page up", show=False, id="help.page_up"),
    ]

    def __init__(self, sections: Sequence[Section], footer: str) -> None:
        super().__init__()
        self._sections = sections
        self._footer = footer

    def compose(self) -> ComposeResult:
        """Lay the table in a box that scrolls."""
        with VerticalScroll(can_focus=False) as box:
            box.border_title = "Keys"
            box.border_subtitle = "Esc closes"
            yield HelpTable(self._sections)
            yield Static(self._footer, classes="note", markup=False)

    def action_scroll(self, lines: int) -> None:
        """Scroll the table by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll the table by pages."""
        box = self.query_one(VerticalScroll)
        box.scroll_relative(y=pages * box.size.height, animate=False)
