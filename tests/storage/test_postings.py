"""Postings say after they were written what they said before, one term at a time and all at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.storage import posting_arrays
from reader.storage.posting_arrays import in_order, read_blocks, write_blocks
from reader.storage.postings import BITMAP, DOCUMENT_BITS, DOCUMENTS, look_up_in_block, read_postings

DOCUMENT = st.integers(0, DOCUMENTS - 1)
SPARSE = st.sets(DOCUMENT, min_size=1, max_size=20)
DENSE = st.tuples(st.integers(1, 9), st.integers(0, 600)).map(lambda ends: set(range(ends[1], DOCUMENTS, ends[0])))
TERMS = st.dictionaries(st.integers(0, (1 << 49) - 1) | st.integers(0, 9), SPARSE | DENSE, max_size=12)


def keys_of(terms: dict[int, set[int]]) -> posting_arrays.Keys:
    keys = [term << DOCUMENT_BITS | document for term, documents in terms.items() for document in documents]
    return in_order([np.array(keys, np.uint64)])


@given(TERMS, st.integers(DOCUMENTS, 3 * DOCUMENTS), st.integers(1, 2000))
def test_what_is_written_is_read(terms: dict[int, set[int]], at_once: int, block_bytes: int) -> None:
    keys = keys_of(terms)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(posting_arrays, "_AT_ONCE", at_once)
        patched.setattr(posting_arrays, "_BLOCK_BYTES", block_bytes)
        blocks = list(write_blocks(keys))
    assert [first for first, _ in blocks] == sorted({first for first, _ in blocks} & terms.keys())
    for term, documents in terms.items():
        _, block = max(each for each in blocks if each[0] <= term)
        assert read_postings(look_up_in_block(block, term)) == sum(1 << document for document in documents)
        assert look_up_in_block(block, term + 1 << 20) == b""
    assert (in_order([read_blocks(block for _, block in blocks)]) == keys).all()


@pytest.mark.parametrize("gap", [0, 1, 126, 127, 128, 129, 4094])
def test_gaps_of_every_size(gap: int) -> None:
    documents = {0, gap + 1} & set(range(DOCUMENTS))
    ((_, block),) = write_blocks(keys_of({5: documents}))
    assert read_postings(look_up_in_block(block, 5)) == sum(1 << document for document in documents)


def test_postings_take_no_more_than_a_bitmap() -> None:
    for step in range(1, 9):
        ((_, block),) = write_blocks(keys_of({5: set(range(0, DOCUMENTS, step))}))
        assert len(look_up_in_block(block, 5)) <= BITMAP


@given(st.lists(st.binary(max_size=600), max_size=3))
def test_damage_is_told_from_what_is_written(blocks: list[bytes]) -> None:
    for block in blocks:
        try:
            postings = read_postings(look_up_in_block(block, 0))
        except (IndexError, ValueError):
            continue
        assert 0 <= postings < 1 << DOCUMENTS
    try:
        keys = read_blocks(blocks)
    except (IndexError, ValueError):
        return
    assert keys.dtype == np.uint64
