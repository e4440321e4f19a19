"""Decides which segments of a text index had better be one, so that a search has to look at few."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from reader.storage.postings import DOCUMENTS
from reader.storage.text_index import FULL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.storage.text_index import SegmentEntry, TextIndex

_FEW = 8
"""Small segments that are left as they are."""


def merge_some(texts: TextIndex) -> bool:
    """Merge those segments that had better be one, if there are any, and return whether there were."""
    with texts.transaction():
        numbers = _choose(texts.segments())
        if numbers:
            from reader.storage.merged_segment import merge  # NumPy is for those who have something to merge

            try:
                merge(texts, numbers)
            except (IndexError, TypeError, ValueError) as error:
                raise texts.damaged() from error
    return bool(numbers)


def _choose(segments: Sequence[SegmentEntry]) -> list[int]:
    """Return the numbers of the segments that had better be one.

    Each merging takes as many articles again as the larger half of it, so that an article is merged few times however
    it came in.
    """
    wasteful = [segment.number for segment in segments if 2 * segment.held < segment.documents]
    if wasteful:
        return wasteful[:1]
    small = sorted(
        (segment.held, segment.size, segment.number)
        for segment in segments
        if segment.held <= DOCUMENTS // 2 and segment.size <= FULL // 2
    )
    if len(small) <= _FEW:
        return []
    sums = list(accumulate(held for held, _, _ in small))
    sizes = list(accumulate(size for _, size, _ in small))
    return [
        number
        for place, (held, _, number) in enumerate(small)
        if sums[place] <= DOCUMENTS and sizes[place] <= FULL and (place < _FEW or held <= sums[place - 1])
    ]
