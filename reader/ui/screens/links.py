"""The links of an article, with where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from reader.render.cells import printable
from reader.ui.screens.list_box import ListBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.render.span import Link


class LinksScreen(ListBox):
    """Lists links by their numbers."""

    HEADING = "Links"

    def __init__(self, links: Sequence[Link]) -> None:
        super().__init__()
        self._links = links

    def rows(self) -> Sequence[Text]:
        """Return a row for each link."""
        return [self._row(link) for link in self._links]

    def _row(self, link: Link) -> Text:
        colours = self.app.theme_variables
        number = (f"{link.number:>3}  ", colours["accent"])
        if link.says_address:
            return Text.assemble(number, printable(link.address))
        text = " ".join(printable(link.text).split()) or "(no text)"
        return Text.assemble(number, text, "\n     ", (printable(link.address), colours["quiet"]))
