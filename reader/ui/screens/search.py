"""The search in the text of the whole library: finds while you type."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, Static

from reader import paths
from reader.domain.errors import ReaderError, SearchError
from reader.domain.search_match import sought
from reader.domain.search_query import parse_query
from reader.ui.widgets.hits import FoundRow, Hits

if TYPE_CHECKING:
    from collections.abc import Generator

    from textual.app import ComposeResult
    from textual.timer import Timer

    from reader.domain.listing import RowId
    from reader.library import Library
    from reader.library.search import Hit

MOST = 500
"""Hits that are listed at the most."""
SLICE_SECONDS = 0.006
"""How long to look between two looks at the keys."""
PAUSE_SECONDS = 0.001
HELP = 'words are AND · "a phrase" · -not · OR · title: author: category: tag: is:unread before:2022 newer:7d'

Chosen = tuple["RowId", frozenset[str]]
"""An article, and the folded words to light in it."""


class SearchScreen(Screen["Chosen | None"]):
    """Takes the place of the reading screen until a hit is chosen or Esc is pressed."""

    CSS_PATH = paths.styles_folder() / "search.tcss"
    AUTO_FOCUS = "Input"
    BINDING_GROUP_TITLE = "In the search"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", id="search.leave"),
        Binding("down", "move(1)", "hit down", id="search.down", priority=True),
        Binding("up", "move(-1)", "hit up", id="search.up", priority=True),
        Binding("pagedown", "page(1)", "page down", id="search.page_down", priority=True),
        Binding("pageup", "page(-1)", "page up", id="search.page_up", priority=True),
    ]

    def __init__(self, library: Library, text: str) -> None:
        super().__init__()
        self._library = library
        self._text = text
        self._hits = Hits(self._read)
        self._status = Static(HELP, markup=False, classes="status")
        self._finding: Generator[Hit | None] | None = None
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay the words above what is found, and below it what there is to say."""
        yield Input(self._text, placeholder="Search the text of the library", compact=True, select_on_focus=False)
        yield self._hits
        yield self._status

    @on(Input.Changed)
    def _search(self, message: Input.Changed) -> None:
        self._stop()
        self._hits.clear()
        self._text = message.value
        if not self._text.strip():
            self._status.update(HELP)
            return
        try:
            self._finding = self._library.search.hits(self._text)
            self._look()
        except ReaderError as error:
            self._stop()
            self._status.update(str(error))

    @on(Input.Submitted)
    def _open_current(self) -> None:
        row = self._hits.current
        if row is not None:
            self._open(row)

    @on(Hits.Chosen)
    def _open_chosen(self, message: Hits.Chosen) -> None:
        self._open(message.row)

    def action_leave(self) -> None:
        """Go back to the article."""
        self._stop()
        self.dismiss(None)

    def action_move(self, rows: int) -> None:
        """Go to another hit."""
        self._hits.action_move(rows)

    def action_page(self, pages: int) -> None:
        """Go to other hits by screens."""
        self._hits.action_page(pages)

    def _look(self) -> None:
        """Find for a moment, and go on when keys have had their turn."""
        if self._finding is None:
            return
        end = perf_counter() + SLICE_SECONDS
        found: list[RowId] = []
        done = False
        while perf_counter() < end and not done:
            try:
                hit = next(self._finding)
            except StopIteration:
                done = True
            else:
                if hit is not None:
                    found.append(hit.row)
                done = self._hits.row_count() + len(found) >= MOST
        if found:
            self._hits.add(found)
        self._tell(done)
        if done:
            self._stop()
        else:
            self._timer = self.set_timer(PAUSE_SECONDS, self._look)

    def _tell(self, done: bool) -> None:
        indexed, total = self._library.search.progress()
        count = self._hits.row_count()
        said = [f"{count:,} found" if count or done else "looking …"]
        if count >= MOST:
            said = [f"the first {MOST:,}; more words find fewer"]
        elif not done:
            said.append("looking on")
        if indexed < total:
            said.append(f"{indexed:,} of {total:,} articles indexed, the others are read")
        self._status.update(" · ".join(said))

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        if self._finding is not None:
            with closing(self._finding):
                self._finding = None

    def _open(self, row: RowId) -> None:
        self._stop()
        self.dismiss((row, sought(parse_query(self._text, now=datetime.now().astimezone()))))

    def _read(self, row: RowId) -> FoundRow | None:
        """Read what a hit shows; its file may have changed or gone since."""
        listings = self._library.shelf.listings([row])
        try:
            context = self._library.search.context(self._text, row)
        except SearchError:
            context = None
        return FoundRow(listings[0], context) if listings else None
