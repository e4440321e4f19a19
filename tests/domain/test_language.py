"""Languages are guessed from their script, reading times from characters and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.language import guess_language, minutes_to_read


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("潮水一天来两次，先看 Python 的那一栏。", "zh"),
        ("ふりがなという親切は、読む人のためにある。", "ja"),
        ("소리를 그린 글자", "ko"),
        ("ประโยคที่ไม่มีช่องว่าง", "th"),
        ("من اليمين إلى اليسار", "ar"),
        ("מימין לשמאל", "he"),
        ("Слева направо", "ru"),
        ("The width of a line", "en"),
        ("The word 潮 in an English sentence that goes on", "en"),
        ("", "en"),
        ("123 !?", "en"),
    ],
)
def test_the_script_tells(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("字" * 400, 1), ("word " * 230, 1), ("字" * 400 + " word" * 230, 2), ("ก" * 1150, 1), ("", 0)],
)
def test_reading_time_counts_characters_and_words(text: str, minutes: float) -> None:
    assert minutes_to_read(text) == pytest.approx(minutes)


@given(st.text())
def test_any_text_has_a_language_and_a_time(text: str) -> None:
    assert guess_language(text).isalpha()
    assert minutes_to_read(text) >= 0
