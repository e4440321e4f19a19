"""What a text index keeps of what is written without blanks between words: characters, pairs and more, as numbers.

Chinese and its like is kept as single characters and as pairs of neighbours, and a character that nearly every article
has also with both of its neighbours, since with one of them it says little. Of other threes and fours those are kept
that are rare although all their parts are frequent: of the rest, one of the pairs says as much. Which are frequent is
learned from the first articles of an index. A sign is a character too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from reader.domain.search_query import Field

COMMONEST = "的一是不了在有和"
"""What stands in a seventh of the places of a Chinese text."""

VALUE_BITS, KIND_BITS, FIELD_BITS = 42, 4, 3
TERM_BITS = FIELD_BITS + KIND_BITS + VALUE_BITS
CHARACTER_BITS = VALUE_BITS // 2
FIELDS = (None, *Field)
"""A field is the place that it has here; None is title and text."""

HASH_BITS = 64
FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
"""Odd numbers by which the characters of a pair, a three or a four are multiplied; the sum is their hash."""
FREQUENT_BITS = 17
"""The first bits of a hash tell whether it is a frequent one."""
_NONE = bytes(1 << FREQUENT_BITS >> 3)
_MASK = (1 << HASH_BITS) - 1


class Kind(IntEnum):
    """What a term is made of; one of the commonest characters between two others has the kind that many further on."""

    CHARACTER = 0
    PAIR = 1
    THREE = 2
    FOUR = 3
    BETWEEN = 4


@dataclass(frozen=True, slots=True)
class Frequent:
    """What many articles have: a bit for each of the first bits of a hash.

    Raises ValueError if these are not all, and TypeError if they are no bytes.
    """

    pairs: bytes = _NONE
    threes: bytes = _NONE
    fours: bytes = _NONE

    def __post_init__(self) -> None:
        for bits in (self.pairs, self.threes, self.fours):
            if len(memoryview(bits)) != len(_NONE):
                raise ValueError("not all bits")


def term_of(text: str, field: Field | None = None) -> int:
    """Return the term of a character, of a pair, or of one of the commonest characters between two others."""
    first, last = ord(text[0]), ord(text[-1])
    match len(text):
        case 1:
            return _term(field, Kind.CHARACTER, first)
        case 2:
            kind: int = Kind.PAIR
        case _:
            kind = Kind.BETWEEN + COMMONEST.index(text[1])
    return _term(field, kind, first << CHARACTER_BITS | last)


def rare_terms(run: str, frequent: Frequent, field: Field | None = None) -> list[int]:
    """Return the terms of those threes and fours of a run that are kept."""
    pairs = [_is_among(frequent.pairs, run[at : at + 2]) for at in range(len(run) - 1)]
    threes = [_is_among(frequent.threes, run[at : at + 3]) for at in range(len(run) - 2)]
    fours = [_is_among(frequent.fours, run[at : at + 4]) for at in range(len(run) - 3)]
    return [
        _term(field, kind, _hash(run[at : at + length]) >> HASH_BITS - VALUE_BITS)
        for kind, length, parts, wholes in ((Kind.THREE, 3, pairs, threes), (Kind.FOUR, 4, threes, fours))
        for at, is_frequent in enumerate(wholes)
        if parts[at] and parts[at + 1] and not is_frequent
    ]


def _term(field: Field | None, kind: int, value: int) -> int:
    return (FIELDS.index(field) << KIND_BITS | kind) << VALUE_BITS | value


def _hash(characters: str) -> int:
    return sum(ord(character) * factor for character, factor in zip(characters, FACTORS, strict=False)) & _MASK


def _is_among(frequent: bytes, characters: str) -> bool:
    place = _hash(characters) >> HASH_BITS - FREQUENT_BITS
    return bool(frequent[place >> 3] >> (place & 7) & 1)
