"""The layout of the reading screen: the list on the left, the text on the right, and which of them is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.reactive import Reactive
from textual.screen import Screen

from reader.ui.telling import telling
from reader.ui.widgets.article_pane import ArticlePane
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.list_pane import ListPane

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from reader.domain.category import CategoryPath
    from reader.domain.listing import RowId
    from reader.library import Library

WIDTH_OF_BOTH = 70
"""Cells below which only one pane shows at a time."""
ACTIVE = "-active"
"""The class of the title of the pane that the keys go to; a class of the pane would style all of it anew."""


class TwoPanes(Screen[None]):
    """Shows both panes where there is room for them, else the one that is in use."""

    AUTO_FOCUS = ""
    BLANK = True  # what lies over it covers all of it

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As in every screen, only that this one is not drawn as a whole whenever the keys go elsewhere."""

    def __init__(self, library: Library, *, measure: int, in_text: bool) -> None:
        super().__init__()
        self.list_pane = ListPane(library)
        self.article_pane = ArticlePane(library, measure=measure)
        (self.article_pane if in_text else self.list_pane).title.add_class(ACTIVE, update=False)
        self.in_text = in_text
        """Whether the keys go to the text."""
        self._alone = False

    def compose(self) -> ComposeResult:
        """Lay the panes above the keys."""
        yield self.list_pane
        yield self.article_pane
        yield KeyBar()

    def on_resize(self) -> None:
        """Show one pane or both."""
        self.show_panes()

    def show_panes(self) -> None:
        """Show the panes that there is room for, and send the keys to the one in use."""
        narrow = self.size.width < WIDTH_OF_BOTH
        self.list_pane.display = not (self._alone or (narrow and self.in_text))
        self.article_pane.display = not narrow or self.in_text
        self.set_class(narrow or self._alone, "-one-pane")
        self.list_pane.title.set_class(not self.in_text, ACTIVE)
        self.article_pane.title.set_class(self.in_text, ACTIVE)
        (self.article_pane.view if self.in_text else self.list_pane.sidebar).focus()

    def show_article(self, row: RowId, category: CategoryPath, *, enter: bool, preview: bool = False) -> None:
        """Show an article of the list; a `preview` does not say that it has been read."""
        with telling(self):
            # Once it has been opened, a category that opens in the view of unread articles would lack it.
            sidebar = self.list_pane.sidebar
            if not sidebar.outline.has(category):
                sidebar.load()  # a scan may have found the first article of it since
            sidebar.outline.reveal(row, category)
            self.article_pane.show_row(row, category, preview=preview)
            self.list_pane.show_open(row, category, keep=not preview)
            if enter:
                self.enter_text()
            return
        self.list_pane.sidebar.reveal(row, category)

    def enter_text(self) -> None:
        """Go into the text, if there is one."""
        if self.article_pane.page is not None:
            self.in_text = True
            if self.article_pane.is_preview:
                self.article_pane.enter()
                self.list_pane.update()
            self.show_panes()

    @on(ArticleView.Left)
    def leave_text(self) -> None:
        """Go back to the list."""
        self.in_text = self._alone = False
        self.show_panes()

    @on(ArticlePane.Progressed)
    def _show_progress(self) -> None:
        self.list_pane.update()

    def action_other_pane(self) -> None:
        """Go from the list to the text, or back."""
        if self.in_text:
            self.leave_text()
        else:
            self.enter_text()

    def action_zen(self) -> None:
        """Show the text alone, or the list beside it again."""
        self._alone = not self._alone and self.article_pane.page is not None
        if self._alone:
            self.enter_text()
        self.show_panes()
