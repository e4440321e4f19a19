"""The index of one library: what its files say of themselves, and the lists made of it; deleting it loses only time."""

from __future__ import annotations

import os
from array import array
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.domain.article_id import ArticleId, Identity
from reader.domain.category import LAST_READ, Category, CategoryPath, order_of
from reader.domain.listing import Listing, RowId
from reader.domain.query import EVERYTHING, Order, Query, View
from reader.domain.rows import Rows
from reader.storage.database import DamagedError, value_lists
from reader.storage.index_file import IndexFile
from reader.storage.index_schema import IDENTITY, LIBRARY, category_of, name_of, stored_path
from reader.storage.mirror import Mirror
from reader.storage.narrowing import NARROWED, Narrowing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.storage.index_search import ArticleFiles
    from reader.storage.index_writer import IndexWriter
    from reader.storage.state import State

_LISTING = (
    "row, title, age, date_known, unread, starred, draft, problems, share, "
    "EXISTS (SELECT 1 FROM articles others WHERE others.id = listed.id AND others.row <> listed.row)"
)
_VIEWS = {
    View.ALL: "",
    View.UNREAD: " AND {}.unread",
    View.STARRED: " AND {}.starred",
    View.BEGUN: " AND {}.begun",
}
_PLACED = "p.category = (SELECT number FROM categories WHERE path = ?)"
_ORDERS = {
    Order.DATE: ("p.age", "p.title", "p.row"),
    Order.TITLE: ("p.title COLLATE NOCASE", "p.age", "p.row"),
    Order.SOURCE: ("p.source COLLATE NOCASE", "p.age", "p.title", "p.row"),
}
_LAST_READ = ("p.begun", "p.row")
_FIRST = 200
"""How many rows of a category are read when it is opened: more than a screen has."""
_COUNTED = (
    "SELECT total, unread FROM categories above WHERE path = ? AND NOT EXISTS (SELECT 1 FROM categories below "
    "WHERE below.path > above.path || char(31) AND below.path < above.path || char(32) AND below.total)"
)
"""The counts of a category that has none below it, so that all of them stand directly in it."""


class Counts(NamedTuple):
    """How many articles a library holds."""

    total: int
    unread: int
    starred: int
    begun: int


class Index:
    """The database of one library; a connection belongs to the thread that made it.

    Whether an article is unread or starred is a copy of the reading state, which is the truth; the counts of the
    categories change in the transaction that changes the copy.
    """

    def __init__(self, path: Path, *, mends: bool = False) -> None:
        self.file = IndexFile(path, mends=mends)
        self._mirror = Mirror(self.file)
        self._narrowing = Narrowing(self.file)
        self._asked: tuple[tuple[RowId | None, tuple[str, ...]], tuple[Any, ...]] | None = None
        """The article whose neighbour was asked for last, by which keys, and where it stood by them."""

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    def writer(self) -> IndexWriter:
        """Return what changes the articles of the index."""
        from reader.storage.index_writer import IndexWriter  # the list is shown without

        return IndexWriter(self.file.connection, self.file.path)

    def files(self) -> ArticleFiles:
        """Return what a search asks the index."""
        from reader.storage.index_search import ArticleFiles  # the list is shown without

        return ArticleFiles(self.file)

    def categories(self, query: Query = EVERYTHING) -> list[Category]:
        """Return the categories that have an article in `query`, each before those below it."""
        self._narrowing.find(query.words)
        if query.view is View.BEGUN:
            sql = f"SELECT count(*), sum(unread) FROM listed WHERE true{_condition(query, 'listed')}"
            return [Category(LAST_READ, total, unread) for total, unread in self.file.ask(sql) if total]
        if query.view is View.STARRED or query.words:
            condition = _condition(query, "listed")
            # There are few places: to join each article with its categories takes four times as long.
            sql = (
                "WITH found AS (SELECT place, count(*) total, sum(unread) unread FROM listed "
                f"WHERE true{condition} GROUP BY place) "
                "SELECT c.path, sum(found.total), sum(found.unread) FROM found CROSS JOIN members USING (place) "
                "JOIN categories c ON c.number = members.category WHERE c.path <> ? GROUP BY c.number"
            )
        else:
            unread = " AND unread" if query.view is View.UNREAD else ""
            sql = f"SELECT path, total, unread FROM categories WHERE path <> ? AND total{unread}"
        found = [
            Category(category_of(path), unread if query.view is View.UNREAD else total, unread)
            for path, total, unread in self.file.ask(sql, LIBRARY)
        ]
        return sorted(found, key=lambda category: order_of(category.path))

    def articles_in(self, category: CategoryPath, query: Query = EVERYTHING, order: Order = Order.DATE) -> Rows:
        """Return the rows of the articles that stand directly in a category, in order."""
        self._narrowing.find(query.words)
        place, values, keys = _listed(category, query, order)

        def read(limit: int, start: int) -> array[int]:
            sql = f"SELECT p.row {place} ORDER BY {', '.join(keys)} LIMIT {limit} OFFSET {start}"
            return array("q", (row for (row,) in self.file.ask(sql, *values)))

        def find(row: int) -> int | None:
            key = self.file.ask_one(f"SELECT {', '.join(keys)} FROM listed p WHERE p.row = ?", row)
            if key is None:
                return None
            compare = f"SELECT count(*) {place} AND ({', '.join(keys)}) {{}} ({','.join('?' * len(keys))})"
            there, before = (self.file.ask_one(compare.format(sign), *values, *key) or (0,) for sign in "=<")
            return before[0] if there[0] else None

        if order is not Order.DATE or query.words or query.view is View.BEGUN:
            # Finding the first ones takes as long as finding all.
            rows = read(-1, 0)
            return Rows(rows, len(rows), read, find)
        counted = self.file.ask_one(_COUNTED, *values) if query.view is not View.STARRED else None
        if counted is None:
            # It reads them all, and in a large category they are long.
            (total,) = self.file.ask_one(f"SELECT count(*) {place}", *values) or (0,)
        else:
            total = counted[query.view is View.UNREAD]
        return Rows(read(_FIRST, 0), total, read, find)

    def beside(
        self,
        row: RowId | None,
        category: CategoryPath,
        query: Query,
        step: int,
        *,
        but: RowId | None,
        unread: bool,
        order: Order = Order.DATE,
    ) -> RowId | None:
        """Return the first article of `query` behind another one in a category, or before it if `step` is -1.

        The other one need not be in the query; if it is gone since the last question, it counts as where it stood.
        Without it, the search begins at the end that `step` comes from. Never returns `but`, and with `unread` only an
        unread article.
        """
        self._narrowing.find(query.words)
        listed, values, keys = _listed(category, query, order)
        place = self.file.ask_one(f"SELECT {', '.join(keys)} FROM listed p WHERE p.row = ?", row)
        if place is not None:
            self._asked = (row, keys), place
        elif self._asked is not None and self._asked[0] == (row, keys):
            place = self._asked[1]
        if place is not None:
            listed += f" AND ({', '.join(keys)}) {'>' if step > 0 else '<'} ({','.join('?' * len(keys))})"
            values += place
        if unread:
            listed += " AND p.unread"
        sql = (
            f"SELECT p.row {listed} AND p.row IS NOT ? "
            f"ORDER BY {', '.join(keys if step > 0 else (f'{key} DESC' for key in keys))} LIMIT 1"
        )
        found = self.file.ask_one(sql, *values, but)
        return RowId(found[0]) if found else None

    def listings(self, rows: Iterable[RowId]) -> list[Listing]:
        """Return what a list shows of some articles, in the order asked for; rows that are gone are left out."""
        wanted = list(rows)
        found: dict[int, Listing] = {}
        for marks, some in value_lists(wanted):
            for row in self.file.ask(f"SELECT {_LISTING} FROM listed WHERE row IN {marks}", *some):
                found[row[0]] = _listing(row)
        return [found[row] for row in wanted if row in found]

    def counts(self, words: tuple[str, ...] = ()) -> Counts:
        """Return how many articles the library holds, or of those how many hold every one of some words."""
        if words:
            self._narrowing.find(words)
            sums = "count(*), total(unread), total(starred), total(begun <> 0)"
            return Counts(*map(int, *self.file.ask(f"SELECT {sums} FROM listed WHERE row IN ({NARROWED})")))
        row = self.file.ask_one("SELECT total, unread FROM categories WHERE path = ?", LIBRARY)
        starred = self.file.ask_one("SELECT count(*) FROM marks WHERE starred") or (0,)
        begun = self.file.ask_one("SELECT count(*) FROM marks WHERE begun") or (0,)
        return Counts(*(row or (0, 0)), *starred, *begun)

    def path_of(self, row: RowId) -> str | None:
        """Return the path of an article in the library."""
        found = self.file.ask_one("SELECT path FROM articles WHERE row = ?", row)
        return os.fsdecode(found[0]) if found else None

    def stamp_of(self, row: RowId) -> str | None:
        """Return in one line what tells whether the file of an article has changed since it was read."""
        found = self.file.ask_one("SELECT path, size, modified, inode FROM articles WHERE row = ?", row)
        return repr(found) if found else None

    def identity(self, row: RowId) -> Identity | None:
        """Return what tells which article lies at a row, None if it is gone."""
        found = self.file.ask_one(f"SELECT {IDENTITY} FROM articles WHERE row = ?", row)
        return Identity(*found) if found else None

    def row_at(self, path: str) -> RowId | None:
        """Return the row of the article at a path in the library."""
        found = self.file.ask_one("SELECT row FROM articles WHERE path = ?", stored_path(path))
        return RowId(found[0]) if found else None

    def main_category(self, row: RowId) -> CategoryPath | None:
        """Return the first of the categories that an article names."""
        sql = "SELECT c.path FROM articles a JOIN categories c ON c.number = a.category WHERE a.row = ?"
        found = self.file.ask_one(sql, row)
        return category_of(found[0]) if found else None

    def newest(self) -> RowId | None:
        """Return the newest article of the library; one whose date is that of its file only if all are such."""
        first = "SELECT age FROM placements WHERE category = number ORDER BY age LIMIT 1"
        ages = self.file.ask(f"SELECT ({first}), number FROM categories")
        for known in ("AND a.date_known AND a.size >= 0", "AND a.size >= 0", ""):
            newest = (
                "SELECT p.age, p.title, p.row FROM placements p CROSS JOIN articles a ON a.row = p.row "
                f"WHERE p.category = ? {known} ORDER BY p.age, p.title, p.row LIMIT 1"
            )
            found: list[tuple[int, str, int]] = []
            # Most categories have no article that is as new as the newest of another.
            for age, number in sorted(pair for pair in ages if pair[0] is not None):
                if found and age > min(found)[0]:
                    break
                found += self.file.ask(newest, number)
            if found:
                return RowId(min(found)[2])
        return None

    def ids(self, rows: Iterable[RowId]) -> dict[RowId, ArticleId]:
        """Return what the reading state knows some articles by."""
        found: dict[RowId, ArticleId] = {}
        for marks, some in value_lists(rows):
            pairs = self.file.ask(f"SELECT row, id FROM articles WHERE row IN {marks}", *some)
            found.update((RowId(row), ArticleId(article)) for row, article in pairs)
        return found

    def unread_ids(self, query: Query = EVERYTHING) -> list[ArticleId]:
        """Return the unread articles of `query`, as the reading state knows them."""
        self._narrowing.find(query.words)
        rows = self.file.ask(f"SELECT DISTINCT id FROM listed WHERE unread{_condition(query, 'listed')}")
        return [ArticleId(article) for (article,) in rows]

    def catch_up(self, state: State) -> bool:
        """Copy what has changed in the reading state, and return whether anything has."""
        try:
            return self._mirror.catch_up(state)
        except DamagedError as error:
            self.file.mend(error)
            return self._mirror.catch_up(state)


def _listed(category: CategoryPath, query: Query, order: Order) -> tuple[str, list[object], tuple[str, ...]]:
    """Return FROM and WHERE of the articles `p` directly in a category, the values in them, and what sorts them."""
    condition = _condition(query, "p")
    if query.view is View.BEGUN:
        return f"FROM listed p WHERE true{condition}", [], _LAST_READ
    return f"FROM placements p WHERE {_PLACED}{condition}", [name_of(category)], _ORDERS[order]


def _condition(query: Query, table: str) -> str:
    """Return the part of a WHERE clause on `table` that `query` is, whose words have been looked for."""
    condition = _VIEWS[query.view].format(table)
    if query.words:
        condition += f" AND {table}.row IN ({NARROWED})"
    return condition


def _listing(row: tuple[int, str, int, int, int, int, int, int, float, int]) -> Listing:
    number, title, age, date_known, unread, starred, draft, problems, share, repeated = row
    return Listing(
        row=RowId(number),
        title=title,
        date=datetime.fromtimestamp(-age, UTC),
        date_known=bool(date_known),
        read=not unread,
        starred=bool(starred),
        draft=bool(draft),
        problems=problems,
        share=share,
        repeated=bool(repeated),
    )
