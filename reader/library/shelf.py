"""What the list of a library shows: categories, articles, and the way from one to the next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.domain.category import LAST_READ, is_saved_search
from reader.domain.listing import RowId
from reader.domain.outline import article_order
from reader.domain.query import EVERYTHING, Order, Query, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.domain.article_id import Identity
    from reader.domain.category import Category, CategoryPath
    from reader.domain.listing import Listing
    from reader.library.saved_searches import SavedSearches
    from reader.storage.index import Counts, Index
    from reader.storage.state import State

_ORDERS = "orders"


class Shelf:
    """The library as its present query shows it."""

    def __init__(self, index: Index, state: State, scope: str, saved: SavedSearches) -> None:
        self.saved = saved
        """The saved searches, which stand above the categories while the list is not narrowed."""
        self._index = index
        self._state = state
        self._scope = scope
        kept = json.loads(state.recall(scope, _ORDERS) or "[]")
        self._orders = {tuple(path): Order(order) for path, order in kept}
        self.query = EVERYTHING
        """Which articles are shown."""
        self._renewals = 0
        self._read = self._index.file.version()

    def note_version(self) -> None:
        """Note that the list is read anew from here on."""
        self._read = self._index.file.version()

    def has_changed(self) -> bool:
        """Return whether another connection has changed the index since that was noted."""
        return self._read != self._index.file.version()

    def renew(self) -> bool:
        """Take the index that is there now: it may have been deleted, or be damaged and made anew.

        Returns whether it is another one than when this was asked last; then it may be empty until the next scan.
        """
        self._index.file.follow()
        seen, self._renewals = self._renewals, self._index.file.renewals
        return seen != self._renewals

    def categories(self) -> Sequence[Category]:
        """Return the categories that have an article to show, each before those below it."""
        categories = self._index.categories(self.query)
        if categories and not self.query.words:
            categories[:0] = self.saved.categories(self.query.view)
        return categories

    def articles_in(self, category: CategoryPath, listed: Sequence[int] = ()) -> Sequence[int]:
        """Return the rows of the articles that stand directly in a category, in its order.

        Those of `listed` that the query no longer finds are among them, as long as they are in the library.
        """
        if is_saved_search(category):
            return self.saved.articles_in(category, self.query.view, listed)
        order = self.order_of(category)
        rows = self._index.articles_in(category, self.query, order)
        # Only what must stay is worth reading all of a long list for.
        gone = set(listed).difference(rows) if listed else set()
        if not gone:
            return rows
        if self.query.view is View.BEGUN:
            there = [listing.row for listing in self.listings(map(RowId, listed))]
            return [*(row for row in rows if row not in there), *there]
        wanted = gone.union(rows)
        return [
            row for row in self._index.articles_in(category, self.query._replace(view=View.ALL), order) if row in wanted
        ]

    def may_lose(self, category: CategoryPath) -> bool:
        """Return whether an article of a category may leave it by being read or starred."""
        return self.query.view is not View.ALL or is_saved_search(category)

    def order_of(self, category: CategoryPath) -> Order:
        """Return what the articles of a category are sorted by."""
        return self._orders.get(category, Order.DATE)

    def sort_next(self, category: CategoryPath) -> Order:
        """Sort a category by date, title, source, from now on, and return by which."""
        order = self._orders[category] = self.order_of(category).following
        kept = [(path, by) for path, by in self._orders.items() if by is not Order.DATE]
        self._state.remember(self._scope, _ORDERS, json.dumps(kept))
        return order

    def listings(self, rows: Iterable[RowId]) -> list[Listing]:
        """Return what the list shows of some articles; those that are gone are left out."""
        return self._index.listings(rows)

    def identity(self, row: RowId) -> Identity | None:
        """Return what tells which article lies at a row, None if it is gone."""
        return self._index.identity(row)

    def counts(self) -> Counts:
        """Return how many articles there are, whatever the query."""
        return self._index.counts()

    def found(self) -> Counts:
        """Return how many articles hold the words of the query, whatever its view; without words, all there are."""
        return self._index.counts(self.query.words)

    def path_of(self, row: RowId) -> str | None:
        """Return the path of an article in the library."""
        return self._index.path_of(row)

    def place_of(self, row: RowId) -> CategoryPath | None:
        """Return a category in which the list shows an article."""
        return LAST_READ if self.query.view is View.BEGUN else self._index.main_category(row)

    def neighbour(
        self, row: RowId | None, category: CategoryPath | None, step: int, *, unread: bool = False
    ) -> tuple[CategoryPath, RowId] | None:
        """Return the article after this one (`step` 1) or before it (-1) in the order of the list, with its category.

        Categories count whether they are open or folded. With `unread`, only unread articles count, and behind the last
        one comes the first. Without a row it is the first from the top or bottom of `category`, or of the list. A saved
        search is a list of its own.
        """
        if category is not None and is_saved_search(category):
            beside = self.saved.beside(row, category, self.query.view, step, unread=unread)
            return (category, beside) if beside is not None else None
        for path, after in self._ways(row, category, step, unread=unread):
            order = self.order_of(path)
            found = self._index.beside(after, path, self.query, step, but=row, unread=unread, order=order)
            if found is not None:
                return path, found
        return None

    def _ways(
        self, row: RowId | None, category: CategoryPath | None, step: int, *, unread: bool
    ) -> Iterator[tuple[CategoryPath, RowId | None]]:
        """Yield the categories in which to look for a neighbour of an article, each with the article to look behind."""
        begun = self.query.view is View.BEGUN
        goes_on = row is not None and category is not None and (category == LAST_READ) is begun
        if category is not None and goes_on:
            yield category, row  # mostly it is here, and the tree is not asked for
        tree = self._index.categories(Query(View.BEGUN) if begun else EVERYTHING)
        paths = list(article_order(tree))[::step]
        start = paths.index(category) if category in paths else 0
        without = {found.path for found in tree if unread and not found.unread}
        rest = paths[: start + 1] if unread else []
        for path in (*paths[start + (goes_on and category in paths) :], *rest):
            if path not in without:
                yield path, None
