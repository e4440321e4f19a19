"""Of the threes and fours of a text those are kept that are rare although their parts are frequent."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.storage import search_grams
from reader.storage.search_grams import Frequent, kept, learn

LOW = "".join(map(chr, range(search_grams._LOW, search_grams._HIGH)))
HIGH = "".join(map(chr, range(search_grams._HIGH, search_grams._HIGH + search_grams._CODES)))
RUN = st.text("天地人和", min_size=1, max_size=12)
RUNS = st.lists(RUN, max_size=4).map(" ".join)


@given(RUN, st.lists(RUNS, min_size=1, max_size=4), RUNS, RUNS)
def test_what_is_kept_of_a_run_is_kept_of_every_text_that_holds_it(
    run: str, learned: list[str], before: str, behind: str
) -> None:
    frequent = learn(learned * 10)
    assert kept(run, frequent) <= kept(f"{before}{run}{behind}", frequent)


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


@pytest.mark.parametrize(
    ("frequent", "counts"), [(Frequent(pairs=LOW), [0, 0, 0, 1, 2]), (Frequent(threes=HIGH), [0, 0, 0, 0, 1])]
)
def test_nothing_is_kept_that_would_go_on_behind_the_end(frequent: Frequent, counts: list[int]) -> None:
    assert [len(kept("天地人和"[:size], frequent)) for size in range(5)] == counts


def test_a_twentieth_of_many_texts_is_many() -> None:
    rest = ["和"] * 380
    assert len(kept("天地人", learn(["天地 地人"] * 20 + rest))) == 1
    assert kept("天地人", learn(["天地 地人"] * 19 + rest + ["和"])) == set()
