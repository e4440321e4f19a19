"""Searches the text of a library: in the text index as far as it goes, and in the files that it does not have yet."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reader.domain.errors import StorageError
from reader.domain.folding import fold
from reader.domain.reading_state import Mark
from reader.domain.search_match import find_spans, first_match, matches, sought
from reader.domain.search_query import EMPTY, And, Dated, Marked, Node, Term, leaves, parse_query
from reader.library.article_text import SearchedArticle
from reader.library.file_search import FileSearch
from reader.library.unindexed import Unindexed, take_out_stale
from reader.storage.database import DamagedError
from reader.storage.text_index import NoTextIndex, TextIndex
from reader.storage.text_lookup import in_title, lookup, partly_in_title

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from reader.domain.listing import RowId
    from reader.storage.disposable_database import DataVersion
    from reader.storage.index_search import ArticleFile, ArticleFiles

_T = TypeVar("_T")

SHOWN = 50
"""Hits that are enough for a screen."""
_STARRED = Marked(Mark.STARRED, True)
_FEW, _MANY = 64, 500
_BEFORE, _LONGEST = 24, 200
"""Characters of a line of context before its first match, and in all."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search has found."""

    row: RowId
    path: str
    """Relative to the library."""


@dataclass(frozen=True, slots=True)
class Context:
    """The line of an article in which a search has found something, cut to some 200 characters."""

    line: str
    spans: tuple[tuple[int, int], ...]
    """Where in the line the words stand that are to be lit: start and end."""


class Needs(NamedTuple):
    """What the articles that a query finds depend on, besides their dates."""

    marks: bool
    text: bool


class Search:
    """Searches one library; belongs to the thread that made it."""

    def __init__(self, root: Path, files: ArticleFiles, *, index_file: Path, text_file: Path) -> None:
        self.root = root
        self.files = files
        self.text_file = text_file
        self._texts = self._open_texts()
        self._waiting = FileSearch(root, files, index_file)
        self._unindexed = Unindexed(files)

    def close(self) -> None:
        """Close the text index."""
        self._waiting.close()
        self._texts.close()

    def take_out_stale(self) -> None:
        """Look at files that have changed again, not at what was kept of them; takes 0.15 s for 100,000 articles."""
        try:
            take_out_stale(self.files, self._texts)
        except DamagedError:
            self._make_anew()

    def follow(self) -> None:
        """Take the text index that is there now, which may have been made anew; to be called between two searches."""
        try:
            # Another process may have had room for one.
            if isinstance(self._texts, NoTextIndex) and self.text_file.is_file() and self.text_file.stat().st_size:
                self._open_again()
            self._texts.follow()
        except (OSError, StorageError):
            self._open_again()

    def progress(self) -> tuple[int, int]:
        """Return how many of how many articles are in the text index, as far as that is known."""
        total = self.files.count()
        try:
            waiting = self._unindexed.known(self._texts)
            indexed = self._texts.held() if waiting is None else total - len(waiting)
        except DamagedError:
            self._make_anew()
            indexed = 0
        return max(0, min(indexed, total)), total

    def find(self, query: str, limit: int = SHOWN) -> list[Hit]:
        """Return the first hits of `query`, at most `limit`: those with all words in the title, then those with some.

        A blank query finds nothing. Raises SearchError, with what is wrong with the query.
        """
        with closing(self.hits(query)) as found:
            return list(islice((hit for hit in found if hit is not None), limit))

    def hits(self, query: str) -> Generator[Hit | None]:
        """Yield what `query` finds, as it is found, and None for each article that was looked at for nothing.

        Whoever does not want them all has to close it. Raises SearchError, with what is wrong with the query.
        """
        now = _now()
        node = parse_query(query, now=now)
        if node == EMPTY:
            return
        self.follow()
        seen: set[RowId] = set()
        try:
            yield from self._found(query, now, node, seen)
        except DamagedError:
            self._make_anew()
            yield from self._found(query, now, node, seen)

    def find_all(self, query: str, most: int) -> Generator[RowId | None, None, bool]:
        """Yield what `query` finds in the text index, and in the files that it lacks if they are at most so many.

        Yields None for what is looked at for nothing, and returns whether all of the library is looked through. Raises
        SearchError.
        """
        now = _now()
        node = parse_query(query, now=now)
        if not self.needs(query).text:
            for part in self.files.parts():
                yield from (file.row for file in part if matches(node, SearchedArticle(file, self.root)))
                yield None
            return True
        self.follow()
        try:
            for file, rest in self._candidates(node, [node]):
                yield file.row if rest is None or matches(rest, SearchedArticle(file, self.root)) else None
            if self.files.count() - self._texts.held() > most:
                return False
            rows = yield from self._unindexed.find(self._texts)
        except DamagedError:
            self._make_anew()
            return False
        if len(rows) > most:
            return False
        for found in self._waiting.find(query, now, rows):
            yield found.row if found is not None else None
        self._waiting.close()
        return True

    def versions(self) -> tuple[DataVersion, DataVersion]:
        """Return two versions that change when the list or the text index is changed elsewhere."""
        self.follow()
        return self.files.version(), self._texts.version()

    @staticmethod
    def needs(query: str) -> Needs:
        """Return what `query` asks for; raises SearchError."""
        kinds = {type(leaf) for leaf in leaves(_parse(query))}
        return Needs(marks=Marked in kinds, text=Term in kinds)

    def context(self, query: str, row: RowId) -> Context | None:
        """Return the line of an article in which `query` first finds something, else its first; None if it is gone.

        The file is read for it. Raises SearchError.
        """
        node = _parse(query)
        file = self.files.look_up([row]).get(row)
        return _context(sought(node), SearchedArticle(file, self.root).read.text) if file is not None else None

    def _found(self, query: str, now: datetime, node: Node, seen: set[RowId]) -> Iterator[Hit | None]:
        for file in self._looked_through(query, now, node, seen):
            if file is None:
                yield None
            elif file.row not in seen:
                seen.add(file.row)
                yield Hit(file.row, file.path)

    def _looked_through(self, query: str, now: datetime, node: Node, seen: set[RowId]) -> Iterator[ArticleFile | None]:
        version = self._texts.version()
        yield from self._found_in_index(node, seen)
        rows = yield from self._unindexed.find(self._texts)
        if rows:
            yield from self._waiting.find(query, now, rows)
        else:
            self._waiting.close()
        if version != self._texts.version():
            # What was put into the index meanwhile may have been missed there and in the files.
            yield from self._found_in_index(node, seen)

    def _found_in_index(self, node: Node, seen: set[RowId]) -> Iterator[ArticleFile | None]:
        kinds = dict.fromkeys((in_title(node), partly_in_title(node), node))
        for file, rest in self._candidates(node, kinds):
            if file.row not in seen:
                yield file if rest is None or matches(rest, SearchedArticle(file, self.root)) else None

    def _candidates(self, node: Node, kinds: Iterable[Node]) -> Iterator[tuple[ArticleFile, Node | None]]:
        """Yield what the text index finds of some kinds of what `node` asks for, with what is still to be looked at."""
        newest, oldest = _ages(node)
        # Few articles have a star, and many hold a frequent word.
        among = self.files.starred() if _STARRED in _parts(node) else None
        frequent = self._texts.frequent()
        for wanted in kinds:
            asked = lookup(wanted, frequent)
            with closing(self._texts.find(asked.expression, newest=newest, oldest=oldest)) as found:
                for some in _batches(pair for pair in found if among is None or pair[0] in among):
                    files = self.files.look_up([row for row, _ in some])
                    for row, fingerprint in some:
                        # What has changed since is left out until it is read again.
                        if row in files and files[row].fingerprint == fingerprint:
                            yield files[row], asked.rest

    def _open_texts(self) -> TextIndex:
        """Return the text index; where there is no room for one, an empty one, so that all files are read."""
        try:
            return TextIndex(self.text_file)
        except StorageError:
            return NoTextIndex()

    def _open_again(self) -> None:
        before, self._texts = self._texts, self._open_texts()
        self._texts.renewals = before.renewals + 1
        before.close()

    def _make_anew(self) -> None:
        """Put an empty text index in the place of a damaged one."""
        try:
            self._texts.make_anew()
        except StorageError:
            self._open_again()


def _parse(query: str) -> Node:
    return parse_query(query, now=_now())


def _now() -> datetime:
    return datetime.now().astimezone()


def _batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    size = _FEW
    while some := list(islice(rest, size)):
        yield some
        size = _MANY


def _ages(node: Node) -> tuple[int | None, int | None]:
    """Return the ages in seconds before 1970 outside of which nothing is wanted; a second more than need be."""
    parts = _parts(node)
    newest = [-int(part.end.timestamp()) - 1 for part in parts if isinstance(part, Dated) and part.end]
    oldest = [1 - int(part.start.timestamp()) for part in parts if isinstance(part, Dated) and part.start]
    return max(newest, default=None), min(oldest, default=None)


def _parts(node: Node) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, And) else (node,)


def _context(words: frozenset[str], text: str) -> Context:
    folded = fold(text)
    at = first_match(words, folded)
    if at is None:
        return Context(text.partition("\n")[0][:_LONGEST], ())
    line = text.split("\n")[folded.count("\n", 0, at)]
    # To fold changes lengths by little; where it does by more, the whole line is looked at.
    near = max(0, at - folded.rfind("\n", 0, at) - 1 - _LONGEST // 2)
    spans = [(near + start, near + end) for start, end in find_spans(words, line[near : near + 2 * _LONGEST])]
    first = (spans or find_spans(words, line) or [(0, 0)])[0][0]
    start = max(0, first - _BEFORE)
    cut = ("…" if start else "") + line[start : start + _LONGEST]
    return Context(cut, tuple(find_spans(words, cut)))
