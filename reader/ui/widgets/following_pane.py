"""A pane that keeps what it shows up to date: with the folder, with other windows, and with the index of the texts."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import suppress
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.containers import Vertical
from textual.message import Message
from textual.worker import get_current_worker

from reader.domain.errors import ReaderError, StorageError
from reader.ui.telling import say_mishap

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.library import Library

INDEXING_AFTER_SECONDS = 2.0
PROGRESS_SECONDS = 0.4
"""How often a running scan shows what it has found."""
OTHERS_SECONDS = 1.0
"""How often what other windows have marked is asked for: that is two look-ups, and nothing is drawn without news."""


class FollowingPane(Vertical):
    """Scans the library, then follows what changes in it."""

    class Scanning(Message):
        """A scan has read so many files of those that it has to; `total` is 0 while nobody knows how many."""

        def __init__(self, read: int, total: int) -> None:
            super().__init__()
            self.read = read
            self.total = total

    class Scanned(Message):
        """A scan has come to its end; `changed` says whether the list is another now."""

        def __init__(self, mishap: str | None = None, *, changed: bool) -> None:
            super().__init__()
            self.changed = changed
            self.mishap = mishap

    class Changed(Message):
        """Files have changed while the reader runs, and the index with them, or `mishap` says why it has not."""

        def __init__(self, mishap: str | None = None) -> None:
            super().__init__()
            self.mishap = mishap

    class Unwatched(Message):
        """Changes are noticed no more."""

        def __init__(self, mishap: str) -> None:
            super().__init__()
            self.mishap = mishap

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.progress = ""
        """How far a scan is, for people; empty while there is none."""
        self.share = 0.0
        """The same as a number, up to 1."""
        self.is_looking = True
        """Whether a scan is under way, or about to be."""
        self._watching: Event | None = None
        self._indexing: Timer | None = None
        """What begins to index the texts."""

    def on_mount(self) -> None:
        """Begin to look for what other windows mark."""
        self.set_interval(OTHERS_SECONDS, self._catch_up)

    @property
    @abstractmethod
    def is_blank(self) -> bool:
        """Whether nothing is listed."""

    @abstractmethod
    def fill(self) -> None:
        """Read the list anew."""

    @abstractmethod
    def forget_rows(self) -> None:
        """Forget which rows articles had: another index has others."""

    @abstractmethod
    def update(self) -> None:
        """Show changed marks and counts."""

    def scan(self) -> None:
        """Look for new, changed and vanished files, away from the keys."""
        self.is_looking = True
        self._scan()

    @work(thread=True, exclusive=True, exit_on_error=True)
    def _scan(self) -> None:
        worker = get_current_worker()
        told = 0.0

        def progress(read: int, total: int) -> None:
            nonlocal told
            if monotonic() - told > PROGRESS_SECONDS:
                told = monotonic()
                self.post_message(self.Scanning(read, total))

        try:
            report = self.library.scan(progress, lambda: worker.is_cancelled)
            done = self.Scanned(changed=bool(report.read or report.removed))
        except ReaderError as error:
            done = self.Scanned(str(error), changed=False)
        if not worker.is_cancelled:  # another scan has taken its place
            self.post_message(done)

    @work(thread=True, group="watch")
    def _watch(self, stopped: Event) -> None:
        """Follow what changes in the folder, until `stopped`."""

        def tell(mishap: str | None) -> None:
            self.post_message(self.Changed(mishap))

        try:
            self.library.watch(tell, stopped)
        except ReaderError as error:
            self.post_message(self.Unwatched(str(error)))

    @on(events.Unmount)
    def _stop_watching(self) -> None:
        if self._watching is not None:
            self._watching.set()

    @on(Scanning)
    def _show_progress(self, message: Scanning) -> None:
        self.progress = f"{message.read:,} of {message.total:,}" if message.total else f"{message.read:,} …"
        self.share = message.read / max(1, message.total)
        self._renew()
        self.fill()

    @on(Changed)
    def _show_changes(self, message: Changed) -> None:
        if message.mishap is not None:
            say_mishap(self, message.mishap)
        self.fill()
        self._index_soon()

    @on(Unwatched)
    def _watch_later(self, message: Unwatched) -> None:
        self._stop_watching()
        self._watching = None  # the next scan tries again
        say_mishap(self, message.mishap)

    @on(Scanned)
    def _show_result(self, message: Scanned) -> None:
        self.progress, self.share, self.is_looking = "", 0.0, False
        if self._watching is None:
            self._watching = Event()
            self._watch(self._watching)
        self._index_soon()
        if message.mishap is not None:
            say_mishap(self, message.mishap)
        # Another window may have scanned a new library meanwhile.
        if self._renew() or message.changed or self.is_blank:
            self.fill()
        else:
            self.update()

    def _catch_up(self) -> None:
        # What cannot be copied now is copied the next time.
        with suppress(StorageError):
            # Another window may have taken up what has changed.
            if self._renew() or (not self.is_looking and self.library.shelf.has_changed()):
                self.fill()
            if self.library.marks.catch_up():
                self.update()

    def _renew(self) -> bool:
        """Show the index that is there now, and return whether it is another one: then it is filled by a scan."""
        try:
            is_other = self.library.shelf.renew()
        except StorageError:
            return False  # the next look tries again
        if is_other:
            self.forget_rows()
            self.scan()
        return is_other

    def _index_soon(self) -> None:
        """Bring the index of the texts up to date, once whoever has just come had a moment."""

        def start() -> None:
            self._indexing = None
            if self.is_looking:
                return  # its end says so again
            if self.library.text_index.is_at_work():
                self._index_soon()  # it need not know what has changed since it began
            else:
                self.library.text_index.start()

        if self._indexing is None:
            self._indexing = self.set_timer(INDEXING_AFTER_SECONDS, start)
