"""The language of a text, guessed from its script, and how long it takes to read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

_SAMPLE = 4000

# Where the blocks of Unicode begin that tell a language, and where they end.
_BLOCKS = (
    *((0x370, "el"), (0x400, "ru"), (0x530, ""), (0x590, "he"), (0x600, "ar"), (0x780, ""), (0x900, "hi"), (0x980, "")),
    *((0xE00, "th"), (0xE80, "lo"), (0xF00, ""), (0x1000, "my"), (0x10A0, ""), (0x1100, "ko"), (0x1200, "")),
    *((0x1780, "km"), (0x1800, ""), (0x3041, "ja"), (0x3100, ""), (0x3130, "ko"), (0x3190, ""), (0x31F0, "ja")),
    *((0x3200, ""), (0x3400, "zh"), (0x4DC0, ""), (0x4E00, "zh"), (0xA000, ""), (0xAC00, "ko"), (0xD7A4, "")),
    *((0xF900, "zh"), (0xFB00, ""), (0xFF66, "ja"), (0xFFA0, ""), (0x20000, "zh"), (0x40000, "")),
)
_STARTS = [start for start, _ in _BLOCKS]

# Compiled, and kept by the standard library, when the first article is opened: the start of the program needs none.
_UNSPACED = "[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
_DICTIONARY_SCRIPTS = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
_WORD = r"[^\W_]+(?:['’.,-][^\W_]+)*"

CHARACTERS_A_MINUTE = 400
WORDS_A_MINUTE = 230
_LETTERS_A_WORD = 5


def guess_language(text: str) -> str:
    """Return the BCP 47 tag of the language that the start of `text` looks like, "en" if no script tells.

    A text with a twentieth of kana among its Chinese characters is Japanese.
    """
    characters = Counter(text[:_SAMPLE])
    counts = Counter[str]()
    for character, count in characters.items():
        if at := bisect_right(_STARTS, ord(character)):
            counts[_BLOCKS[at - 1][1]] += count
    del counts[""]
    if counts["ja"] * 20 > counts["zh"] and counts["ja"] > 2:
        counts["ja"] += counts["zh"]
    language, count = max(counts.items(), key=lambda item: item[1], default=("en", 0))
    letters = sum(count for character, count in characters.items() if character.isalpha())
    return language if count * 5 > letters else "en"


def minutes_to_read(text: str) -> float:
    """Return the minutes that `text` takes: Chinese, Japanese and Korean by characters, other languages by words."""
    rest, characters = re.subn(_UNSPACED, " ", text)
    rest, unspaced_letters = re.subn(_DICTIONARY_SCRIPTS, " ", rest)
    words = len(re.findall(_WORD, rest)) + unspaced_letters / _LETTERS_A_WORD
    return characters / CHARACTERS_A_MINUTE + words / WORDS_A_MINUTE
