"""Reads what a long article refers to in slices, between which the screen stays alive."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

SLICE_SECONDS = 0.006

_Part = TypeVar("_Part")


async def gather(parts: Iterable[Sequence[_Part]], take: Callable[[Sequence[_Part]], None]) -> None:
    """Call `take` with what `parts` yields, after each slice and at the end."""
    found: list[_Part] = []
    begun = perf_counter()
    for part in parts:
        found += part
        if perf_counter() - begun >= SLICE_SECONDS:
            take(found)
            found = []
            await asyncio.sleep(0)
            begun = perf_counter()
    take(found)
