"""Folds text, so that a search finds it however it is written."""

from __future__ import annotations

import unicodedata
from array import array

# Chinese text is full of these, and to replace them first makes the rest ten times as fast.
_FREQUENT = (*((wide, chr(ord(wide) - 0xFEE0)) for wide in "，！？：；（）"), ("\u00a0", " "))


def fold(text: str) -> str:
    """Return `text` without the differences of case and of full and half width (NFKC, case folding)."""
    if text.isascii():
        return text.lower()
    text = _narrow(text).replace("…", "...")
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text.casefold()


def fold_with_origins(text: str) -> tuple[str, array[int]]:
    """Return `text` folded, and for each of its characters, and for its end, where in `text` it comes from."""
    narrow = _narrow(text)
    if unicodedata.is_normalized("NFKC", narrow) and len(one_to_one := narrow.casefold()) == len(text):
        return one_to_one, array("l", range(len(text) + 1))
    folded: list[str] = []
    origins = array("l")
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and _continues(text[end]):
            end += 1
        piece = fold(text[start:end])
        folded.append(piece)
        origins.extend([start] * len(piece))
        start = end
    origins.append(len(text))
    return "".join(folded), origins


def _narrow(text: str) -> str:
    for wide, narrow in _FREQUENT:
        text = text.replace(wide, narrow)
    return text


def _continues(character: str) -> bool:
    """Return whether a character may fuse with the one before it: a mark, a jamo, a half-width sound mark."""
    return not character.isascii() and (
        unicodedata.combining(character) > 0 or "\u1160" <= character <= "\u11ff" or character in "\uff9e\uff9f"
    )
