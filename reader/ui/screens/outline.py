"""The headings of an article, to go to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from reader.ui.screens.list_box import ListBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.render.contents import Entry

INDENT = 2


class OutlineScreen(ListBox):
    """Lists headings by their levels, the cursor on the one that the text stands at."""

    HEADING = "Outline"
    HELP = "Enter goes there · Esc closes"

    def __init__(self, entries: Sequence[Entry], start: int) -> None:
        super().__init__(start)
        self._entries = entries

    def rows(self) -> Sequence[Text]:
        """Return a row for each heading, those below another one further in."""
        highest = min(entry.level for entry in self._entries[1:])
        return [
            Text(" " * (INDENT * max(0, entry.level - highest)) + entry.text, style="" if number else "bold")
            for number, entry in enumerate(self._entries)
        ]
