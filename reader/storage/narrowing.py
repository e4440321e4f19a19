"""The articles that a list is narrowed to, found once for all that is asked about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.domain.folding import fold

if TYPE_CHECKING:
    from reader.storage.disposable_database import DataVersion
    from reader.storage.index_file import IndexFile

_MOST = 100
"""Words that are looked for; SQLite bounds the depth of what it is asked."""
NARROWED = "SELECT row FROM narrowed"
"""What yields the rows of the articles, once they are found."""


class Narrowing:
    """Finds the articles whose title, author or category holds some words: a list asks for each of its categories."""

    def __init__(self, file: IndexFile) -> None:
        self._file = file
        self._found: tuple[tuple[str, ...], DataVersion, int] | None = None
        """The words, and what tells whether the index has changed since: by another connection, and by this one."""

    def find(self, words: tuple[str, ...]) -> None:
        """Find the articles that hold every one of `words`, unless they are found already."""
        if not words:
            return
        words, version = words[:_MOST], self._file.version()
        if self._found == (words, version, self._file.connection.total_changes):
            return
        self._file.ask("DELETE FROM narrowed")
        held = " AND ".join("instr(folded, ?)" for _ in words)
        self._file.ask(f"INSERT INTO narrowed SELECT row FROM articles WHERE {held}", *map(fold, words))
        # What another connection has changed meanwhile may be missing: the version is that of before.
        self._found = words, version, self._file.connection.total_changes
