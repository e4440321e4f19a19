"""The saved searches of a library as its list shows them: each a category of its own, found anew when things change.

They are looked for in steps, once the list is on the screen: a list without any pays nothing, and one with some begins
with none of them looked for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.category import Category, saved_search
from reader.domain.listing import RowId
from reader.domain.query import View

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

    from reader.domain.category import CategoryPath
    from reader.library.search import Search
    from reader.storage.disposable_database import DataVersion
    from reader.storage.state import State

_FEW, _AT_ONCE = 50, 250
FEW_FILES = 64
"""Files that are read for a search whenever something has changed; more are waited for until they are indexed."""
MOST_FILES = 10_000
"""The same where nothing can be indexed."""


class _Version(NamedTuple):
    """What a search has looked at: in another version it may find other articles."""

    marks: int
    files: DataVersion
    texts: DataVersion | None
    """None for a search that asks for no text."""
    no_index: bool
    """Whether the texts cannot be indexed, so that their files are read."""


class _Found(NamedTuple):
    """What a search has found: articles by age, the newest first, and those of them that have a mark."""

    version: _Version
    articles: list[tuple[int, RowId]]
    unread: set[RowId]
    starred: set[RowId]
    is_whole: bool
    """Whether the whole library was looked through."""

    def count_in(self, view: View) -> tuple[int, int]:
        """Return how many articles a view shows, and how many of them are unread."""
        if view is View.ALL:
            return len(self.articles), len(self.unread)
        if view is View.UNREAD:
            return len(self.unread), len(self.unread)
        return (len(self.starred), len(self.starred & self.unread)) if view is View.STARRED else (0, 0)

    def in_view(self, view: View) -> list[tuple[int, RowId]]:
        """Return the articles that a view shows."""
        if view is View.ALL:
            return self.articles
        marked = {View.UNREAD: self.unread, View.STARRED: self.starred}.get(view, set())
        return [article for article in self.articles if article[1] in marked]


class SavedSearches:
    """Searches by their names; belongs to the thread of its library, and opens nothing until it is told to look."""

    def __init__(
        self,
        queries: Mapping[str, str],
        state: State,
        open_search: Callable[[], Search],
        has_no_index: Callable[[], bool],
    ) -> None:
        self.queries = dict(queries)
        """The searches by their names."""
        self._state = state
        self._open_search = open_search
        self._has_no_index = has_no_index
        self._search: Search | None = None
        self._found: dict[CategoryPath, _Found] = {}

    def __len__(self) -> int:
        return len(self.queries)

    def close(self) -> None:
        """Close what has been searched."""
        if self._search is not None:
            self._search.close()

    def take(self, queries: Mapping[str, str]) -> None:
        """Take other searches in the place of these; one that stays as it was keeps what it has found."""
        same = {saved_search(name) for name, query in self.queries.items() if queries.get(name) == query}
        self.queries = dict(queries)
        self._found = {path: found for path, found in self._found.items() if path in same}

    def by_category(self) -> dict[CategoryPath, str]:
        """Return the searches by the categories that they stand as."""
        return {saved_search(name): query for name, query in self.queries.items()}

    def categories(self, view: View) -> list[Category]:
        """Return the searches as categories; in a view of some articles only those that have found one of them."""
        categories = []
        for path in map(saved_search, self.queries):
            found = self._found.get(path)
            total, unread = found.count_in(view) if found else (0, 0)
            if total or view is View.ALL:
                categories.append(Category(path, total, unread, partial=found is None or not found.is_whole))
        return categories

    def articles_in(self, path: CategoryPath, view: View, listed: Sequence[int] = ()) -> Sequence[int]:
        """Return the articles that a search has found, the newest first, and among them those of `listed`."""
        found = self._found.get(path)
        articles = found.in_view(view) if found else []
        there = {row for _, row in articles}
        if left := [RowId(row) for row in listed if row not in there]:
            articles = sorted([*articles, *self._aged(left)])
        return array("q", (row for _, row in articles))

    def beside(self, row: RowId | None, path: CategoryPath, view: View, step: int, *, unread: bool) -> RowId | None:
        """Return the article that a search lists after another one, or before it if `step` is -1.

        With `unread` only an unread one, and behind the last one comes the first. Without a row it is the first one
        that `step` comes to.
        """
        found = self._found.get(path)
        if found is None:
            return None
        articles = [article for article in found.in_view(view) if not unread or article[1] in found.unread]
        here = self._aged([row]) if row is not None else []
        at = bisect_left(articles, here[0]) if here else 0 if step > 0 else len(articles)
        before, after = articles[:at], articles[at:]
        ahead, rest = (after, before) if step > 0 else (before[::-1], after[::-1])
        others = [other for _, other in chain(ahead, rest if unread else ()) if other != row]
        return self._first_unread(others) if unread else next(iter(others), None)

    def is_stale(self) -> bool:
        """Return whether some search may find other articles now than it has found; asks two files."""
        now = self._version()
        return any(
            found is None or found.version != self._version_for(query, now)
            for found, query in ((self._found.get(saved_search(name)), query) for name, query in self.queries.items())
        )

    def look(self) -> Iterator[None]:
        """Look for the articles of all searches that may find others now, one step each time; raises StorageError."""
        for name, query in tuple(self.queries.items()):
            path, version = saved_search(name), self._version_for(query, self._version())
            found = self._found.get(path)
            if self.queries.get(name) != query or (found is not None and found.version == version):
                continue  # another one has taken its place, or it would find the same
            if found is None or found.version[1:] != version[1:] or self._searcher.needs(query).marks:
                rows, is_whole = yield from self._look_for(query, most=MOST_FILES if version.no_index else FEW_FILES)
            else:
                rows, is_whole = [row for _, row in found.articles], found.is_whole
            found = yield from self._looked_up(_Found(version, [], set(), set(), is_whole), rows)
            if self.queries.get(name) == query:
                self._found[path] = found

    def _look_for(self, query: str, *, most: int) -> Generator[None, None, tuple[list[RowId], bool]]:
        """Return what a search finds, and whether it has looked through the whole library, after some steps."""
        rows: dict[RowId, None] = {}
        with closing(self._searcher.find_all(query, most)) as finding:
            while True:
                try:
                    row = next(finding)
                except StopIteration as end:
                    return list(rows), bool(end.value)
                if row is not None:
                    rows[row] = None
                yield

    def _looked_up(self, found: _Found, rows: list[RowId]) -> Generator[None, None, _Found]:
        """Return `found` with some articles and the marks that they have now, after some steps."""
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            files = self._searcher.files.look_up(some)
            for row in some:
                if row in files:
                    found.articles.append((files[row].age, row))
                    found.unread.update(() if files[row].read else (row,))
                    found.starred.update((row,) if files[row].starred else ())
            yield
        found.articles.sort()  # they are found in order, but for those that the index has taken up late
        return found

    def _first_unread(self, rows: list[RowId]) -> RowId | None:
        """Return the first of some articles that is unread now: it may have been read since it was found."""
        for start in range(0, len(rows), _FEW):
            some = rows[start : start + _FEW]
            files = self._searcher.files.look_up(some)
            for row in some:
                if row in files and not files[row].read:
                    return row
        return None

    @property
    def _searcher(self) -> Search:
        """A search of its own: what another one finds damaged it closes."""
        if self._search is None:
            self._search = self._open_search()
        return self._search

    def _version(self) -> _Version:
        return _Version(self._state.sequence(), *self._searcher.versions(), self._has_no_index())

    def _version_for(self, query: str, now: _Version) -> _Version:
        """Return the parts of a version that what a search finds depends on."""
        return now if self._searcher.needs(query).text else now._replace(texts=None, no_index=False)

    def _aged(self, rows: Sequence[RowId]) -> list[tuple[int, RowId]]:
        """Return some articles with their ages; those that are gone are left out."""
        parts = (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))
        return [(file.age, file.row) for some in parts for file in self._searcher.files.look_up(some).values()]
