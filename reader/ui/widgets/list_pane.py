"""The left pane: the sidebar under its title; keeps the list up to date with the folder."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.domain.errors import ReaderError, StorageError
from reader.domain.query import Query, View
from reader.ui.telling import say_mishap
from reader.ui.widgets.pane_title import PaneTitle
from reader.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.domain.category import CategoryPath
    from reader.domain.listing import RowId
    from reader.library import Library

TITLES = {View.ALL: "Articles", View.UNREAD: "Unread", View.STARRED: "Starred"}
EMPTY = {
    View.ALL: "Looking for articles …",
    View.UNREAD: "Everything is read.\n\nv shows all articles.",
    View.STARRED: "Nothing is starred.\n\ns stars an article,\nv shows all.",
}
NO_MATCH = "Nothing here holds these words.\n\n/ changes them,\nEsc lists everything."
PROGRESS_SECONDS = 0.25
"""How often a running scan shows what it has found."""
OTHERS_SECONDS = 1.0
"""How often what other windows have marked is asked for: that is two look-ups, and nothing is drawn without news."""


class ListPane(Vertical):
    """Shows the library in one of its views."""

    class Filled(Message):
        """The list has been read anew from the library."""

    @dataclass
    class Scanning(Message):
        """A scan has read so many files of those that it has to."""

        read: int
        total: int

    @dataclass
    class Scanned(Message):
        """A scan has come to its end; `changed` says whether the list is another now."""

        changed: bool
        mishap: str | None = None

    class Changed(Message):
        """Files have changed while the reader runs, and the index with them."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._progress = ""
        self._watching: Event | None = None
        self._title = PaneTitle()
        self._nothing = Static(markup=False)
        self.sidebar = Sidebar(library.shelf)

    def compose(self) -> ComposeResult:
        """Lay the title above the sidebar."""
        yield self._title
        yield self.sidebar
        yield self._nothing

    def on_mount(self) -> None:
        """Begin to look for what other windows mark."""
        self.set_interval(OTHERS_SECONDS, self._catch_up)

    def begin(self) -> None:
        """Show the list as it was left."""
        session = self._library.session()
        self._library.shelf.query = Query(session.view)
        self.sidebar.load(session.expanded)
        self.update()

    def update(self) -> None:
        """Show changed marks and counts."""
        self.sidebar.update()
        view = self._library.shelf.query.view
        counts = self._library.shelf.counts()
        number = {View.ALL: counts.unread, View.UNREAD: counts.unread, View.STARRED: counts.starred}[view]
        self._title.title = f"{TITLES[view]} with {' '.join(self.words)}" if self.words else TITLES[view]
        self._title.note = self._progress or f"{number:,}"
        self._nothing.update(NO_MATCH if self.words else EMPTY[view])
        self.set_class(not len(self.sidebar.outline), "-empty")

    @property
    def words(self) -> tuple[str, ...]:
        """The words that the list is narrowed to."""
        return self._library.shelf.query.words

    def narrow(self, words: tuple[str, ...]) -> int:
        """List only what holds every one of some words, everything open; return how many articles that are."""
        shelf = self._library.shelf
        shelf.query = replace(shelf.query, words=words)
        categories = shelf.categories()
        self.sidebar.load([category.path for category in categories] if words else None)
        self.update()
        return sum(category.total for category in categories if category.depth == 0)

    def show_open(self, row: RowId, category: CategoryPath) -> None:
        """Show which article the other pane has open, and keep it for the next start."""
        self.sidebar.shown = row
        self.sidebar.reveal(row, category)
        self.update()
        self.call_after_refresh(self.keep_session)

    def keep_session(self) -> None:
        """Put down what is open, for the next start."""
        self._library.keep_session(self.sidebar.shown, self.sidebar.outline.expanded)

    def show_next_view(self) -> None:
        """Show all articles, the unread ones, the starred ones."""
        query = self._library.shelf.query
        self._library.shelf.query = replace(query, view=query.view.following)
        self.sidebar.load()
        self.update()
        self.keep_session()

    @work(thread=True, exclusive=True, exit_on_error=True)
    def scan(self) -> None:
        """Look for new, changed and vanished files, away from the keys."""
        worker = get_current_worker()
        told = 0.0

        def progress(read: int, total: int) -> None:
            nonlocal told
            if monotonic() - told > PROGRESS_SECONDS:
                told = monotonic()
                self.post_message(self.Scanning(read, total))

        try:
            report = self._library.scan(progress, lambda: worker.is_cancelled)
        except ReaderError as error:
            self.post_message(self.Scanned(False, str(error)))
        else:
            self.post_message(self.Scanned(bool(report.read or report.removed)))

    @work(thread=True, group="watch")
    def _watch(self, stopped: Event) -> None:
        """Follow what changes in the folder, until `stopped`."""

        def tell() -> None:
            self.post_message(self.Changed())

        try:
            self._library.watch(tell, stopped)
        except ReaderError as error:
            self.post_message(self.Scanned(False, str(error)))

    @on(events.Unmount)
    def _stop_watching(self) -> None:
        if self._watching is not None:
            self._watching.set()

    @on(Scanning)
    def _show_progress(self, message: Scanning) -> None:
        self._progress = f"reading {message.read:,} of {message.total:,}"
        self._fill()

    @on(Changed)
    def _show_changes(self) -> None:
        self._fill()

    @on(Scanned)
    def _show_result(self, message: Scanned) -> None:
        self._progress = ""
        if self._watching is None:
            self._watching = Event()
            self._watch(self._watching)
        if message.mishap is not None:
            say_mishap(self, message.mishap)
        # Another window may have scanned a new library meanwhile.
        if message.changed or not len(self.sidebar.outline):
            self._fill()
        else:
            self.update()

    def _catch_up(self) -> None:
        # What cannot be copied now is copied the next time.
        with suppress(StorageError):
            if self._library.marks.catch_up():
                self.update()

    @on(Sidebar.Folded)
    def _note_folding(self, message: Sidebar.Folded) -> None:
        message.stop()
        self.keep_session()

    def _fill(self) -> None:
        self.sidebar.load()
        self.update()
        self.post_message(self.Filled())
