"""The right pane: one article under its title, with how far down it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.containers import Vertical
from textual.message import Message

from reader.ui.snapshot import read_snapshot, write_snapshot
from reader.ui.telling import telling
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.pane_title import PaneTitle

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from reader.domain.category import CategoryPath
    from reader.domain.listing import RowId
    from reader.library import Library
    from reader.library.first_page import FirstPage
    from reader.library.page import Page


class ArticlePane(Vertical):
    """Opens pages of the library and keeps the place in each."""

    BLANK = True  # what lies over it covers all of it

    class Progressed(Message):
        """Its reader has come to another place in the article, perhaps to its end."""

    def __init__(self, library: Library, *, measure: int) -> None:
        super().__init__()
        self._library = library
        self.view = ArticleView(measure=measure)
        self.title = PaneTitle()
        self.page: Page | None = None
        self.row: RowId | None = None
        """The row of the page in the list, as soon as the list knows it."""
        self.category: CategoryPath | None = None
        self._preview = False
        """Whether the page is only shown: its article counts as unread until somebody goes into it."""

    @property
    def is_preview(self) -> bool:
        """Whether the page is only shown: nobody has gone into it."""
        return self._preview

    def compose(self) -> ComposeResult:
        """Lay the title above the text."""
        yield self.title
        yield self.view

    def show_snapshot(self, row: RowId) -> None:
        """Show how an article looked at the end of the last session, if that is known, until it is read."""
        snapshot = read_snapshot(self._library.snapshot(row) or "")
        if snapshot is not None:
            self.title.title = snapshot.title
            self.view.show_snapshot(snapshot)

    def show_ahead(self, page: FirstPage) -> None:
        """Show an article that another process sets, until it is read here."""
        self.view.show_ahead(partial(page.set, self._library.place_in))

    def show_row(self, row: RowId, category: CategoryPath, *, preview: bool) -> None:
        """Show an article of the list, from where its reader stopped; raises ArticleError."""
        self._show(self._library.open_article(row), row, category, preview=preview)

    def try_again(self, *, preview: bool) -> None:
        """Show the article that could not be shown, if the list still has it: its file may be there again."""
        if self.row is not None and self.category is not None and self._library.shelf.path_of(self.row) is not None:
            self.show_row(self.row, self.category, preview=preview)

    def show_file(self, file: Path) -> None:
        """Show a file that the list need not know; raises ArticleError."""
        self._show(self._library.open_file(file), None, None, preview=False)

    def read_ahead(self, row: RowId) -> None:
        """Read an article of the list that may be shown next, and set its first screen."""
        page = self._library.ahead.read(row)
        if page is not None:
            self.view.set_ahead(page.article, page.body, page.state.place)

    def found_in_list(self, row: RowId, category: CategoryPath) -> None:
        """Take note of where the list has the file that is open."""
        self.row, self.category = row, category

    def take_name(self) -> None:
        """Go on with the article as what it is known by now, if its file has come to say another key, date or title."""
        from reader.library.page import renamed  # there is a page, so all that it takes is imported

        if self.page is not None and self.row is not None:
            with telling(self):
                now = self._library.shelf.identity(self.row)
                self.page = renamed(self.page, now) if now is not None else self.page

    def enter(self) -> None:
        """Take the article as opened, if it was only shown; one that cannot be shown has not been."""
        if self._preview and self.page is not None and not self.page.explains:
            self._preview = False
            with telling(self):
                self._library.marks.open(self.page.article.id)
                self._note_end()

    def _show(self, page: Page, row: RowId | None, category: CategoryPath | None, *, preview: bool) -> None:
        with telling(self), self._library.marks.together():
            self.put_down()
            self.page, self.row, self.category = page, row, category
            self._preview = True
            self.title.title = page.article.title
            self.view.show(page.article, page.body, page.state.place)
            if not preview:
                self.enter()

    def put_down(self) -> bool:
        """Keep where the text stands, unless nobody has gone into it; return whether that changed what is known."""
        place = self.view.place
        if self.page is None or place is None or self._preview:
            return False
        with telling(self):
            is_new = self._library.marks.keep_place(self.page.article.id, place)
            return self._note_end() or is_new
        return False

    def _note_end(self) -> bool:
        """Let the article count as read if its last line is on the screen, and its reader wants that."""
        is_shown = self.view.viewport is not None and self.view.at_end
        return self.page is not None and is_shown and self._library.marks.finish(self.page.article.id)

    @on(ArticleView.Rested)
    def _keep_place(self, message: ArticleView.Rested) -> None:
        message.stop()
        self.title.note = self.view.found or f"{round(self.view.share_shown * 100)}%"
        if self.put_down():
            self.post_message(self.Progressed())
        if self.page is not None and self.row is not None:
            self._library.keep_snapshot(self.row, write_snapshot(self.view.snapshot(self.page.article.title)))

    @on(ArticleView.Found)
    def _tell_found(self) -> None:
        self.title.note = self.view.found or f"{round(self.view.share_shown * 100)}%"

    @on(ArticleView.IsSet)
    def _take_title(self, message: ArticleView.IsSet) -> None:
        message.stop()
        self.title.title = message.title

    @on(events.Unmount)
    def _end(self) -> None:
        self.put_down()
