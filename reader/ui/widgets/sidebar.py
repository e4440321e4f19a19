"""The sidebar: categories as a tree, their articles beneath."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from reader.domain.listing import RowId
from reader.domain.outline import ArticleRow, CategoryRow, Outline, Row
from reader.domain.query import View
from reader.ui.widgets.looks import Looks
from reader.ui.widgets.selecting_list import SelectingList
from reader.ui.widgets.sidebar_row import COMPONENTS, CURSORS, day_of, draw_article, draw_category, share_of
from reader.ui.widgets.staying import Staying

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.geometry import Region

    from reader.domain.category import CategoryPath
    from reader.domain.listing import Listing
    from reader.library.shelf import Shelf


ROWS_KEPT = 256
"""Rows that are kept as they were drawn: those of some screens."""


class Sidebar(SelectingList):
    """Lists what a shelf shows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    BINDING_GROUP_TITLE = "In the list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", "open", tooltip="open the article; open or close the category", id="row.open"),
        Binding("right,l", "step_in", "open, or step in", show=False, id="row.step_in"),
        Binding("left,h,backspace", "step_out", "close, or up to the category", show=False, id="row.step_out"),
        *SelectingList.KEYS,
    ]

    class Opened(Message):
        """An article was chosen; `enter` says whether its reader wants to go on in the text."""

        def __init__(self, row: RowId, category: CategoryPath, *, enter: bool) -> None:
            super().__init__()
            self.row = row
            self.category = category
            self.enter = enter

    class Folded(Message):
        """A category was opened or closed."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf
        self._listings: dict[RowId, Listing] = {}
        self._looks = Looks()
        self._inks = {ground: partial(self._looks.of, ground=ground) for ground in ("", *CURSORS)}
        # Most rows look as they did before a key, and a row that is drawn anew is also filtered and cut anew.
        self._draw_article = lru_cache(ROWS_KEPT)(draw_article)
        self._draw_category = lru_cache(ROWS_KEPT)(draw_category)
        self._staying = Staying(shelf)
        self._now = datetime.now().astimezone()
        self.outline = Outline((), shelf.articles_in)
        self.shown: RowId | None = None
        """The article that the other pane shows."""

    @property
    def current(self) -> Row | None:
        """The row under the cursor, None in an empty list."""
        return self.outline[self.cursor] if len(self.outline) else None

    def load(self, expanded: Iterable[CategoryPath] | None = None) -> None:
        """Read the tree anew, open where it was; the cursor stays on its row, and its row where it is on the screen.

        In the view as it was, nothing goes from the category that the reader is in.
        """
        current, before = self.current, self.cursor
        top = self.scroll_offset.y
        is_in_view = top <= before < top + self.size.height
        keep = self.outline.expanded if expanded is None else expanded
        self._now = datetime.now().astimezone()
        same = self._staying.begin(self.outline)
        self.outline = Outline(self._staying.categories(), self._staying.articles_in, keep)
        if self.selected:
            self.select(listing.row for listing in self._shelf.listings(self.selected) if same)
        index = self.outline.index_of(current) if current is not None else None
        if index is None and isinstance(current, ArticleRow):
            index = self.outline.index_near(before, current.category) if same else None
            index = self.outline.index_of_category(current.category) if index is None else index
        self.set_reactive(Sidebar.cursor, before if index is None else index)
        self.rows_changed()
        if self.scroll_offset.y and index is not None:
            self.scroll_relative(y=index - before, animate=False, force=True)
        if is_in_view or not self.size.height or not same:
            self._show_cursor()  # else its reader has turned the list with the wheel
        row = self.current
        if isinstance(row, ArticleRow):
            self._staying.enter(row.category, self.outline)

    def recount(self) -> None:
        """Take changed counts over, for the next time that rows are drawn; no row comes or goes."""
        self.outline.recount(self._shelf.categories())

    def reveal(self, row: RowId, category: CategoryPath) -> None:
        """Put the cursor on an article, and open the categories above it."""
        index = self.outline.reveal(row, category)
        self.set_reactive(Sidebar.cursor, self.validate_cursor(self.cursor if index is None else index))
        self.take_height(self.row_count())
        top = self.scroll_offset.y
        if index is not None:
            self._show_cursor()
            self.watch_cursor()
        if self.scroll_offset.y == top:
            self.refresh_rows()

    def watch_cursor(self) -> None:
        """Bring the cursor into view; what stayed in the category that it has left goes."""
        super().watch_cursor()
        row, before = self.current, self._staying.here
        if isinstance(row, ArticleRow) and self._staying.enter(row.category, self.outline):
            listed = self.outline.articles_of(before or ())
            self.load()
            gone = set(listed).difference(self.outline.articles_of(before or ()))
            if not gone.isdisjoint(self.selected):
                self.select(selected for selected in self.selected if selected not in gone)

    def meant(self) -> list[RowId]:
        """Return the article under the cursor, or those that stand directly in the category there."""
        row = self.current
        if isinstance(row, CategoryRow):
            return [RowId(number) for number in self._shelf.articles_in(row.category.path)]
        return [row.row] if row is not None else []

    def listed(self) -> list[RowId]:
        """Return the article under the cursor, or those that are listed directly in the category there."""
        row = self.current
        if isinstance(row, CategoryRow):
            return [RowId(number) for number in self.outline.articles_of(row.category.path)]
        return [row.row] if row is not None else []

    def row_count(self) -> int:
        """Return how many rows there are."""
        return len(self.outline)

    def read_rows(self, start: int, end: int) -> None:
        """Read what is listed of the articles in view."""
        rows = (self.outline[index] for index in range(start, end))
        articles = [row.row for row in rows if isinstance(row, ArticleRow)]
        self._listings = {listing.row: listing for listing in self._shelf.listings(articles)}

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the rows of a part of the list."""
        if not self._looks:
            self._looks.take(self, COMPONENTS, CURSORS)
        return super().render_lines(crop)

    def draw_row(self, index: int, *, chosen: bool) -> Strip:
        """Draw a category or an article."""
        row, width, query = self.outline[index], self.width, self._shelf.query
        look = self._inks[CURSORS[self.has_focus] if chosen else ""]
        if isinstance(row, CategoryRow):
            return self._draw_category(row.category, expanded=row.expanded, words=query.words, width=width, look=look)
        listing = self._listings.get(row.row)
        if listing is None:
            return Strip.blank(width, look(""))
        note = share_of(listing) if query.view is View.BEGUN else day_of(listing, self._now)
        return self._draw_article(
            listing,
            depth=len(row.category),
            shown=row.row == self.shown,
            selected=row.row in self.selected,
            note=note,
            words=query.words,
            width=width,
            look=look,
        )

    def notify_style_update(self) -> None:
        """Take over the colours of another theme."""
        super().notify_style_update()
        self._looks.forget()
        self._draw_article.cache_clear()
        self._draw_category.cache_clear()

    def choose(self, *, again: bool) -> None:
        """Open the article that was clicked, or open or close the category; a second click goes on into the text."""
        row = self.current
        if isinstance(row, CategoryRow):
            self._fold(row)
        elif row is not None:
            self.post_message(self.Opened(row.row, row.category, enter=again))

    def action_enter(self) -> None:
        """Go into the article under the cursor; open or close the category."""
        self.choose(again=True)

    def action_step_in(self) -> None:
        """Go into the article under the cursor; open the category, or go to the first row in it."""
        row = self.current
        if isinstance(row, CategoryRow) and row.expanded:
            self.action_move(1)
        else:
            self.choose(again=True)

    def action_step_out(self) -> None:
        """Close the category under the cursor; from anything else, go up to its category."""
        row = self.current
        if isinstance(row, CategoryRow) and row.expanded:
            self._fold(row)
        elif row is not None:
            above = row.category.path[:-1] if isinstance(row, CategoryRow) else row.category
            index = self.outline.index_of_category(above)
            self.cursor = self.cursor if index is None else index

    def _show_cursor(self) -> None:
        """Bring the cursor into view, if there is room with the categories above it."""
        row = self.current
        path = row.category if isinstance(row, ArticleRow) else ()
        self.show_cursor(self.outline.index_of_category(path[:1]) if path else None)

    def _fold(self, row: CategoryRow) -> None:
        path, before = row.category.path, len(self.outline)
        if row.expanded:
            self.outline.collapse(path)
        else:
            self.outline.expand(path)
        self.rows_changed()
        self.show_below(len(self.outline) - before)
        self.post_message(self.Folded())
