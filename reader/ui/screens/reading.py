"""The screen that everything happens on: the list on the left, the article on the right, the keys below."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from reader.domain.address import is_openable
from reader.domain.errors import ReaderError
from reader.ui.screens.marking import MARKING_KEYS, Marking
from reader.ui.widgets.article_pane import ArticlePane
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.list_pane import ListPane
from reader.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from reader.domain.category import CategoryPath
    from reader.domain.listing import RowId
    from reader.library import Library

WIDTH_OF_TWO_PANES = 70
"""Cells below which only one pane shows at a time."""


class ReadingScreen(Marking):
    """Passes between its two panes, which never meet."""

    BINDING_GROUP_TITLE = "Reading"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "read_on", "read on", key_display="Space", id="read.on"),
        Binding("tab", "other_pane", "other pane", key_display="Tab", id="pane.next"),
        Binding("shift+tab", "other_pane", "other pane", show=False, id="pane.previous"),
        Binding("n", "go(1, True)", "next unread", id="unread.next"),
        Binding("p", "go(-1, True)", "previous unread", show=False, id="unread.previous"),
        Binding("J", "go(1)", "next article", show=False, id="article.next"),
        Binding("K", "go(-1)", "previous article", show=False, id="article.previous"),
        Binding("o", "browse", "open in the browser", show=False, id="browser.open"),
        Binding("O", "browse_and_go", "open in the browser, and go on", show=False, id="browser.open_and_go"),
        Binding("z", "zen", "article alone", show=False, id="zen.toggle"),
        Binding("v", "next_view", "all, unread, starred", show=False, id="view.next"),
        Binding("r", "rescan", "look for changed files", show=False, id="library.rescan"),
        Binding("q", "back", "back, then quit", show=False, id="screen.back"),
        *MARKING_KEYS,
    ]

    def __init__(self, library: Library, *, measure: int, file: Path | None = None) -> None:
        super().__init__(library)
        self._list = ListPane(library)
        self._page = ArticlePane(library, measure=measure)
        self._file = file
        """The file that was opened by its name, if one was: its reader begins in the text."""
        self._in_text = file is not None
        self._alone = False

    def compose(self) -> ComposeResult:
        """Lay the two panes above the keys."""
        yield self._list
        yield self._page
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what was shown last."""
        self._list.begin()
        if self._file is not None:
            self._page.show_file(self._file)
        else:
            self._show_start()
        self._arrange()

    def on_resize(self) -> None:
        """Show one pane or both."""
        self._arrange()

    def meant(self) -> Sequence[RowId]:
        """Return the article in the text, or what the cursor of the list stands on."""
        if self._in_text:
            return [self._page.row] if self._page.row is not None else []
        return self._list.sidebar.meant()

    def show_marks(self) -> None:
        """Show changed marks and counts in the list."""
        self._list.update()

    @on(Sidebar.Opened)
    def _open(self, message: Sidebar.Opened) -> None:
        self._show(message.row, message.category, enter=message.enter)

    @on(ListPane.Filled)
    def _find_page(self) -> None:
        """Find the open article in a list that has changed, or open the first one in a list that was empty."""
        if self._page.page is None:
            self._show_start()
            self._arrange()
        elif self._page.row is None and self._file is not None:
            row = self._library.row_of(self._file)
            if row is not None:
                self._page.row = self._list.sidebar.shown = row
                self._page.category = self._library.shelf.place_of(row)
                if self._page.category is not None:
                    self._list.sidebar.reveal(row, self._page.category)

    @on(ArticleView.LinkClicked)
    def _follow_link(self, message: ArticleView.LinkClicked) -> None:
        self._browse(message.address)

    def action_read_on(self) -> None:
        """Open what the cursor stands on; in an open article, page down, and at its end go to the next unread."""
        if not self._in_text and self._list.sidebar.meant() != [self._page.row]:
            self._list.sidebar.choose(again=True)
        elif self._page.view.at_end:
            self.action_go(1, unread=True)
        else:
            self._enter_text()
            self._page.view.action_scroll_pages(1)

    def action_go(self, step: int, unread: bool = False) -> None:
        """Open the next article, or the previous one if `step` is -1; only among the unread if `unread`."""
        row, category = self._page.row, self._page.category
        found = self._library.shelf.neighbour(row, category, step, unread=unread)
        if found is None:
            self.notify("Everything is read." if unread else "No more articles.")
        else:
            category, row = found
            self._list.sidebar.reveal(row, category)
            self._show(row, category, enter=self._in_text)

    def action_other_pane(self) -> None:
        """Go from the list to the text, or back."""
        if self._in_text:
            self._leave_text()
        else:
            self._enter_text()

    @on(ArticleView.Left)
    def _leave_text(self) -> None:
        self._in_text = self._alone = False
        self._arrange()

    def action_back(self) -> None:
        """Go back to where the reader began; from there, quit."""
        if self._alone:
            self.action_zen()
        elif self._in_text and self._file is None:
            self._leave_text()
        else:
            self.app.exit()

    def action_zen(self) -> None:
        """Show the article alone, or the list beside it again."""
        self._alone = not self._alone and self._page.page is not None
        self._in_text = self._in_text or self._alone
        self._arrange()

    def action_next_view(self) -> None:
        """List all articles, then the unread ones, then the starred ones."""
        self._list.show_next_view()

    def action_rescan(self) -> None:
        """Look for new, changed and vanished files."""
        self._list.scan()

    def action_browse(self) -> None:
        """Open the page that the article came from."""
        address = self._page.page.article.url if self._page.page is not None else None
        if address is None:
            self.notify("This article does not say where it was published.")
        else:
            self._browse(address)

    def action_browse_and_go(self) -> None:
        """Open the page that the article came from, and the next unread article here."""
        self.action_browse()
        self.action_go(1, unread=True)

    def _browse(self, address: str) -> None:
        if is_openable(address):
            self.app.open_url(address)
            self.notify(f"Opened {address}", markup=False)

    def _arrange(self) -> None:
        """Show both panes where there is room for them, else the one that is in use."""
        narrow = self.size.width < WIDTH_OF_TWO_PANES
        self._list.display = not (self._alone or (narrow and self._in_text))
        self._page.display = not narrow or self._in_text
        self.set_class(narrow or self._alone, "-one-pane")
        self._list.set_class(not self._in_text, "-active")
        self._page.set_class(self._in_text, "-active")
        (self._page.view if self._in_text else self._list.sidebar).focus()

    def _enter_text(self) -> None:
        if self._page.page is not None:
            self._in_text = True
            self._page.enter()
            self.show_marks()
            self._arrange()

    def _show_start(self) -> None:
        """Show the article that was open last, or the newest, without saying that it has been read."""
        start = self._library.start()
        if start is not None:
            category, row = start
            self._list.sidebar.reveal(row, category)
            self._show(row, category, enter=False, preview=True)

    def _show(self, row: RowId, category: CategoryPath, *, enter: bool, preview: bool = False) -> None:
        try:
            self._page.show_row(row, category, preview=preview)
        except ReaderError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self._list.sidebar.shown = row
        self._list.keep_session()
        if enter:
            self._in_text = True
            self._arrange()
        self.show_marks()
