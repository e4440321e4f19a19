"""What the list of a library shows: categories, articles, and the way from one to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.domain.listing import RowId
from reader.domain.outline import article_order
from reader.domain.query import EVERYTHING, View

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Sequence

    from reader.domain.category import Category, CategoryPath
    from reader.domain.listing import Listing
    from reader.storage.index import Counts, Index


class Shelf:
    """The library as its present query shows it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.query = EVERYTHING
        """Which articles are shown."""

    def categories(self) -> Sequence[Category]:
        """Return the categories that have an article to show, each before those below it."""
        return self._index.categories(self.query)

    def articles_in(self, category: CategoryPath) -> array[int]:
        """Return the rows of the articles that stand directly in a category, newest first."""
        return self._index.articles_in(category, self.query)

    def listings(self, rows: Iterable[RowId]) -> list[Listing]:
        """Return what the list shows of some articles; those that are gone are left out."""
        return self._index.listings(rows)

    def counts(self) -> Counts:
        """Return how many articles there are, whatever the query."""
        return self._index.counts()

    def place_of(self, row: RowId) -> CategoryPath | None:
        """Return a category in which the list shows an article."""
        return self._index.main_category(row)

    def neighbour(
        self, row: RowId | None, category: CategoryPath | None, step: int, *, unread: bool = False
    ) -> tuple[CategoryPath, RowId] | None:
        """Return the article after this one (`step` 1) or before it (-1) in the order of the list, with its category.

        Categories count whether they are open or folded. With `unread`, only unread articles count, and behind the last
        one comes the first. Without a row it is the one at the top or at the bottom.
        """
        order = list(article_order(self._index.categories(replace(self.query, view=View.ALL))))[::step]
        start = order.index(category) if category in order else 0
        here = self._after(row, order[start], step) if row is not None and category in order else None
        if here is not None:
            found = self._first(order[start], here, unread=unread)
            if found is not None:
                return order[start], found
            start += 1
        for path in order[start:] + (order[:start] if unread else []):
            found = self._first(path, self._everything_in(path)[::step], unread=unread)
            if found is not None and found != row:
                return path, found
        return None

    def _everything_in(self, category: CategoryPath) -> Sequence[int]:
        return self._index.articles_in(category, replace(self.query, view=View.ALL))

    def _after(self, row: RowId, category: CategoryPath, step: int) -> Sequence[int] | None:
        rows = self._everything_in(category)[::step]
        return rows[rows.index(row) + 1 :] if row in rows else None

    def _first(self, category: CategoryPath, rows: Iterable[int], *, unread: bool) -> RowId | None:
        """Return the first of `rows` that the list shows, and that is unread if it has to be."""
        shown = set(self.articles_in(category))
        if unread:
            shown &= set(self._index.articles_in(category, replace(self.query, view=View.UNREAD)))
        return next((RowId(row) for row in rows if row in shown), None)
