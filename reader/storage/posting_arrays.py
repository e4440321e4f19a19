"""Writes and reads the postings of many terms at once, as arrays.

A key is a term and a document in one number, so that keys in order are the postings of the terms in order. What the
bytes mean stands in `postings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reader.storage.postings import (
    BITMAP,
    COUNT_BYTES,
    DOCUMENT_BITS,
    DOCUMENTS,
    END_BITS,
    HEAD_BYTES,
    LONG,
    SHORT_BITS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Bytes = NDArray[np.uint8]
    Places = NDArray[np.int64]

_AT_ONCE = 1 << 20
_BLOCK_BYTES = 4000
"""A block fills a page of SQLite."""
DOCUMENT_SHIFT, DOCUMENT_MASK = np.uint64(DOCUMENT_BITS), np.uint64(DOCUMENTS - 1)
"""Where the term of a key begins, and the bits of its document."""
_END = np.uint64((1 << END_BITS) - 1)


class Written(NamedTuple):
    """The postings of some terms as they are written, one after the other."""

    terms: Keys
    ends: Places
    data: Bytes

    def each(self) -> Iterator[tuple[int, bytes]]:
        """Yield the terms, each with its postings."""
        data = self.data.tobytes()
        ends = self.ends.tolist()
        starts = (0, *ends[:-1])
        yield from zip(self.terms.tolist(), map(data.__getitem__, map(slice, starts, ends)), strict=True)


def write_blocks(keys: Keys) -> Iterator[tuple[int, bytes]]:
    """Yield the blocks of keys that are in order, each once, with the first term of each."""
    start = 0
    while start < len(keys):
        end = start + _AT_ONCE
        if end < len(keys):
            end = int(
                np.searchsorted(keys, keys[end] >> DOCUMENT_SHIFT << DOCUMENT_SHIFT)
            )  # of one term there are fewer
        yield from _divide(write_postings(keys[start:end]))
        start = end


def write_postings(keys: Keys) -> Written:
    """Return the postings of keys that are in order, each once; there has to be one."""
    terms = keys >> DOCUMENT_SHIFT
    documents = (keys & DOCUMENT_MASK).astype(np.int64)
    starts = np.flatnonzero(np.concatenate(([True], terms[1:] != terms[:-1])))
    counts = np.diff(starts, append=len(keys))
    gaps = np.diff(documents, prepend=0) - 1
    gaps[starts] = documents[starts]
    is_long = gaps >= LONG
    widths = 1 + is_long
    sizes = np.add.reduceat(widths, starts)
    is_bitmap = sizes >= BITMAP
    sizes[is_bitmap] = BITMAP
    ends = np.cumsum(sizes)
    data = np.empty(int(ends[-1]), np.uint8)
    in_bitmap = np.repeat(is_bitmap, counts)
    widths[in_bitmap] = 0
    bitmaps_before = np.cumsum(np.where(is_bitmap, BITMAP, 0))
    last_bytes = np.cumsum(widths) - 1 + np.repeat(bitmaps_before, counts)
    is_gap, is_long_gap = ~in_bitmap, is_long & ~in_bitmap
    data[last_bytes[is_gap]] = gaps[is_gap] & (LONG - 1)
    data[last_bytes[is_long_gap] - 1] = gaps[is_long_gap] >> SHORT_BITS | LONG
    bits = np.zeros((int(is_bitmap.sum()), DOCUMENTS), np.uint8)
    bits[(np.cumsum(is_bitmap) - 1).repeat(counts)[in_bitmap], documents[in_bitmap]] = 1
    data[(ends[is_bitmap] - BITMAP)[:, None] + np.arange(BITMAP)] = np.packbits(bits, axis=1, bitorder="little")
    return Written(terms[starts], ends, data)


def read_blocks(blocks: Iterable[bytes]) -> Keys:
    """Return the keys of some blocks, in no order; raises ValueError or IndexError if they are damaged."""
    terms: list[Keys] = [np.empty(0, np.uint64)]
    ends: list[Places] = [np.empty(0, np.int64)]
    data: list[Bytes] = [np.empty(0, np.uint8)]
    base = 0
    for block in blocks:
        count = int.from_bytes(block[:COUNT_BYTES], "little")
        heads = np.frombuffer(block, np.uint64, count, COUNT_BYTES)
        terms.append(heads >> np.uint64(END_BITS))
        ends.append((heads & _END).astype(np.int64) + base)
        data.append(np.frombuffer(block, np.uint8, offset=COUNT_BYTES + HEAD_BYTES * count))
        base += len(data[-1])
    return read_all(Written(np.concatenate(terms), np.concatenate(ends), np.concatenate(data)))


def read_all(written: Written) -> Keys:
    """Return the keys of what is written, in no order; raises ValueError or IndexError if it is damaged."""
    terms, ends, data = written
    sizes = np.diff(ends, prepend=0)
    is_bitmap = sizes == BITMAP
    of_term = np.repeat(np.arange(len(terms)), sizes)
    in_bitmap = is_bitmap[of_term]
    row, documents = np.nonzero(np.unpackbits(data[in_bitmap].reshape(-1, BITMAP), axis=1, bitorder="little"))
    dense = terms[is_bitmap][row] << DOCUMENT_SHIFT | documents.astype(np.uint64)
    written_gaps = data[~in_bitmap].astype(np.int64)
    is_high = written_gaps >= LONG
    after_high = np.flatnonzero(is_high) + 1
    written_gaps[after_high] += written_gaps[after_high - 1] - LONG << SHORT_BITS
    gaps, of_term = written_gaps[~is_high] + 1, of_term[~in_bitmap][~is_high]
    starts = np.flatnonzero(np.concatenate(([True], of_term[1:] != of_term[:-1])))[: len(gaps)]
    sums = np.cumsum(gaps)
    before = np.repeat((sums - gaps)[starts], np.diff(starts, append=len(gaps)))
    documents = sums - before - 1
    if documents.max(initial=0) >= DOCUMENTS:
        raise ValueError("no such document")
    return np.concatenate((dense, terms[of_term] << DOCUMENT_SHIFT | documents.astype(np.uint64)))


def in_order(keys: Sequence[Keys]) -> Keys:
    """Return some keys in order, each once."""
    ordered = np.concatenate(keys)
    ordered.sort()
    return each_once(ordered)


def each_once(keys: Keys) -> Keys:
    """Return keys that are in order, each once."""
    return keys[np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)]]


def _divide(written: Written) -> Iterator[tuple[int, bytes]]:
    terms, ends, data = written.terms, written.ends, written.data.tobytes()
    filled = ends + HEAD_BYTES * np.arange(1, len(ends) + 1)
    start = base = 0
    while start < len(terms):
        limit = (int(filled[start - 1]) if start else 0) + _BLOCK_BYTES
        stop = max(start + 1, int(np.searchsorted(filled, limit, "right")))
        heads = terms[start:stop] << np.uint64(END_BITS) | (ends[start:stop] - base).astype(np.uint64)
        end = int(ends[stop - 1])
        count = (stop - start).to_bytes(COUNT_BYTES, "little")
        yield int(terms[start]), b"".join((count, heads.tobytes(), data[base:end]))
        start, base = stop, end
