"""The part of the search screen that looks for hits in slices between the keys, and says what it has found.

It looks again by itself when the library has changed: what is found then comes behind what is listed, so that no hit
moves under the cursor.
"""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import datetime
from time import monotonic, perf_counter
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen
from textual.widgets import Input, Static

from reader.domain.errors import ReaderError, StorageError
from reader.domain.search_match import find_spans, sought
from reader.domain.search_query import Field, parse_query
from reader.ui.telling import say
from reader.ui.widgets.hits import FoundRow, Hits

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from textual.timer import Timer

    from reader.domain.listing import RowId
    from reader.domain.looked_for import LookedFor
    from reader.library import Library
    from reader.library.search import Context, Hit

MOST = 500
"""Hits that are listed at the most."""
SLICE_SECONDS = 0.006
"""How long to look between two looks at the keys."""
PAUSE_SECONDS = 0.001
PROGRESS_SECONDS = 0.5
AGAIN_SECONDS = 2.0
"""How long to leave to the keys and to a scan before it is looked again."""

Result = tuple["LookedFor", frozenset[str] | None]
"""What was looked for, and the folded words to light in the hit that is to be opened, None if none is."""


class Looking(Screen["Result"]):
    """Lists what the words in its input find."""

    def __init__(self, library: Library, text: str, *, replace: bool, row: RowId | None) -> None:
        super().__init__()
        self.library = library
        self.words = Input(text, placeholder="Search the text of the library", compact=True, select_on_focus=replace)
        self.query_text = ""
        """What the hits are of: what was typed last that means something."""
        self.hits = Hits(self._read, self._read_context)
        self.status = Static(markup=False, classes="status")
        self._said = ""
        self._sought_row = row
        self._finding: Generator[Hit | None] | None = None
        self._looked_at = (0, 0, 0)
        """The version of the library in which the hits were found."""
        self._ended = 0.0
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        """Look for the words that are there, and go on saying how far the index is."""
        self._get_ready()
        self.look_for(self.words.value)
        self.set_interval(PROGRESS_SECONDS, self._keep_up)
        with suppress(StorageError):
            indexed, total = self.library.search.progress()
            if indexed < total:
                self.library.text_index.start()  # it may have been damaged or deleted since

    @work(thread=True)
    def _get_ready(self) -> None:
        from reader.library.article_text import get_ready

        get_ready()

    def look_for(self, text: str) -> None:
        """List what `text` finds; of one that means nothing say what is wrong, and leave the hits as they are."""
        try:
            parse_query(text, now=datetime.now().astimezone())
            finding, version = self.library.search.hits(text), self._version(text)
        except ReaderError as error:
            self._say(str(error), wrong=True)
            return
        self.stop()
        self.hits.clear()
        self.query_text = text
        self.set_class(not text.strip(), "-blank")
        self._finding, self._looked_at = finding, version
        self._look()

    def _keep_up(self) -> None:
        """Look again if the library has changed since, and say how far the index is."""
        mishap = self.library.text_index.mishap()
        if mishap is not None:
            say(self, f"Searches read the files, as no index of them can be kept: {mishap}")
        with suppress(StorageError):  # the next look tries again
            rests = self._finding is None and monotonic() > self._ended + AGAIN_SECONDS
            if rests and self.words.value == self.query_text and self._is_behind():
                self._look_again()
        self.tell()

    def _look_again(self) -> None:
        before, self._looked_at = self._looked_at, self._version(self.query_text)
        if before[0] != self._looked_at[0]:
            self.look_for(self.query_text)  # another index has other rows
            return
        self.hits.read_again()
        self._finding = self.library.search.hits(self.query_text)
        self._look()

    def _is_behind(self) -> bool:
        """Return whether the library has changed since the hits were looked for, if more of them may be listed."""
        version = self._version(self.query_text)
        return version[0] != self._looked_at[0] or (self.hits.row_count() < MOST and version != self._looked_at)

    def _version(self, query: str) -> tuple[int, int, int]:
        """Return what changes with the articles that `query` finds: index, list, and marks if they count."""
        search = self.library.search
        return (*search.files.version(), self.library.marks.version if search.needs(query).marks else 0)

    def _look(self) -> None:
        """Find for a moment, and go on when keys have had their turn."""
        if self._finding is None:
            return
        found: list[RowId] = []
        try:
            done = self._take(self._finding, found)
        except ReaderError as error:
            self.stop()
            self._say(str(error), wrong=True)
            return
        if found:
            self.hits.add(found)
            if self._sought_row in found:
                self.hits.go_to(self._sought_row)
                self._sought_row = None
        if done:
            self.stop()
        else:
            self._timer = self.set_timer(PAUSE_SECONDS, self._look)
        self.tell()

    def _take(self, finding: Generator[Hit | None], found: list[RowId]) -> bool:
        """Add hits to `found` for a moment, and return whether there are no more to be listed."""
        end = perf_counter() + SLICE_SECONDS
        for hit in finding:
            if hit is not None and not self.hits.has(hit.row):
                found.append(hit.row)
            if self.hits.row_count() + len(found) >= MOST:
                return True
            if perf_counter() > end:
                return False
        return True

    def tell(self) -> None:
        """Say how much is found, and how much of the library it is looked for in."""
        if self.words.value != self.query_text:
            return
        try:
            looking = self._finding is not None or self._is_behind()
            if self._finding is None:
                self.library.search.follow()
            indexed, total = self.library.search.progress()
        except StorageError as error:
            self._say(str(error), wrong=True)
            return
        count = self.hits.row_count()
        said = []
        if not self.query_text.strip():
            said.append(f"{total:,} articles")
        elif count >= MOST:
            said.append(f"the first {MOST:,}; more words find fewer")
        else:
            said.append(f"{count:,} found" if count or not looking else "looking …")
            if count and looking:
                said.append("looking on")
        if indexed < total:
            said.append(f"{indexed:,} of {total:,} indexed, the others are read")
        self._say(" · ".join(said), wrong=False)

    def _say(self, text: str, *, wrong: bool) -> None:
        """Say something under the words; what is `wrong` may take some lines."""
        if text != self._said:
            self._said = text
            self.status.set_class(wrong, "-wrong")
            self.status.update(text, layout=wrong)

    def stop(self) -> None:
        """Look no further."""
        if self._timer is not None:
            self._timer.stop()
        if self._finding is not None:
            with closing(self._finding):
                self._finding = None
            self._ended = monotonic()

    def _read(self, rows: Sequence[RowId]) -> Iterator[FoundRow]:
        """Yield what hits show; one that has gone since shows nothing."""
        node = parse_query(self.query_text, now=datetime.now().astimezone())
        words = sought(node) | sought(node, Field.TITLE)
        for listing in self.library.shelf.listings(rows):
            yield FoundRow(listing, find_spans(words, listing.title))

    def _read_context(self, row: RowId) -> Context | None:
        """Return the line of a hit; its file may have changed since."""
        return self.library.search.context(self.query_text, row)
