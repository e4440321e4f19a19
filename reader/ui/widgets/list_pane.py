"""The left pane: the sidebar under its title, in one of the views of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from reader.domain.category import LAST_READ
from reader.domain.outline import ArticleRow, CategoryRow
from reader.domain.query import Query, View
from reader.ui.telling import telling
from reader.ui.widgets.pane_title import PaneTitle
from reader.ui.widgets.sidebar import Sidebar
from reader.ui.widgets.smart_pane import SmartPane

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.domain.category import CategoryPath
    from reader.domain.listing import RowId
    from reader.domain.outline import Row
    from reader.library import Library

TITLES = {View.ALL: "Articles", View.UNREAD: "Unread", View.STARRED: "Starred", View.BEGUN: "Continue reading"}
EMPTY = {
    View.ALL: "There are no articles here now.\n\nNew ones are listed as they come.",
    View.UNREAD: "Everything is read.\n\nv shows all articles.",
    View.STARRED: "Nothing is starred.\n\ns stars an article,\nv shows all.",
    View.BEGUN: "Nothing is left half read.\n\nv shows all articles.",
}
LOOKING = "Looking for articles …"
NO_MATCH = "Nothing here holds these words.\n\n/ changes them,\nEsc lists everything."


class ListPane(SmartPane):
    """Shows the library in one of its views."""

    BLANK = True  # what lies over it covers all of it

    class Filled(Message):
        """The list has been read anew from the library."""

    class Renewed(Message):
        """The list comes from another index, in which articles have other rows."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.title = PaneTitle()
        self.sidebar = Sidebar(library.shelf)
        self._open_unfiltered: tuple[CategoryPath, ...] = ()
        """The categories that were open before the list was narrowed; they are open again after it."""
        self._listed = 0
        """How many articles the list has, when that was told last."""

    def compose(self) -> ComposeResult:
        """Lay the title above the sidebar."""
        yield self.title
        yield self.sidebar

    def begin(self) -> None:
        """Show the list as it was left."""
        session = self.library.session()
        self.library.shelf.query = Query(session.view)
        self.sidebar.load((*session.expanded, LAST_READ))
        self._tell()

    def update(self) -> None:
        """Show changed marks and counts."""
        self.sidebar.recount()
        self.sidebar.refresh_rows()
        self._tell()

    def _tell(self) -> None:
        """Say above the list what it is, and how much of it there is."""
        view = self.library.shelf.query.view
        counts = self.library.shelf.found()
        number = {View.STARRED: counts.starred, View.BEGUN: counts.begun}.get(view, counts.unread)
        selected = len(self.sidebar.selected)
        self.title.title = f"{TITLES[view]} with {' '.join(self.words)}" if self.words else TITLES[view]
        self.title.note = f"{selected:,} selected" if selected else self.progress or f"{number:,}"
        self.title.share = self.share
        self.sidebar.note = NO_MATCH if self.words else LOOKING if self.is_looking and not counts.total else EMPTY[view]
        self._listed = counts.total if view is View.ALL else number

    @property
    def is_blank(self) -> bool:
        """Whether nothing is listed."""
        return not len(self.sidebar.outline)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that the list is narrowed to."""
        return self.library.shelf.query.words

    def narrow(self, words: tuple[str, ...]) -> int:
        """List only what holds every one of some words, everything open; return how many articles that are.

        The cursor stays on its article, or goes to the first one that is listed.
        """
        shelf, before = self.library.shelf, self.sidebar.current
        is_new = words != self.words
        if not self.words:
            self._open_unfiltered = self.sidebar.outline.expanded
        shelf.query = shelf.query._replace(words=words)
        if words:
            self.sidebar.load(category.path for category in shelf.categories())
            if is_new:
                outline = self.sidebar.outline
                index = outline.index_of(before) if isinstance(before, ArticleRow) else None
                rows = map(outline.__getitem__, range(len(outline)) if index is None else (index,))
                if (first := next((row for row in rows if isinstance(row, ArticleRow)), None)) is not None:
                    self.sidebar.reveal(first.row, first.category)
        else:
            self.widen(before)
        self._tell()
        return self._listed

    def widen(self, row: Row | None) -> None:
        """List everything again, as it was open, the cursor on `row`."""
        shelf = self.library.shelf
        shelf.query = shelf.query._replace(words=())
        self.sidebar.load(self._open_unfiltered)
        if isinstance(row, ArticleRow):
            self.sidebar.reveal(row.row, row.category)
        elif row is not None and (index := self.sidebar.outline.index_of(row)) is not None:
            self.sidebar.cursor = index
        self._tell()

    def show_open(self, row: RowId, category: CategoryPath, *, keep: bool = True) -> None:
        """Show which article the other pane has open, and keep it for the next start."""
        self.sidebar.shown = row
        self.sidebar.recount()
        self.sidebar.reveal(row, category)
        self._tell()
        if keep:
            self.call_after_refresh(self.keep_session)

    def keep_session(self) -> None:
        """Put down what is open, for the next start."""
        expanded = self._open_unfiltered if self.words else self.sidebar.outline.expanded
        with telling(self):
            self.library.keep_session(self.sidebar.shown, expanded)

    def show_next_view(self) -> None:
        """Show all articles, the unread ones, the starred ones."""
        query = self.library.shelf.query
        self.library.shelf.query = query._replace(view=query.view.following)
        self.sidebar.load()
        row = self.sidebar.current
        if isinstance(row, CategoryRow) and row.category.path == LAST_READ:
            self.sidebar.action_move(1)  # there is nothing to choose between the one category and its first article
        self._tell()
        self.keep_session()

    @on(Sidebar.Folded)
    def _note_folding(self, message: Sidebar.Folded) -> None:
        message.stop()
        self.call_after_refresh(self.keep_session)

    @on(Sidebar.SelectionChanged)
    def _tell_selection(self, message: Sidebar.SelectionChanged) -> None:
        message.stop()
        self.update()

    def beside(self, row: RowId, category: CategoryPath, step: int) -> RowId | None:
        """Return what is listed next to an article in its category although it has left the view, if anything is."""
        if not self.library.shelf.may_lose(category):
            return None
        return self.sidebar.outline.beside(row, category, step)

    def forget_rows(self) -> None:
        """Forget which rows articles had: another index has others."""
        self.sidebar.select(())
        self.sidebar.shown = None
        self.post_message(self.Renewed())

    def fill(self) -> None:
        """Read the list anew."""
        self.library.shelf.note_version()
        self.sidebar.load()
        self._tell()
        self.post_message(self.Filled())
