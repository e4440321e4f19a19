"""A segment has all that its documents hold: characters, pairs, words, and those threes and fours that are rare."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.domain.search_query import Field
from reader.domain.spelling import PARTS
from reader.storage import text_segment
from reader.storage.postings import DOCUMENTS, look_up_in_block, read_postings
from reader.storage.text_lookup import LONGEST
from reader.storage.text_segment import SegmentBuilder, learn
from reader.storage.text_terms import COMMONEST, Frequent, rare_terms, term_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.storage.text_index import Segment

RUN = st.text("天地人和", min_size=1, max_size=12)
RUNS = st.lists(RUN, max_size=4).map(" ".join)
TEXT = st.text(f"海潮{COMMONEST}カ가ก,，_ \n\u3000éa1\U00020000\U0001f600\ud800\0", max_size=30)


def segment_of(texts: Sequence[str], frequent: Frequent | None = None, field: Field | None = None) -> Segment:
    builder = SegmentBuilder(frequent or Frequent())
    for text in texts:
        builder.add({field: text})
    return builder.build()


def documents(segment: Segment, term: int) -> list[int]:
    found = 0
    for _, block in segment.blocks:
        found |= read_postings(look_up_in_block(block, term))
    return [document for document in range(DOCUMENTS) if found >> document & 1]


def kept(text: str, frequent: Frequent) -> set[int]:
    """Return the threes and fours that are kept of a text."""
    return {term for run in PARTS.split(text)[1::2] for term in rare_terms(run, frequent)}


def terms_of(text: str, frequent: Frequent, field: Field | None) -> set[int]:
    """Return the terms of a text, found out one by one."""
    terms: set[int] = set()
    for number, part in enumerate(PARTS.split(text)):
        if number % 2:
            triples = zip(part, part[1:], part[2:], strict=False)
            pieces = [
                *part,
                *map("".join, pairwise(part)),
                *("".join(each) for each in triples if each[1] in COMMONEST),
            ]
            terms.update(term_of(piece, field) for piece in pieces)
            terms.update(rare_terms(part, frequent, field))
        else:
            terms.update(term_of(sign, field) for sign in part if not (sign.isalnum() or sign.isspace()))
    return terms


@given(st.lists(TEXT, max_size=4), st.lists(TEXT, max_size=3), st.sampled_from([None, Field.TAG]), st.integers(1, 9))
def test_a_segment_has_the_terms_of_its_documents_and_no_others(
    texts: list[str], learned: list[str], field: Field | None, at_once: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(text_segment, "_AT_ONCE", at_once)
        frequent = learn(learned * 10)
        segment = segment_of(texts, frequent, field)
    expected = [terms_of(text, frequent, field) for text in texts]
    for term in set().union(*expected):
        assert documents(segment, term) == [number for number, terms in enumerate(expected) if term in terms]
    counts = sum(int.from_bytes(block[:2], "little") for _, block in segment.blocks)
    assert counts == len(set().union(*expected))


def test_words_are_kept_as_their_first_letters() -> None:
    segment = segment_of(["Seaside".lower(), "sea", "x" * 20])
    assert {word: read_postings(postings) for _, word, postings in segment.words} == {
        "s": 0b11,
        "se": 0b11,
        "sea": 0b11,
        "seaside": 0b1,
        "x": 0b100,
        "xx": 0b100,
        "xxx": 0b100,
        "x" * 16: 0b100,
    }


@given(st.lists(st.sampled_from(["x" * 50, "xyz", "海", " ", "潮汐", "+"]), max_size=20).map("".join))
def test_a_long_word_is_not_reckoned_with_as_a_whole(text: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(text_segment, "_AT_ONCE", 4)
        pieces = [piece for piece, _ in text_segment._cut(text)]
        segment = segment_of([text])
    assert max(map(len, pieces), default=0) < 4 + LONGEST + 4
    assert segment == segment_of([text])


@given(RUN, st.lists(RUNS, min_size=1, max_size=4), RUNS, RUNS)
def test_what_is_kept_of_a_run_is_kept_of_every_text_that_holds_it(
    run: str, learned: list[str], before: str, behind: str
) -> None:
    frequent = learn(learned * 10)
    segment = segment_of([f"{before}{run}{behind}"], frequent)
    for term in rare_terms(run, frequent):
        assert documents(segment, term) == [0]


@given(st.text("天地人和", min_size=1, max_size=5), RUNS)
def test_only_threes_and_fours_that_are_rare_are_kept(run: str, learned: str) -> None:
    frequent = learn([learned] * 10)
    assume(len(run) < 3 or run in learned)
    assert kept(run, frequent) == set()


def test_a_three_or_four_is_kept_if_its_parts_are_frequent() -> None:
    assert len(kept("天地人", learn(["天地 地人"] * 10))) == 1
    assert len(kept("天地人和", learn(["天地人 地人和"] * 10))) == 1
    assert kept("天地人", learn(["天地"] * 10)) == set()
    assert kept("天地人", learn(["天地 地人"] * 9)) == set()
    assert kept("天地人", Frequent()) == set()


def test_a_twentieth_of_many_texts_is_many() -> None:
    rest = ["和"] * 380
    assert len(kept("天地人", learn(["天地 地人"] * 20 + rest))) == 1
    assert kept("天地人", learn(["天地 地人"] * 19 + rest + ["和"])) == set()


@pytest.mark.parametrize(("text", "documents"), [("海潮", 34), ("sea", 2)])
def test_a_segment_is_full_with_many_postings_or_with_some_words(
    monkeypatch: pytest.MonkeyPatch, text: str, documents: int
) -> None:
    monkeypatch.setattr(text_segment, "FULL", 100)
    monkeypatch.setattr(text_segment, "_AT_ONCE", 2)
    builder = SegmentBuilder(Frequent())
    for _ in range(documents - 1):
        builder.add({None: text})
        assert not builder.is_full()
    builder.add({None: text})
    assert builder.is_full()
