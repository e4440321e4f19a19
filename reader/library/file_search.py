"""Looks for what a query asks in article files that the text index does not have yet, in processes of their own."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.domain.errors import StorageError
from reader.domain.search_match import matches
from reader.domain.search_query import And, Node, Term, parse_query
from reader.library.article_text import SearchedArticle
from reader.library.child import Child, receive, send

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from reader.domain.listing import RowId
    from reader.storage.disposable_database import DataVersion
    from reader.storage.index_search import ArticleFile, ArticleFiles

_FIRST = 64
"""Files that are looked at here, while the other processes begin: of a common word they hold enough."""
_BATCH = 256
_PROCESSES = min(4, os.cpu_count() or 1)
_PATIENCE = 0.002 if os.name != "nt" else None
"""Seconds to wait for an answer before whoever asks has another turn."""


class FileSearch:
    """Looks in files of one library; its processes begin when they are needed, and last until it is closed."""

    def __init__(self, root: Path, files: ArticleFiles, index_file: Path) -> None:
        self._root = root
        self._files = files
        self._index_file = index_file
        self._helpers: list[_Helper] = []
        self._looked = _Looked((), (0, 0))

    def close(self) -> None:
        """End the processes."""
        for helper in self._helpers:
            helper.close()
        self._helpers.clear()

    def find(self, query: str, now: datetime, rows: Sequence[RowId]) -> Generator[ArticleFile | None]:
        """Yield those of some articles that `query` asks for at a moment, in order, and None while none is found.

        `query` is one that can be read.
        """
        before, looked = self._looked, _Looked(_words(parse_query(query, now=now)), self._files.version())
        if looked.renewals != before.renewals:
            self.close()  # they have another index open, with other rows
        self._looked = looked
        rest = before.left_for(looked, rows)
        first, batches = rest[:_FIRST], [rest[start : start + _BATCH] for start in range(_FIRST, len(rest), _BATCH)]
        if batches and not self._helpers:
            self._helpers += [_Helper(self._index_file, self._root) for _ in range(_PROCESSES)]
        yield from looked.note(first, self._find_here(query, now, first))
        for helper, batch in zip(self._helpers, batches, strict=False):
            yield from helper.answer()  # to what nobody waits for any more
            helper.ask(query, now, batch)
        for number, batch in enumerate(batches):
            helper = self._helpers[number % _PROCESSES]
            answer = yield from helper.answer()
            if number + _PROCESSES < len(batches):
                helper.ask(query, now, batches[number + _PROCESSES])
            # Without the other process, it takes longer.
            found = self._find_here(query, now, batch) if answer is None else self._look_up(answer)
            yield from looked.note(batch, found)
            yield None
        looked.note_all(rows)

    def _find_here(self, query: str, now: datetime, rows: Sequence[RowId]) -> Iterator[ArticleFile | None]:
        node = parse_query(query, now=now)
        for file in self._look_up(rows):
            yield file if matches(node, SearchedArticle(file, self._root)) else None

    def _look_up(self, rows: Sequence[RowId]) -> list[ArticleFile]:
        files = self._files.look_up(rows)
        return [files[row] for row in rows if row in files]


class _Looked:
    """What one search has looked at: where it has found nothing, one for longer words finds nothing either."""

    def __init__(self, words: tuple[str, ...], version: DataVersion) -> None:
        self._words = words
        self._version = version
        """Of the files: a changed one may hold anything."""
        self._found: set[RowId] = set()
        self._last: RowId | None = None
        """The last article that it has looked at."""

    @property
    def renewals(self) -> int:
        """How many times another index had been taken."""
        return self._version[0]

    def note(self, rows: Sequence[RowId], found: Iterable[ArticleFile | None]) -> Iterator[ArticleFile | None]:
        """Yield what is found among some articles, and note it."""
        for file in found:
            if file is not None:
                self._found.add(file.row)
            yield file
        self.note_all(rows)

    def note_all(self, rows: Sequence[RowId]) -> None:
        """Note that some articles, and all before them, have been looked at."""
        self._last = rows[-1] if rows else self._last

    def left_for(self, other: _Looked, rows: Sequence[RowId]) -> Sequence[RowId]:
        """Return where another search has to look of `rows`."""
        longer = bool(other._words) and all(
            any(word.startswith(known) for word in other._words) for known in self._words
        )
        if not (self._words and longer and other._version == self._version and self._last in rows):
            return rows
        end = rows.index(self._last) + 1
        return [*(row for row in rows[:end] if row in self._found), *rows[end:]]


def _words(node: Node) -> tuple[str, ...]:
    """Return the words all of which a query wants anywhere, none if it wants anything else."""
    parts = node.nodes if isinstance(node, And) else (node,)
    words = tuple(part.text for part in parts if isinstance(part, Term) and part.field is None)
    return words if len(words) == len(parts) else ()


class _Helper:
    """A process that answers one question after the other."""

    def __init__(self, index_file: Path, root: Path) -> None:
        self._child = Child("from reader.library.file_search import serve; serve()")
        self._is_asked = False
        with suppress(OSError):
            self._child.send((str(index_file), str(root)))

    def close(self) -> None:
        self._child.close()

    def ask(self, query: str, now: datetime, rows: Sequence[RowId]) -> None:
        """Ask which of some articles `query` asks for; what was asked before must have been answered."""
        with suppress(OSError):
            self._child.send((query, now.isoformat(), list(rows)))
            self._is_asked = True

    def answer(self) -> Generator[None, None, list[RowId] | None]:
        """Return the rows that were asked for, None if that is not to be known; yields while they are waited for."""
        while self._is_asked:
            try:
                found: list[RowId] | None = self._child.receive(_PATIENCE)
            except TimeoutError:
                yield None
            except EOFError:
                self._is_asked = False
            else:
                self._is_asked = False
                return found
        return None


def serve() -> None:
    """Answer questions until there are no more: what the process does."""
    from reader.storage.index import Index  # the other side has opened it

    index_file, root = map(Path, receive(sys.stdin.buffer))
    files = Index(index_file).files()
    with suppress(EOFError):
        while True:
            query, now, rows = receive(sys.stdin.buffer)
            send(sys.stdout.buffer, _find(files, root, _parse(query, now), rows))


def _find(files: ArticleFiles, root: Path, node: Node, rows: list[RowId]) -> list[RowId] | None:
    """Return which of some articles `node` asks for, in order; None if the index knows them no more."""
    try:
        found = files.look_up(rows)
    except StorageError:
        return None
    if len(found) < len(rows):
        return None
    return [row for row in rows if matches(node, SearchedArticle(found[row], root))]


@lru_cache(maxsize=1)
def _parse(query: str, now: str) -> Node:
    return parse_query(query, now=datetime.fromisoformat(now))
