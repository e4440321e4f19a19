"""The language of a text, guessed from its script, and how long it takes to read."""

from __future__ import annotations

import re

_SAMPLE = 4000
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")),
    ("ko", re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
_DICTIONARY_SCRIPTS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")

CHARACTERS_A_MINUTE = 400
WORDS_A_MINUTE = 230
_LETTERS_A_WORD = 5


def guess_language(text: str) -> str:
    """Return the BCP 47 tag of the language that the start of `text` looks like, "en" if no script tells.

    A text with a twentieth of kana among its Chinese characters is Japanese.
    """
    sample = text[:_SAMPLE]
    counts = {language: len(pattern.findall(sample)) for language, pattern in _SCRIPTS}
    if counts["ja"] * 20 > counts["zh"] and counts["ja"] > 2:
        counts["ja"] += counts["zh"]
    letters = sum(map(str.isalpha, sample))
    language = max(counts, key=lambda key: counts[key])
    return language if counts[language] * 5 > letters else "en"


def minutes_to_read(text: str) -> int:
    """Return the whole minutes that `text` takes, at least 1: CJK by characters, other scripts by words."""
    characters = len(_UNSPACED.findall(text))
    rest = _UNSPACED.sub(" ", text)
    unspaced_letters = len(_DICTIONARY_SCRIPTS.findall(rest))
    words = len(_WORD.findall(_DICTIONARY_SCRIPTS.sub(" ", rest))) + unspaced_letters / _LETTERS_A_WORD
    return max(1, round(characters / CHARACTERS_A_MINUTE + words / WORDS_A_MINUTE))
