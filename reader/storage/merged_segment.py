"""Makes one segment of a text index of several; what is gone leaves nothing behind in it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from reader.storage.posting_arrays import (
    DOCUMENT_MASK,
    DOCUMENT_SHIFT,
    Written,
    in_order,
    read_all,
    read_blocks,
    write_blocks,
    write_postings,
)
from reader.storage.postings import DOCUMENTS
from reader.storage.text_index import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reader.storage.posting_arrays import Keys
    from reader.storage.text_index import TextIndex


def merge(texts: TextIndex, numbers: Sequence[int]) -> None:
    """Put one segment in the place of those with some numbers.

    Raises IndexError, TypeError or ValueError if what is written of them is damaged.
    """
    held = [
        (article, number, document) for number in numbers for document, article in texts.articles_of(number).items()
    ]
    held.sort()
    places = {number: np.full(DOCUMENTS, -1, np.int64) for number in numbers}
    for place, (_, number, document) in enumerate(held):
        places[number][document] = place
    segments = [(texts.segment(number), places[number]) for number in numbers]
    keys = in_order([_placed(read_blocks(block for _, block in segment.blocks), new) for segment, new in segments])
    merged = Segment(list(write_blocks(keys)), list(_merge_words(segments)))
    for number in numbers:
        texts.drop(number)
    texts.put([article for article, _, _ in held], merged)


def _merge_words(segments: Sequence[tuple[Segment, NDArray[np.int64]]]) -> Iterator[tuple[int, str, bytes]]:
    words = sorted({(field, word) for segment, _ in segments for field, word, _ in segment.words})
    numbers = {word: number for number, word in enumerate(words)}
    keys: list[Keys] = []
    for segment, new in segments:
        terms = np.array([numbers[field, word] for field, word, _ in segment.words], np.uint64)
        ends = np.array(list(accumulate(len(postings) for _, _, postings in segment.words)), np.int64)
        data = np.frombuffer(b"".join(postings for _, _, postings in segment.words), np.uint8)
        keys.append(_placed(read_all(Written(terms, ends, data)), new))
    merged = in_order(keys)
    if len(merged):
        yield from ((*words[term], postings) for term, postings in write_postings(merged).each())


def _placed(keys: Keys, places: NDArray[np.int64]) -> Keys:
    """Return keys with other documents, without those whose document is gone."""
    documents = places[keys & DOCUMENT_MASK]
    is_held = documents >= 0
    placed: Keys = keys[is_held] >> DOCUMENT_SHIFT << DOCUMENT_SHIFT | documents[is_held].astype(np.uint64)
    return placed
