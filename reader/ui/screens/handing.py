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
    from reader.library.page import Page

HANDING_KEYS: list[BindingType] = [
    Binding("o", "browse", "open in the browser", show=False, id="browser.open"),
    Binding("O", "browse_and_go", "open in the browser, and go on", show=False, id="browser.open_and_go"),
    Binding("y", "copy_address", "copy the address", show=False, id="address.copy"),
    Binding("Y", "copy_article", "copy the article as Markdown", show=False, id="article.copy"),
    Binding("e", "edit", "open the file in your editor", show=False, id="file.edit"),
]


class Handing(Jumping):
    """Hands on the article in the text, or the one that the cursor of the list stands on."""

    def action_browse(self) -> None:
        """Open the page that the article came from."""
        if (address := self._address_meant()) is not None:
            self.browse(address)

    def action_copy_address(self) -> None:
        """Copy the address of the page that the article came from."""
        if (address := self._address_meant()) is not None:
            self.app.copy_to_clipboard(address)
            say(self, f"Copied {address}")

    def action_copy_article(self) -> None:
        """Copy the article as Markdown."""
        from reader.library.page import markdown_of  # the first frame copies nothing

        if (page := self._page_meant()) is not None:
            text = markdown_of(page)
            self.app.copy_to_clipboard(text)
            say(self, f"Copied the article as Markdown, {len(text):,} characters.")

    def action_edit(self) -> None:
        """Let the user's editor have the file and the terminal, and read the file again after it."""
        from reader.ui.editor import edit, editor_command

        page = self._page_meant()
        if page is None:
            return
        with telling(self):
            command = editor_command(os.environ)
            try:
                with self.app.suspend(), telling(self):
                    edit(command, page.file)
            except SuspendNotSupported:
                say_mishap(self, "This terminal cannot be lent to an editor.")
            else:
                self._read_again(page)

    def _read_again(self, page: Page) -> None:
        self.list_pane.scan()
        pane = self.article_pane
        if page is pane.page and pane.row is not None and pane.category is not None:
            pane.show_row(pane.row, pane.category, preview=pane.is_preview)
        elif page is pane.page:
            pane.show_file(page.file)

    def _page_meant(self) -> Page | None:
        """Return the article in the text, or the one under the cursor of the list; if there is none, say so."""
        pane, row = self.article_pane, self.list_pane.sidebar.current
        if not self.in_text and isinstance(row, ArticleRow) and row.row != pane.row:
            with telling(self):
                return self._library.open_article(row.row)
            return None
        if pane.page is None:
            say(self, "Open an article first.")
        return pane.page

    def _address_meant(self) -> str | None:
        page = self._page_meant()
        if page is not None and page.article.url is None:
            say(self, "This article does not say where it was published.")
        return page.article.url if page is not None else None
