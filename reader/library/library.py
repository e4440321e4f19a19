"""Opens a library, reads its articles and keeps its list up to date."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from reader.domain.category import PROBLEMS
from reader.domain.errors import ArticleError, LibraryError
from reader.domain.query import View
from reader.domain.reading_state import MarkRead
from reader.domain.session import Session
from reader.library.marks import Marks
from reader.library.read_ahead import ReadAhead
from reader.library.saved_searches import SavedSearches
from reader.library.shelf import Shelf
from reader.library.source import Source, absolute, source_of
from reader.library.stores import Stores
from reader.library.text_index_process import TextIndexProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from threading import Event

    from reader.domain.article_id import ArticleId
    from reader.domain.category import CategoryPath
    from reader.domain.listing import RowId
    from reader.domain.reading_state import Place
    from reader.library.page import Page
    from reader.library.scan import ScanReport
    from reader.library.scan_process import ScanProcess
    from reader.library.search import Search

_EVERY_LIBRARY = "reader"


class Library:
    """A folder of articles, or some files, with what is known of your reading of them.

    It belongs to the thread that opened it; only `scan` and `watch` may run in another.
    """

    def __init__(
        self,
        source: Source,
        state_file: Path,
        index_file: Path,
        *,
        mark_read: MarkRead = MarkRead.ON_OPEN,
        searches: Mapping[str, str] | None = None,
    ) -> None:
        self._source = source
        self._snapshot_file = index_file.with_suffix(".snapshot")
        self._stores = Stores(state_file, index_file)
        self._state = self._stores.state
        self._index = self._stores.index
        self.text_index = TextIndexProcess(self._stores.files[1], self._stores.text_file, source.root)
        open_search = partial(_open_search, source, self._stores)
        saved = SavedSearches(searches or {}, self._state, open_search, self.text_index.has_failed)
        self.shelf = Shelf(self._index, self._state, source.key, saved)
        self.marks = Marks(self._state, self._index, source.key, mark_read, self._stores)
        self.ahead = ReadAhead(source.root, self._index, self._state)
        self._scanning: ScanProcess | None = None
        """A scan that was begun, and is not followed yet."""

    @classmethod
    def open(
        cls,
        paths: Sequence[Path],
        *,
        state_file: Path,
        cache_folder: Path,
        mark_read: MarkRead = MarkRead.ON_OPEN,
        searches: Mapping[str, str] | None = None,
    ) -> Library:
        """Open one folder, the folder of one file, or just several files.

        `mark_read` says when an article is marked as read without a key; `searches` are saved ones by their names.
        Raises LibraryError or ArticleError if the paths are not there or hold no article.
        """
        source = source_of(paths)
        index_file = source.index_file(cache_folder)
        is_new = not index_file.exists()
        if is_new and not source.has(1) and not any(path.is_file() for path in paths):
            raise LibraryError(f"{paths[0]}: no articles in this folder; they end in .md, .markdown, .html or .htm")
        library = cls(source, state_file, index_file, mark_read=mark_read, searches=searches)
        if is_new and source.root == absolute(paths[0]):  # a single file is to be shown before all others are read
            from reader.library.update import begin  # a library that is known is shown without

            library._scanning = begin(source, library._stores)
        return library

    def close(self) -> None:
        """Close the files of the state and the index."""
        if "search" in self.__dict__:
            self.search.close()
        begun, self._scanning = self._scanning, None
        if begun is not None:
            begun.close()
        self.text_index.close()
        self.shelf.saved.close()
        self._stores.close()

    @property
    def name(self) -> str:
        """What the library is called."""
        return self._source.name

    @property
    def mishap(self) -> str | None:
        """What happened to the reading state, in one line; None if all is well."""
        return self._stores.mishap

    @cached_property
    def search(self) -> Search:
        """The full-text search, opened when it is first asked for; raises StorageError."""
        return _open_search(self._source, self._stores)

    def scan(self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> ScanReport:
        """Bring the index up to date with the files, on connections of its own, so that any thread can do it.

        `progress` is told how many of how many changed files are read, of 0 while nobody knows how many; it ends early
        once `cancelled`. It also makes the daily backup of the reading state, and the index anew if that is damaged.
        Raises LibraryError if the folder is gone, and StorageError.
        """
        from reader.library.update import update  # what it takes is not needed for the first frame

        begun, self._scanning = self._scanning, None
        return update(self._source, self._stores, progress, cancelled, begun)

    def watch(self, changed: Callable[[str | None], None], stopped: Event) -> None:
        """Bring the index up to date whenever files change, and call `changed` then, in any thread and until `stopped`.

        It is told what has happened to the folder, if it is gone. Raises LibraryError if changes cannot be noticed, and
        StorageError.
        """
        from reader.library.update import keep_up

        keep_up(self._source, self._stores, changed, stopped)

    def open_article(self, row: RowId) -> Page:
        """Read an article of the list; of a file that cannot be read, or no more, the page says why.

        Raises ArticleError if the list does not have it any more.
        """
        path, ids = self._index.path_of(row), self._index.ids([row])
        if path is None or row not in ids:
            raise ArticleError("this article is gone from the library")
        try:
            return self.open_file(self._source.root / path)
        except ArticleError as error:
            from reader.library.page import Page, explain

            (listing,) = self._index.listings([row])
            cause = listing.title if self._index.main_category(row) == PROBLEMS else str(error)
            article, body = explain(self._source.root / path, self._source.root, cause)
            reading = self._state.reading(ids[row])
            return Page(replace(article, id=ids[row]), body, reading, self._source.root / path, explains=True)

    def open_file(self, file: Path) -> Page:
        """Read an article file, whether or not the list knows it; raises ArticleError."""
        from reader.library.page import open_page  # the list is shown without

        file = absolute(file)
        if (page := self.ahead.take(file)) is not None:
            return page
        row = self.row_of(file)
        before = self._index.identity(row) if row is not None else None
        return open_page(file, self._source.root, self._state, before)

    def place_in(self, article: ArticleId) -> Place | None:
        """Return where the reader of an article has stopped."""
        return self._state.reading(article).place

    def row_of(self, file: Path) -> RowId | None:
        """Return the row of a file, None as long as the list does not know it."""
        path = self._source.path_of(file)
        return self._index.row_at(path) if path is not None else None

    def start(self) -> tuple[CategoryPath, RowId] | None:
        """Return the article to begin with: the one open last, else the newest; None in an empty library."""
        last = self.session().article
        row = self._index.row_at(last) if last is not None else None
        if row is None:
            row = self._index.newest()
        category = self.shelf.place_of(row) if row is not None else None
        return (category, row) if category is not None and row is not None else None

    def session(self) -> Session:
        """Return what was open when this library was left."""
        text = self._state.recall(self._source.key, "session")
        return _session(text) if text is not None else Session()

    def keep_session(self, row: RowId | None, expanded: Sequence[CategoryPath]) -> None:
        """Keep what is open now, for the next start."""
        path = self._index.path_of(row) if row is not None else self.session().article
        values = {"article": path, "expanded": expanded, "view": self.shelf.query.view}
        self._state.remember(self._source.key, "session", json.dumps(values))

    def snapshot(self, row: RowId) -> str | None:
        """Return what was kept of the looks of an article, None if its file has changed since."""
        try:
            kept, _, text = self._snapshot_file.read_text(encoding="utf-8").partition("\n")
        except (OSError, UnicodeDecodeError):
            return None
        return text if kept == self._index.stamp_of(row) else None

    def keep_snapshot(self, row: RowId, text: str) -> None:
        """Keep how an article looks; where that cannot be, the next start is a little slower."""
        with suppress(OSError):
            self._snapshot_file.write_text(f"{self._index.stamp_of(row)}\n{text}", encoding="utf-8")

    def preference(self, key: str) -> str | None:
        """Return what was chosen for all libraries, such as the theme."""
        return self._state.recall(_EVERY_LIBRARY, key)

    def set_preference(self, key: str, value: str) -> None:
        """Keep what was chosen for all libraries."""
        if self.preference(key) != value:
            self._state.remember(_EVERY_LIBRARY, key, value)


def _open_search(source: Source, stores: Stores) -> Search:
    from reader.library.search import Search  # the first frame is drawn without

    return Search(source.root, stores.index.files(), index_file=stores.files[1], text_file=stores.text_file)


def _session(text: str) -> Session:
    with suppress(ValueError, TypeError, KeyError):
        values = json.loads(text)
        return Session(values["article"], tuple(map(tuple, values["expanded"])), View(values["view"]))
    return Session()
