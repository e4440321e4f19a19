"""Reads the article that is likely to be opened next, while nobody waits for it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.domain.errors import ArticleError
from reader.library.source import absolute

if TYPE_CHECKING:
    from pathlib import Path

    from reader.domain.file_stamp import FileStamp
    from reader.domain.listing import RowId
    from reader.library.page import Page
    from reader.storage.index import Index
    from reader.storage.state import State

_LARGEST = 256 * 1024
"""Bytes of a file, which are read in 6 ms: a key that comes meanwhile waits for so long."""


class ReadAhead:
    """Holds one article until it is opened or another is read, and only as long as its file stays as it was."""

    def __init__(self, root: Path, index: Index, state: State) -> None:
        self._root = root
        self._index = index
        self._state = state
        self._page: Page | None = None
        self._stamp: FileStamp | None = None

    def read(self, row: RowId) -> Page | None:
        """Read an article of the list; None if it is held already, takes too long, or cannot be read."""
        # The list is shown without.
        from reader.articles.folder import stamp_of
        from reader.library.page import open_page

        path = self._index.path_of(row)
        if path is None:
            return None
        file = absolute(self._root / path)
        stamp = stamp_of(file)
        is_held = self._page is not None and (self._page.file, self._stamp) == (file, stamp)
        if stamp is None or stamp.size > _LARGEST or is_held:
            return None
        with suppress(ArticleError):  # whoever opens it is told
            self._page, self._stamp = open_page(file, self._root, self._state, self._index.identity(row)), stamp
            return self._page
        return None

    def take(self, file: Path) -> Page | None:
        """Return an article with its present state, and hold it no longer; None if it is not held as its file is."""
        page = self._page
        if page is None or page.file != file:
            return None
        from reader.articles.folder import stamp_of

        self._page = None
        return replace(page, state=self._state.reading(page.article.id)) if stamp_of(file) == self._stamp else None
