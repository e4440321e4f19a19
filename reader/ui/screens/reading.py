"""The screen that everything happens on: opens articles and goes from one to the next."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from reader.domain.category import LAST_READ, is_saved_search
from reader.domain.errors import StorageError
from reader.domain.outline import ArticleRow
from reader.ui.screens.asking import ASKING_KEYS, NUMBER_KEYS
from reader.ui.screens.handing import HANDING_KEYS, Handing
from reader.ui.screens.jumping import JUMPING_KEYS
from reader.ui.screens.marking import MARKING_KEYS
from reader.ui.telling import say, say_mishap, telling
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.list_pane import ListPane
from reader.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library
    from reader.library.first_page import FirstPage


READING_KEYS: list[BindingType] = [
    Binding("space", "read_on", "read on", tooltip="page down; at the end, the next unread", id="read.on"),
    Binding("tab,shift+tab", "other_pane", "other pane", key_display="Tab", id="pane.other"),
    Binding("n", "go(1, True)", "next unread", id="unread.next"),
    Binding("p", "go(-1, True)", "previous unread", show=False, id="unread.previous"),
    Binding("J", "go(1)", "next article", show=False, id="article.next"),
    Binding("K", "go(-1)", "previous article", show=False, id="article.previous"),
    Binding("z", "zen", "text alone", show=False, id="zen.toggle"),
    Binding("q", "back", "back, then quit", show=False, id="screen.back"),
]
LISTING_KEYS: list[BindingType] = [
    Binding("v", "next_view", "all, unread, starred, continue reading", show=False, id="view.next"),
    Binding("S", "next_order", "sort by date, title, source", show=False, id="sort.next"),
    Binding("r", "rescan", "look for changed files", show=False, id="library.rescan"),
]


class ReadingScreen(Handing):
    """Passes between its two panes, which never meet."""

    BINDING_SECTIONS: ClassVar[dict[str, list[BindingType]]] = {
        "Reading": READING_KEYS,
        "Marks": MARKING_KEYS,
        "What is listed, and finding": ASKING_KEYS + LISTING_KEYS,
        "Links, images, headings": NUMBER_KEYS + JUMPING_KEYS,
        "To other programs": HANDING_KEYS,
    }
    BINDINGS: ClassVar[list[BindingType]] = [key for keys in BINDING_SECTIONS.values() for key in keys]

    def __init__(
        self, library: Library, *, measure: int, file: Path | None = None, first_page: FirstPage | None = None
    ) -> None:
        super().__init__(library, measure=measure, in_text=file is not None)
        self._first_page = first_page
        """The same file, if another process is setting it."""
        self._file = file
        """The file that was opened by its name, if one was: its reader begins in the text."""
        self._filling = False
        """Whether a list that was empty at the start is being filled."""
        self._is_ready = True
        """Whether an article can be shown without holding up the keys."""
        self._has_begun = False

    def on_mount(self) -> None:
        """Show the list as it was left, and the text as it looked then; once they are drawn, read the article."""
        self.list_pane.begin()
        start = self._library.start() if self._file is None else None
        self._filling = start is None
        if self._first_page is not None:
            self.article_pane.show_ahead(self._first_page)
        elif start is not None:
            category, row = start
            self.list_pane.sidebar.reveal(row, category)
            self.article_pane.show_snapshot(row)
        self.show_panes()
        self.call_after_refresh(self.begin)

    @on(Sidebar.Opened)
    def _open(self, message: Sidebar.Opened) -> None:
        self.show_article(message.row, message.category, enter=message.enter)

    @on(ListPane.Renewed)
    def _lose_page(self) -> None:
        """Let the open article be one that the list is still to find."""
        self.article_pane.row = self.article_pane.category = None

    @on(ListPane.Filled)
    def _find_page(self) -> None:
        """Find the open article in a list that has changed; when a first list is full, show the newest of all."""
        is_full = self._filling and not self.list_pane.progress
        self.article_pane.take_name()
        if self.article_pane.page is None or (is_full and self.article_pane.is_preview):
            if self._is_ready:
                self._show_start()
            self._filling = self._filling and not is_full
        elif self.article_pane.page.explains:
            self.article_pane.try_again(preview=not self.in_text)
        elif self.article_pane.row is None:
            row = self._library.row_of(self.article_pane.page.file)
            category = self._library.shelf.place_of(row) if row is not None else None
            if row is not None and category is not None:
                self.article_pane.found_in_list(row, category)
                self.list_pane.show_open(row, category)

    @on(ArticleView.LaidOut)
    def _read_ahead(self) -> None:
        """Read the article that `n` would open, so that the key need not wait for that."""
        pane = self.article_pane
        with suppress(StorageError):  # the key is told
            following = self._library.shelf.neighbour(pane.row, pane.category, 1, unread=True)
            if following is not None:
                pane.read_ahead(following[1])

    @on(ArticleView.LinkClicked)
    def _follow_link(self, message: ArticleView.LinkClicked) -> None:
        self.browse(message.address)

    def action_read_on(self) -> None:
        """Open what the cursor stands on; in an open article, page down, and at its end go to the next unread."""
        pane = self.article_pane
        if not self.in_text and self.list_pane.sidebar.meant() != [pane.row]:
            self.list_pane.sidebar.choose(again=True)
        elif pane.view.at_end:
            self.action_go(1, unread=True)
        else:
            self.enter_text()
            pane.view.action_scroll_pages(1)

    def action_go(self, step: int, unread: bool = False) -> None:
        """Open the next article, or the previous one if `step` is -1; only among the unread if `unread`."""
        pane = self.article_pane
        found = self._library.shelf.neighbour(pane.row, pane.category, step, unread=unread)
        if not unread and pane.row is not None and pane.category is not None:
            beside = self.list_pane.beside(pane.row, pane.category, step)
            found = (pane.category, beside) if beside is not None else found
        if found is None:
            rest = "Nothing more here is unread." if self._library.shelf.counts().unread else "Everything is read."
            say(self, rest if unread else "No more articles.")
        else:
            category, row = found
            self.show_article(row, category, enter=self.in_text)

    def action_next_view(self) -> None:
        """List all articles, then the unread ones, the starred ones, those to go on with."""
        self.article_pane.put_down()
        self.list_pane.show_next_view()

    def action_next_order(self) -> None:
        """Sort the category that the reader is in by date, then by title, then by source."""
        row = self.list_pane.sidebar.current
        here = row.category if isinstance(row, ArticleRow) else row.category.path if row is not None else None
        category = self.article_pane.category if self.in_text else here
        if category is not None and is_saved_search(category):
            say(self, "A saved search has the newest first.")
        elif category == LAST_READ:
            say(self, "What to go on with stands in the order in which you read.")
        elif category is not None:
            with telling(self):
                say(self, f"{category[-1]}: by {self._library.shelf.sort_next(category)}.")
                self.list_pane.sidebar.load()

    def action_rescan(self) -> None:
        """Look for new, changed and vanished files."""
        self.list_pane.scan()

    def action_back(self) -> None:
        """Go back to where the reader began; from there, quit."""
        if self.in_text and self._file is None:
            self.leave_text()
        else:
            self.app.exit()

    def action_browse_and_go(self) -> None:
        """Open the page that the article came from, and the next unread article here."""
        self.action_browse()
        self.action_go(1, unread=True)

    def begin(self) -> None:
        """Read the article that the first frame shows, and the library; a key that comes sooner waits for it."""
        if self._has_begun:
            return
        self._has_begun = True
        if self._file is not None:
            with telling(self):
                self.article_pane.show_file(self._file)
            self.show_panes()
            if self._first_page is not None:
                self._first_page.close()
        elif self._filling:
            self._is_ready = False
            self._get_ready()
        else:
            self._show_start()
        self.list_pane.scan()
        if self._library.mishap is not None:
            say_mishap(self, self._library.mishap)

    @work(thread=True, group="reading")
    def _get_ready(self) -> None:
        from reader.library.page import get_ready

        get_ready()
        self.app.call_from_thread(self._be_ready)

    def _be_ready(self) -> None:
        self._is_ready = True
        self._show_start()

    def _show_start(self) -> None:
        """Show the article that was open last, or the newest, without saying that it has been read."""
        start = self._library.start()
        if start is not None and start[1] != self.article_pane.row:
            category, row = start
            self.show_article(row, category, enter=False, preview=True)
