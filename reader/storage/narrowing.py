"""The articles that a list is narrowed to, found once for all that is asked about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.domain.folding import fold
from reader.storage.database import wrapped

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

NARROWED = "SELECT row FROM narrowed"
"""What yields the rows of the articles, once they are found."""


class Narrowing:
    """Finds the articles whose title, author or category holds some words: a list asks for each of its categories."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self._connection = connection
        self._file = file
        self._found: tuple[tuple[str, ...], int, int] | None = None
        """The words, and what tells whether the index has changed since: by another connection, and by this one."""

    def find(self, words: tuple[str, ...]) -> None:
        """Find the articles that hold every one of `words`, unless they are found already."""
        with wrapped(self._file):
            if not words or self._found == (words, *self._changes()):
                return
            execute = self._connection.execute
            execute("CREATE TEMP TABLE IF NOT EXISTS narrowed (row INTEGER PRIMARY KEY)")
            execute("DELETE FROM narrowed")
            held = " AND ".join("instr(folded, ?)" for _ in words)
            execute(f"INSERT INTO narrowed SELECT row FROM articles WHERE {held}", [fold(word) for word in words])
            self._found = (words, *self._changes())

    def _changes(self) -> tuple[int, int]:
        return self._connection.execute("PRAGMA data_version").fetchone()[0], self._connection.total_changes
