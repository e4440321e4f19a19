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


_AROUND = 500
"""How many rows are read before and behind one that is asked for."""


class Rows(Sequence[int]):
    """`total` rows that begin with `first`.

    `read` returns so many of them, all if that is negative, from an index on; `find` the index of a row, None if there
    is none.
    """

    def __init__(
        self,
        first: array[int],
        total: int,
        read: Callable[[int, int], array[int]],
        find: Callable[[int], int | None],
    ) -> None:
        self._first = first
        self._total = total
        self._read = read
        self._find = find
        self._all = first if len(first) >= total else None
        self._start, self._some = 0, first
        """Where those rows begin that were read last, and they."""

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return self._whole()[index]
        if not -self._total <= index < self._total:
            raise IndexError(index)
        index %= self._total
        if index < len(self._first):
            return self._first[index]
        if not self._start <= index < self._start + len(self._some):
            self._start = max(0, index - _AROUND)
            self._some = self._read(2 * _AROUND, self._start)
        at = index - self._start
        return self._some[at] if at < len(self._some) else GONE

    def __iter__(self) -> Iterator[int]:
        return iter(self._whole())

    def __contains__(self, row: object) -> bool:
        return row in self._some or row in self._first or (isinstance(row, int) and self._place_of(row) is not None)

    def index(self, row: int, start: int = 0, stop: int | None = None) -> int:
        """Return the place of a row; raises ValueError if it is not there."""
        at: int | None
        if row in self._first:
            at = self._first.index(row)
        elif row in self._some:
            at = self._start + self._some.index(row)
        else:
            at = self._place_of(row)
        if at is None or not start <= at < (self._total if stop is None else stop):
            raise ValueError(row)
        return at

    def _place_of(self, row: int) -> int | None:
        at = self._find(row) if self._all is None else None
        return at if at is not None and at < self._total else None

    def _whole(self) -> array[int]:
        if self._all is None:
            self._all = self._first = self._read(-1, 0)[: self._total]
        return self._all
