"""Folding takes away case and width, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.folding import fold, fold_with_origins


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＡＢ１２", "ab12"),
        ("ｶﾞ", "ガ"),
        ("，！？…", ",!?..."),
        ("ÉCOLE", "école"),
        ("Straße", "strasse"),
        ("\u00a0", " "),
    ],
)
def test_case_and_width_are_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_traditional_is_not_simplified() -> None:
    assert fold("書") != fold("书")


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_folding_is_nfkc_and_case_folding(text: str) -> None:
    assert fold(text) == unicodedata.normalize("NFKC", text).casefold()


@given(st.text(alphabet="aＡ，…㎡ｶﾞe\u0301中ß"))
def test_each_folded_character_knows_where_it_comes_from(text: str) -> None:
    folded, origins = fold_with_origins(text)
    assert folded == fold(text)
    assert len(origins) == len(folded) + 1
    assert list(origins) == sorted(origins)
    assert origins[-1] == len(text)
