"""Postings: which of the documents of one segment of a text index have a term, and how that is written in few bytes.

In memory they are the bits of a number, the first document its lowest one, so that what two terms have in common is
found at once. Written they are gaps, each in one byte or two, or where that is shorter the bits themselves. A block
holds the postings of some terms, in order.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left

DOCUMENT_BITS = 12
DOCUMENTS = 1 << DOCUMENT_BITS
"""The most documents that a segment has."""
BITMAP = DOCUMENTS >> 3
"""Bytes of postings that are written as bits; those written as gaps are shorter."""
LONG, SHORT_BITS = 0x80, 7
"""A gap of more bits takes two bytes, the higher ones first, with this bit in the first byte."""
COUNT_BYTES, HEAD_BYTES, END_BITS = 2, 8, 15
"""A block begins with the number of its terms; a head for each of them says in its last bits where its postings end."""


def read_postings(written: bytes) -> int:
    """Return some postings as the bits of a number; raises IndexError if they are damaged."""
    if len(written) == BITMAP:
        return int.from_bytes(written, "little")
    bits = bytearray(BITMAP)
    document = -1
    high = 0
    for byte in written:
        if byte & LONG:
            high = byte - LONG << SHORT_BITS
        else:
            document += high + byte + 1
            bits[document >> 3] |= 1 << (document & 7)
            high = 0
    return int.from_bytes(bits, "little")


def look_up_in_block(block: bytes, term: int) -> bytes:
    """Return the postings of a term as they are written, none if the block does not have it.

    Raises ValueError if the block is damaged.
    """
    end = COUNT_BYTES + HEAD_BYTES * int.from_bytes(block[:COUNT_BYTES], "little")
    heads = array("Q", block[COUNT_BYTES:end])
    place = bisect_left(heads, term << END_BITS)
    if place == len(heads) or heads[place] >> END_BITS != term:
        return b""
    ends = (1 << END_BITS) - 1
    start = heads[place - 1] & ends if place else 0
    return block[end + start : end + (heads[place] & ends)]
