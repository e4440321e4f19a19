"""The links of an article, with where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import OptionList

from reader.render.cells import printable
from reader.ui.gathering import gather
from reader.ui.screens.list_box import ListBox

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.render.span import Link


class LinksScreen(ListBox):
    """Lists links by their numbers: those that are known at once, and the others as they are read."""

    HEADING = "Links"

    def __init__(self, links: Sequence[Link], more: Iterator[Sequence[Link]]) -> None:
        super().__init__()
        self.links = list(links)
        self._more = more

    def rows(self) -> Sequence[Text]:
        """Return a row for each link that is known."""
        return [self._row(link) for link in self.links]

    def on_mount(self) -> None:
        """Read the other links."""
        super().on_mount()
        self.run_worker(gather(self._more, self._add))

    def _add(self, links: Sequence[Link]) -> None:
        self.links += links
        self.query_one(OptionList).add_options(map(self._row, links))

    def _row(self, link: Link) -> Text:
        colours = self.app.theme_variables
        number = (f"{link.number:>3}  ", colours["accent"])
        if link.says_address:
            # An address that is longer than the line goes on below, but begins beside its number.
            return Text.assemble((number[0].replace(" ", "\N{NO-BREAK SPACE}"), number[1]), printable(link.address))
        text = " ".join(printable(link.text).split()) or "(no text)"
        return Text.assemble(number, text, "\n     ", (printable(link.address), colours["quiet"]))
