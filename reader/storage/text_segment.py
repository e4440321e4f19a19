"""Makes the segments of a text index: the terms and the words of some thousand documents, and which have each of them.

The characters of all are reckoned with at once, as arrays: in a tenth of the time that it takes text by text. A word of
letters is kept as its first sixteen letters, and as its first one, two and three, so that a short prefix is looked up
at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reader.domain.spelling import RUN, WORD
from reader.storage.posting_arrays import DOCUMENT_SHIFT, each_once, in_order, write_blocks, write_postings
from reader.storage.postings import DOCUMENT_BITS
from reader.storage.text_index import FULL, WORD_SIZE, Segment
from reader.storage.text_lookup import LONGEST, SHORT
from reader.storage.text_terms import (
    CHARACTER_BITS,
    COMMONEST,
    FACTORS,
    FIELDS,
    FREQUENT_BITS,
    HASH_BITS,
    KIND_BITS,
    VALUE_BITS,
    Frequent,
    Kind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reader.domain.search_query import Field
    from reader.storage.posting_arrays import Keys, Places

    Truths = NDArray[np.bool_]

_AT_ONCE = 1 << 17
"""Characters that are reckoned with at once: what fits into the nearest memory."""
_REACH = 3
"""Characters after the first one of the longest term."""
_SLOTS_BITS = 18

_SHARE = 20
"""What one article in so many has is frequent."""
_LEAST = 10
"""Articles that have what is frequent, however few are learned from."""

_POINTS = 0x110000
_ENCODING = "utf-32-le"
_SIGN, _BLANK, _LETTER, _RUNNING = range(4)
"""What a character is; those that are running are written without blanks."""

_KIND_AT = np.uint64(VALUE_BITS + DOCUMENT_BITS)
_FIELD_AT = VALUE_BITS + KIND_BITS + DOCUMENT_BITS
_SECOND = np.uint64(CHARACTER_BITS)
_FACTORS = [np.uint64(factor) for factor in FACTORS]
_TO_VALUE, _TO_PLACE = np.uint64(HASH_BITS - VALUE_BITS), np.uint64(HASH_BITS - FREQUENT_BITS)


class _Piece(NamedTuple):
    """A text, or as much of one as is reckoned with at once."""

    text: str
    repeated: int
    """Characters at its beginning that are the end of the piece before."""
    field: int
    document: int


class SegmentBuilder:
    """Takes the texts of one document after the other, at most `DOCUMENTS` of them."""

    def __init__(self, frequent: Frequent) -> None:
        self._frequent = [_bits(each) for each in (frequent.pairs, frequent.threes, frequent.fours)]
        self._count = 0
        self._pieces: list[_Piece] = []
        self._size = 0
        self._keys: list[Keys] = []
        self._kept = 0
        """Postings that are kept already, of terms and of words."""
        self._words: list[defaultdict[str, list[int]]] = [defaultdict(list) for _ in FIELDS]

    def add(self, texts: Mapping[Field | None, str]) -> None:
        """Take the folded texts of the next document, by field."""
        for number, field in enumerate(FIELDS):
            for text, repeated in _cut(texts.get(field, "")):
                self._pieces.append(_Piece(text, repeated, number, self._count))
                self._size += len(text)
                if self._size >= _AT_ONCE:
                    self._take_pieces()
        self._count += 1

    def is_full(self) -> bool:
        """Return whether the documents hold so much that the next one had better come into another segment."""
        return self._kept + WORD_SIZE * sum(map(len, self._words)) >= FULL

    def build(self) -> Segment:
        """Return the segment of all documents."""
        self._take_pieces()
        blocks = list(write_blocks(in_order(self._keys))) if self._keys else []
        return Segment(blocks, list(self._written_words()))

    def _take_pieces(self) -> None:
        """Take the terms and the words of the pieces that have come together."""
        if self._pieces:
            characters = _Characters(" ".join(piece.text for piece in self._pieces))
            sizes = [len(piece.text) + 1 for piece in self._pieces]
            owners = np.array([piece.field << _FIELD_AT | piece.document for piece in self._pieces], np.uint64)
            keys = _drop_repeated(np.concatenate(list(_keys(characters, owners.repeat(sizes), *self._frequent))))
            self._keys.append(keys)
            self._kept += len(keys)
            letters = characters.letters()
            for piece, end in zip(self._pieces, accumulate(sizes), strict=True):
                postings = self._words[piece.field]
                words = _words(letters[end - len(piece.text) - 1 + piece.repeated : end])
                for word in words:
                    postings[word].append(piece.document)
                self._kept += len(words)
        self._pieces, self._size = [], 0

    def _written_words(self) -> Iterator[tuple[int, str, bytes]]:
        for number, postings in enumerate(self._words):
            if postings:
                words = sorted(postings)
                sizes = [len(postings[word]) for word in words]
                documents = np.fromiter(chain.from_iterable(postings[word] for word in words), np.uint64, sum(sizes))
                terms = np.arange(len(words), dtype=np.uint64).repeat(sizes)
                written = write_postings(each_once(terms << DOCUMENT_SHIFT | documents))
                yield from ((number, words[term], each) for term, each in written.each())


class _Characters:
    """The characters of a text, with the two, three and four that begin at each of them."""

    def __init__(self, text: str) -> None:
        written = (text + " " * (_REACH + 1)).encode(_ENCODING, "surrogatepass")
        self._points = np.frombuffer(written, np.uint32)
        self._classes = _classes()[self._points]
        size = len(text) + 1
        is_running = self._classes == _RUNNING
        points = self._points.astype(np.uint64)
        self.first, self.second, self.third, self.fourth = (points[at : at + size] for at in range(_REACH + 1))
        self.seen = np.flatnonzero((self._classes[:size] == _SIGN) | is_running[:size])
        self.run2 = is_running[:size] & is_running[1 : size + 1]
        self.run3 = self.run2 & is_running[2 : size + 2]
        self.run4 = self.run3 & is_running[3:]
        self.hash2 = self.first * _FACTORS[0] + self.second * _FACTORS[1]
        self.hash3 = self.hash2 + self.third * _FACTORS[2]
        self.hash4 = self.hash3 + self.fourth * _FACTORS[3]

    def letters(self) -> str:
        """Return the text with a blank in the place of all that is no letter of a word."""
        letters = np.where(self._classes == _LETTER, self._points, np.uint32(ord(" ")))
        return letters.tobytes().decode(_ENCODING)


def _keys(text: _Characters, owners: Keys, pairs: Truths, threes: Truths, fours: Truths) -> Iterator[Keys]:
    """Yield the keys of what is kept of a text; `owners` are the field and the document of each of its places."""

    def keys(kinds: Keys | np.uint64, values: Keys, places: Places) -> Keys:
        return kinds << _KIND_AT | values << DOCUMENT_SHIFT | owners[places]

    yield keys(np.uint64(Kind.CHARACTER), text.first[text.seen], text.seen)
    at = np.flatnonzero(text.run2)
    yield keys(np.uint64(Kind.PAIR), text.first[at] << _SECOND | text.second[at], at)
    kinds = _between()[text.second]
    at = np.flatnonzero(text.run3 & (kinds > 0))
    yield keys(kinds[at], text.first[at] << _SECOND | text.third[at], at)
    is_pair = pairs[text.hash2 >> _TO_PLACE]
    is_three = text.run3 & threes[text.hash3 >> _TO_PLACE]
    at = np.flatnonzero(text.run3[:-1] & is_pair[:-1] & is_pair[1:] & ~is_three[:-1])
    yield keys(np.uint64(Kind.THREE), text.hash3[at] >> _TO_VALUE, at)
    at = np.flatnonzero(text.run4[:-1] & is_three[:-1] & is_three[1:])
    at = at[~fours[text.hash4[at] >> _TO_PLACE]]
    yield keys(np.uint64(Kind.FOUR), text.hash4[at] >> _TO_VALUE, at)


def _drop_repeated(keys: Keys) -> Keys:
    """Return keys of which most that are repeated are there once: to sort them all takes four times as long."""
    slots = keys * _FACTORS[0] >> np.uint64(HASH_BITS - _SLOTS_BITS)
    places = np.arange(len(keys), dtype=np.int32)
    last = np.empty(1 << _SLOTS_BITS, np.int32)
    last[slots] = places
    others = last[slots]
    is_first: Truths = (others == places) | (keys[others] != keys)
    return keys[is_first]


def _words(letters: str) -> set[str]:
    words = {word[:LONGEST] for word in set(letters.split())}
    shorter = words
    for length in range(SHORT, 0, -1):
        shorter = {word[:length] for word in shorter}
        words |= shorter
    return words


def _cut(text: str) -> Iterator[tuple[str, int]]:
    """Yield the pieces of a text, none of which begins within a word, each with how much of it the last one has too.

    Of a long word that would be cut what is not kept anyway is left out.
    """
    start = 0
    while start < len(text):
        end = following = start + _AT_ONCE
        if word := WORD.match(text, end - 1):
            following = word.end()
            end = min(following, end + LONGEST)
        repeated = min(start, _REACH)
        yield text[start - repeated : end], repeated
        start = following


def learn(texts: Sequence[str]) -> Frequent:
    """Return what is frequent in some folded texts."""
    least = max(_LEAST, len(texts) // _SHARE)
    counts = np.zeros((3, 1 << FREQUENT_BITS), np.int64)
    for text in texts:
        characters = _Characters(text)
        # What has one of the commonest at its end is kept with what follows that.
        is_pair = characters.run2 & (_between()[characters.second] == 0)
        for count, hashes, run in (
            (counts[0], characters.hash2, is_pair),
            (counts[1], characters.hash3, characters.run3),
            (counts[2], characters.hash4, characters.run4),
        ):
            count[np.unique(hashes[run] >> _TO_PLACE)] += 1
    return Frequent(*(np.packbits(count >= least, bitorder="little").tobytes() for count in counts))


def _bits(frequent: bytes) -> Truths:
    return np.unpackbits(np.frombuffer(frequent, np.uint8), bitorder="little").astype(np.bool_)


@cache
def _classes() -> NDArray[np.uint8]:
    """Return what each character is."""
    every = np.arange(_POINTS, dtype=np.uint32).tobytes().decode(_ENCODING, "surrogatepass")
    classes = np.full(_POINTS, _SIGN, np.uint8)
    for pattern, kind in ((r"\s+", _BLANK), (r"[^\W_]+", _LETTER), (RUN.pattern, _RUNNING)):
        for match in re.finditer(pattern, every):
            classes[match.start() : match.end()] = kind
    return classes


@cache
def _between() -> NDArray[np.uint64]:
    """Return the kind of each of the commonest characters between two others, 0 for any other character."""
    kinds = np.zeros(_POINTS, np.uint64)
    for number, character in enumerate(COMMONEST):
        kinds[ord(character)] = Kind.BETWEEN + number
    return kinds
