"""The rows of a long list, of which only the first are read before others are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from reader.domain.listing import RowId

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterator

GONE = RowId(-1)
"""Stands where the list has become shorter since its rows were counted."""


class Rows(Sequence[int]):
    """`total` rows that begin with `first`; `read` returns all of them."""

    def __init__(self, first: array[int], total: int, read: Callable[[], array[int]]) -> None:
        self._rows = first
        self._total = total
        self._read = read
        self._whole = len(first) >= total

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return self._all()[index]
        if not -self._total <= index < self._total:
            raise IndexError(index)
        index %= self._total
        rows = self._rows if index < len(self._rows) else self._all()
        return rows[index] if index < len(rows) else GONE

    def __iter__(self) -> Iterator[int]:
        return iter(self._all())

    def __contains__(self, row: object) -> bool:
        return row in self._rows or row in self._all()

    def index(self, row: int, start: int = 0, stop: int | None = None) -> int:
        """Return the place of a row; raises ValueError if it is not there."""
        rows = self._rows if row in self._rows else self._all()
        return rows.index(row, start, self._total if stop is None else stop)

    def _all(self) -> array[int]:
        if not self._whole:
            self._rows, self._whole = self._read()[: self._total], True
        return self._rows
