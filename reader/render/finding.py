"""Finds words in a document and says which characters of which lines they take, whatever the lines are broken like."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, count, pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.search_match import find_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.render.document import Document
    from reader.render.line import Line


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A match by its block, and by its number within that, from 0."""

    block: int
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """The characters from `start` up to `end` of a line of a block, which belong to the match of that number."""

    line: int
    start: int
    end: int
    match: int


class Finder:
    """What is found of some folded words in a document; each block is looked through when it is asked for."""

    def __init__(self, document: Document, words: frozenset[str]) -> None:
        self._document = document
        self._words = words
        self._pieces: dict[int, list[Piece]] = {}
        self._counted: list[int] = []
        """How many matches there are in the blocks up to each one, that one included."""

    @property
    def total(self) -> int | None:
        """How many matches there are, None as long as not all blocks are counted."""
        if self._document.has_block(len(self._counted)):
            return None
        return self._counted[-1] if self._counted else 0

    def count_on(self) -> bool:
        """Count the matches of one more block; return False if all are counted."""
        block = len(self._counted)
        if not self._document.has_block(block):
            return False
        self._counted.append((self._counted[-1] if self._counted else 0) + self._count(block))
        return True

    def position(self, match: Match) -> int | None:
        """Return which match that is of all, from 1 on, None as long as those before it are not counted."""
        if match.block > len(self._counted):
            return None
        return (self._counted[match.block - 1] if match.block else 0) + match.number + 1

    def first_from(self, block: int) -> Match | None:
        """Return the first match in `block` or behind it, else the first of all; None if there is none."""
        return next((match for match in self.seek(block) if match is not None), None)

    def seek(self, block: int) -> Iterator[Match | None]:
        """Yield None for each block without a match, from `block` to the end and from the beginning, and then a match.

        If there is none, all it yields is None.
        """
        for start in (block, 0):
            for number in count(start):
                if not self._document.has_block(number):
                    break
                if self._count(number):
                    yield Match(number, 0)
                    return
                yield None

    def beside(self, match: Match, step: int) -> Match | None:
        """Return the match after this one (`step` 1) or before it (-1); behind the last one comes the first."""
        number = match.number + step
        if 0 <= number < self._count(match.block):
            return Match(match.block, number)
        if step > 0:
            return self.first_from(match.block + 1)
        return self._back(match.block - 1) or self._back(self._document.block_count - 1)

    def line_of(self, match: Match) -> int:
        """Return the line of the document that a match begins on."""
        pieces = self.pieces(match.block)
        within = next((piece.line for piece in pieces if piece.match == match.number), 0)
        return self._document.start_of(match.block) + within

    def pieces(self, block: int) -> list[Piece]:
        """Return where the matches of a block stand on its lines; of none, if there is no such block."""
        found = self._pieces.get(block)
        if found is None and not self._document.has_block(block):
            return []
        if found is None:
            found = self._pieces[block] = self._find(block)
        return found

    def _find(self, block: int) -> list[Piece]:
        prose = self._document.prose(block)
        # A line that its author ends is a blank to a search.
        spans = find_spans(self._words, prose.replace("\n", " ")) if prose is not None else []
        if prose is not None and not spans:
            return []  # it need not be broken into lines
        drawn = _drawn(self._document.lines_of(block))
        return _pieces(find_spans(self._words, _text(drawn)) if prose is None else spans, drawn)

    def _count(self, block: int) -> int:
        pieces = self.pieces(block)
        return pieces[-1].match + 1 if pieces else 0

    def _back(self, block: int) -> Match | None:
        found = next((each for each in range(block, -1, -1) if self._count(each)), None)
        return Match(found, self._count(found) - 1) if found is not None else None


class _Drawn(NamedTuple):
    """A segment of a line that shows a part of the text of a block."""

    origin: int
    line: int
    start: int
    text: str


def _drawn(lines: Sequence[Line]) -> list[_Drawn]:
    """Return what lines show of the text of their block, in its order: cells of a table stand side by side."""
    drawn: list[_Drawn] = []
    for number, line in enumerate(lines):
        starts = accumulate((len(segment.text) for segment in line.segments), initial=0)
        for segment, origin, start in zip(line.segments, line.origins, starts, strict=False):
            if origin is not None:
                drawn.append(_Drawn(origin, number, start, segment.text))
    return sorted(drawn)


def _text(drawn: Sequence[_Drawn]) -> str:
    """Return the text that is drawn, blanks where none of it is; what is drawn again, as heads are, once."""
    parts: list[str] = []
    end = 0
    for piece in drawn:
        parts.append(" " * (piece.origin - end) + piece.text[max(0, end - piece.origin) :])
        end = max(end, piece.origin + len(piece.text))
    return "".join(parts)


def _pieces(spans: Sequence[tuple[int, int]], drawn: Sequence[_Drawn]) -> list[Piece]:
    """Return where what was found in the text of a block is drawn: a word may stand on two lines."""
    ends = [end for _, end in spans]
    pieces: list[Piece] = []
    for origin, line, column, text in drawn:
        for match in range(bisect_right(ends, origin), len(spans)):
            start, end = (min(max(place - origin, 0), len(text)) for place in spans[match])
            if start == end:
                break
            pieces.append(Piece(line, column + start, column + end, match))
    return _renumbered(pieces)


def _renumbered(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces without gaps in the numbers of their matches, in order."""
    ordered = sorted(pieces, key=lambda piece: (piece.match, piece.line))
    numbers = [0] * len(ordered)
    for place, (before, after) in enumerate(pairwise(ordered), 1):
        numbers[place] = numbers[place - 1] + (after.match != before.match)
    return [Piece(piece.line, piece.start, piece.end, n) for piece, n in zip(ordered, numbers, strict=True)]
