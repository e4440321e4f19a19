"""How crowded with blocks a body may be: each takes its time, however short it is."""

from __future__ import annotations

from functools import cached_property

_FEW = 1_500
_LEAST = 30
"""Bytes of its source that each block of a longer body has on average; what is more crowded is set as running text."""
_IN_TABLES = 3
"""How many times as many there may be in a table."""


class Crowd:
    """What the `source` of a body has room for."""

    def __init__(self, source: str) -> None:
        self._source = source

    def is_full(self, blocks: int, *, in_table: bool) -> bool:
        """Return whether there is no room for more than so many blocks."""
        return blocks >= _FEW and blocks >= (_IN_TABLES * self._room if in_table else self._room)

    @cached_property
    def _room(self) -> int:
        return _FEW + len(self._source.encode(errors="replace")) // _LEAST
