"""The file of an index, opened: one that a list is shown from goes on with an empty index where damage is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reader.domain.errors import StorageError
from reader.storage.database import DamagedError, check
from reader.storage.disposable_database import DisposableDatabase, Tables, open_tables
from reader.storage.index_schema import SCHEMA, TEMPORARY, VERSION

_CACHE = 1024
"""KiB of the database to keep in memory: the system keeps it anyway, and lists read little of it again."""
_TABLES = Tables(SCHEMA, VERSION, connected=f"PRAGMA cache_size = -{_CACHE};\n{TEMPORARY}")
_MEMORY = Path(":memory:")


class IndexFile(DisposableDatabase):
    """The connection to an index; it belongs to the thread that made it.

    One that `mends` goes on with an empty index where damage is found later, as a list on the screen has to; any other
    raises DamagedError then.
    """

    def __init__(self, path: Path, *, mends: bool = False) -> None:
        super().__init__(path, _TABLES)
        self._mends = mends

    def mend(self, error: DamagedError) -> None:
        """Take an empty file in the place of this one, which is damaged; raises `error` if that is not wanted here."""
        if not self._mends or error.file != self.path:
            raise error
        try:
            self.make_anew()
        except StorageError:
            # Nothing is listed then, and the next scan says why.
            self._take(open_tables(_MEMORY, _TABLES))

    def check(self) -> None:
        """Raise DamagedError if the parts of the file do not fit together."""
        check(self.connection, self.path)

    def ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows that a question yields."""
        try:
            return super().ask(sql, *values)
        except DamagedError as error:
            self.mend(error)
            return super().ask(sql, *values)
