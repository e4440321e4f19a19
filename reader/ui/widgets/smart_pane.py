"""A pane that lists saved searches, and looks for their articles in slices between the keys."""

from __future__ import annotations

from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING

from reader.domain.errors import StorageError
from reader.ui.widgets.following_pane import FollowingPane

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library import Library
    from reader.ui.widgets.sidebar import Sidebar

ASKED_SECONDS = 0.5
"""How often it is asked whether the searches may find something else: marks, files and texts may change anywhere."""
SLICE_SECONDS = 0.005
PAUSE_SECONDS = 0.015
"""How long to look between two looks at the keys, and how long to leave to them."""


class SmartPane(FollowingPane):
    """Finds the articles of the saved searches anew whenever they may have changed."""

    sidebar: Sidebar

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._looking: Iterator[None] | None = None
        self._searches = library.shelf.saved.by_category()
        """The searches that the list was last compared with."""

    def on_mount(self) -> None:
        """Begin to look, after the first frame."""
        self.set_interval(ASKED_SECONDS, self._look_anew)

    def _look_anew(self) -> None:
        saved = self.library.shelf.saved
        # What cannot be asked now is asked the next time.
        with suppress(StorageError):
            # What others have marked is in the index before it is looked for there.
            if len(saved) and self.library.marks.catch_up():
                self.update()
            if len(saved) and self._looking is None and saved.is_stale():
                self._looking = saved.look()
                self._look()

    def _look(self) -> None:
        """Look for a moment, and go on when keys have had their turn."""
        end = perf_counter() + SLICE_SECONDS
        with suppress(StorageError):
            for _ in self._looking or ():
                if perf_counter() > end:
                    self.set_timer(PAUSE_SECONDS, self._look)
                    return
        self._looking = None
        if self._is_outdated():
            self.sidebar.load()
        self.update()

    def _is_outdated(self) -> bool:
        """Return whether the list shows another search than is saved, or lacks one, or one that is open an article."""
        shelf, outline = self.library.shelf, self.sidebar.outline
        before, self._searches = self._searches, shelf.saved.by_category()
        if before != self._searches:
            return True
        if shelf.query.words:
            return False
        for category in shelf.saved.categories(shelf.query.view):
            path = category.path
            found = shelf.articles_in(path) if path in outline.expanded else ()
            if outline.index_of_category(path) is None or set(found) - set(outline.articles_of(path)):
                return True
        return False
