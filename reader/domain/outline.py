"""The rows of the sidebar: a tree of categories, some of them open, as one flat sequence."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.category import Category, CategoryPath, ancestors
from reader.domain.listing import RowId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


class CategoryRow(NamedTuple):
    """A row that shows a category."""

    category: Category
    expanded: bool


class ArticleRow(NamedTuple):
    """A row that shows an article in one of its categories."""

    row: RowId
    category: CategoryPath


Row = CategoryRow | ArticleRow


class _Run(NamedTuple):
    """The row of a category itself, or those of the articles directly in it."""

    path: CategoryPath
    articles: Sequence[int] | None

    @property
    def size(self) -> int:
        return 1 if self.articles is None else len(self.articles)


def article_order(categories: Iterable[Category]) -> Iterator[CategoryPath]:
    """Yield categories in the order of their articles: below a category, its sub-categories come first.

    `categories` come in preorder.
    """
    above: list[CategoryPath] = []
    for category in categories:
        while above and category.path[: len(above[-1])] != above[-1]:
            yield above.pop()
        above.append(category.path)
    yield from reversed(above)


class Outline:
    """Rows by index; the articles of a category are asked for when it is opened.

    `categories` come in preorder; `articles_in` returns the rows of the articles directly in a category, in order.
    """

    def __init__(
        self,
        categories: Iterable[Category],
        articles_in: Callable[[CategoryPath], Sequence[int]],
        expanded: Iterable[CategoryPath] = (),
    ) -> None:
        self._categories = {category.path: category for category in categories}
        self._articles_in = articles_in
        self._expanded = dict.fromkeys(expanded)
        self._articles = {path: articles_in(path) for path in self._expanded if path in self._categories}
        self._arrange()

    @property
    def expanded(self) -> tuple[CategoryPath, ...]:
        """The categories that are open, whether or not one above them is, or they are there at all."""
        return tuple(self._expanded)

    def __len__(self) -> int:
        return self._starts[-1]

    def __getitem__(self, index: int) -> Row:
        if not 0 <= index < len(self):
            raise IndexError(index)
        at = bisect_right(self._starts, index) - 1
        run = self._runs[at]
        if run.articles is None:
            return CategoryRow(self._categories[run.path], run.path in self._articles)
        return ArticleRow(RowId(run.articles[index - self._starts[at]]), run.path)

    def index_of(self, row: Row) -> int | None:
        """Return the index at which what a row of an outline showed stands in this one, None if it does not.

        An article whose category is not there may stand in another.
        """
        if isinstance(row, CategoryRow):
            return self.index_of_category(row.category.path)
        return self.index_of_article(row.row, row.category if row.category in self._categories else None)

    def index_of_category(self, path: CategoryPath) -> int | None:
        """Return the index of a category, None if it is not among the rows."""
        return next((start for start, run in self._located() if run.path == path and run.articles is None), None)

    def index_of_article(self, row: RowId, category: CategoryPath | None = None) -> int | None:
        """Return the index of an article, in `category` or in the first that shows it; None if no row does."""
        for start, run in self._located():
            if run.articles is not None and category in (None, run.path) and row in run.articles:
                return start + run.articles.index(row)
        return None

    def index_near(self, index: int, category: CategoryPath) -> int | None:
        """Return where an article of a category stands, at `index` or right before it; None if none does."""
        for near in (index, index - 1):
            row = self[near] if 0 <= near < len(self) else None
            if isinstance(row, ArticleRow) and row.category == category:
                return near
        return None

    def articles_of(self, path: CategoryPath) -> Sequence[int]:
        """Return the articles that are listed directly in a category; none if it is not open."""
        return self._articles.get(path, ())

    def has(self, path: CategoryPath) -> bool:
        """Return whether a category is there, be it among the rows or in one that is closed."""
        return path in self._categories

    def beside(self, row: RowId, path: CategoryPath, step: int) -> RowId | None:
        """Return the article that is listed after another one in a category, or before it if `step` is -1."""
        rows = self.articles_of(path)
        index = rows.index(row) + step if row in rows else -1
        return RowId(rows[index]) if 0 <= index < len(rows) else None

    def expand(self, path: CategoryPath) -> None:
        """Open a category; its articles are read anew."""
        self._open(path)
        self._arrange()

    def collapse(self, path: CategoryPath) -> None:
        """Close a category."""
        self._expanded.pop(path, None)
        self._articles.pop(path, None)
        self._arrange()

    def reveal(self, row: RowId, category: CategoryPath) -> int | None:
        """Open a category and those above it, and return the index of an article in it."""
        folded = [path for path in (*ancestors(category), category) if path not in self._articles]
        if folded:
            for path in folded:
                self._open(path)
            self._arrange()
        return self.index_of_article(row, category)

    def recount(self, categories: Iterable[Category]) -> None:
        """Take new counts over; a category that is no longer counted stays, with nothing in it."""
        counted = {category.path: category for category in categories}
        for path in self._categories:
            self._categories[path] = counted.get(path) or Category(path, 0, 0)

    def _open(self, path: CategoryPath) -> None:
        if path in self._categories:
            self._expanded[path] = None
            self._articles[path] = self._articles_in(path)

    def _arrange(self) -> None:
        self._runs = list(self._visible())
        self._starts = list(accumulate((run.size for run in self._runs), initial=0))

    def _visible(self) -> Iterator[_Run]:
        above: list[CategoryPath] = []
        for path in self._categories:
            while above and path[: len(above[-1])] != above[-1]:
                yield _Run(above[-1], self._articles[above.pop()])
            if path[:-1] == (above[-1] if above else ()):
                yield _Run(path, None)
                if path in self._articles:
                    above.append(path)
        while above:
            yield _Run(above[-1], self._articles[above.pop()])

    def _located(self) -> Iterator[tuple[int, _Run]]:
        return zip(self._starts, self._runs, strict=False)
