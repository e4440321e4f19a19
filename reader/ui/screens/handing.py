"""The part of the reading screen that hands an article on: to the browser, the clipboard, an editor."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType

from reader.domain.outline import ArticleRow
from reader.ui.screens.jumping import Jumping
from reader.ui.telling import say, say_mishap, telling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.domain.listing import RowId
    from reader.library.page import Page

HANDING_KEYS: list[BindingType] = [
    Binding("o", "browse", "open in the browser", show=False, id="browser.open"),
    Binding("O", "browse_and_go", "open in the browser, and go on", show=False, id="browser.open_and_go"),
    Binding("y", "copy_address", "copy the address", show=False, id="address.copy"),
    Binding("Y", "copy_article", "copy the article as Markdown", show=False, id="article.copy"),
    Binding("e", "edit", "open the file in your editor", show=False, id="file.edit"),
]


MOST_OPENED = 10
MOST_HANDED = 200
"""Selected articles that go to the browser, or to the clipboard and the editor, at once."""


class Handing(Jumping):
    """Hands on the article in the text; in the list, the selected ones, else the one that the cursor stands on."""

    def action_browse(self) -> None:
        """Open the page that the article came from."""
        addresses = self._addresses_meant(MOST_OPENED)
        opened = sum(map(self.browse, addresses))
        if len(addresses) > 1 and opened:
            say(self, f"Opened {opened} pages.")

    def action_copy_address(self) -> None:
        """Copy the address of the page that the article came from."""
        addresses = self._addresses_meant(MOST_HANDED)
        if addresses:
            self.app.copy_to_clipboard("\n".join(addresses))
            say(self, f"Copied {addresses[0] if len(addresses) == 1 else f'{len(addresses)} addresses'}")

    def action_copy_article(self) -> None:
        """Copy the article as Markdown."""
        from reader.library.page import markdown_of  # the first frame copies nothing

        pages = self._pages_meant(MOST_HANDED)
        if pages:
            text = "\n\n".join(markdown_of(page).rstrip("\n") for page in pages) + "\n"
            self.app.copy_to_clipboard(text)
            what = "the article" if len(pages) == 1 else f"{len(pages)} articles"
            say(self, f"Copied {what} as Markdown, {len(text):,} characters.")

    def action_edit(self) -> None:
        """Let the user's editor have the file and the terminal, and read the file again after it."""
        from reader.ui.editor import edit, editor_command

        pages = self._pages_meant(MOST_HANDED)
        if not pages:
            return
        with telling(self):
            command = editor_command(os.environ)
            try:
                with self.app.suspend(), telling(self):
                    edit(command, [page.file for page in pages])
            except SuspendNotSupported:
                say_mishap(self, "This terminal cannot be lent to an editor.")
            else:
                self._read_again(pages)

    def _read_again(self, pages: Sequence[Page]) -> None:
        self.list_pane.scan()
        pane = self.article_pane
        if pane.page is None or all(page.file != pane.page.file for page in pages):
            return
        if pane.row is not None and pane.category is not None:
            pane.show_row(pane.row, pane.category, preview=pane.is_preview)
        else:
            pane.show_file(pane.page.file)

    def _pages_meant(self, most: int) -> list[Page]:
        """Return the articles meant, in the order of the list; if there are none, or more than `most`, say so."""
        pane, sidebar = self.article_pane, self.list_pane.sidebar
        row = sidebar.current
        rows: Sequence[RowId] = ()
        if not self.in_text and sidebar.selected:
            if len(sidebar.selected) > most:
                say(self, f"{len(sidebar.selected):,} articles are selected; at most {most} go on at once.")
                return []
            rows = sorted(sidebar.selected, key=lambda row: sidebar.outline.index_of_article(row) or 0)
        elif not self.in_text and isinstance(row, ArticleRow) and row.row != pane.row:
            rows = [row.row]
        if rows:
            with telling(self):
                return [self._library.open_article(row) for row in rows]
            return []
        if pane.page is None:
            say(self, "Open an article first.")
        return [pane.page] if pane.page is not None else []

    def _addresses_meant(self, most: int) -> list[str]:
        pages = self._pages_meant(most)
        addresses = [page.article.url for page in pages if page.article.url is not None]
        if pages and not addresses:
            said = (
                "This article does not say where it was"
                if len(pages) == 1
                else "None of these articles says where it was"
            )
            say(self, f"{said} published.")
        return addresses
