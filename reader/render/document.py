"""An article as a column of lines, of which only those near the reader are laid out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.domain.block import Heading, Paragraph
from reader.domain.reading_state import Place
from reader.render.block_lines import set_block
from reader.render.fingerprint import fingerprint
from reader.render.head import set_head
from reader.render.line import BLANK, Line
from reader.render.typesetter import Typesetter

if TYPE_CHECKING:
    from reader.domain.article import Article
    from reader.domain.block import Body
    from reader.render.theme import Theme

HEAD_LINES = 4
"""How tall the head is taken to be before it is laid out."""
LINES_KEPT = 4000
"""Lines that stay laid out; those that nobody has asked for longest go first."""
BLOCKS_KEPT = 500
"""Blocks that stay laid out however tall they are: more than a screen and what is laid out ahead of it have."""

BLOCKS_SEARCHED = 500
"""How far from its number a block is looked for in a text that was rewritten."""


class Document:
    """The head of a page and the blocks of a body, set to a width when they are needed.

    Blocks are counted from 0, which is the head; block `n` of the body is block `n + 1` here, and in every `Place`.
    As long as a block is not laid out, its height is a guess from the amount of its text; and so is the height of all
    that the body has not read yet.
    """

    def __init__(self, article: Article, body: Body, *, width: int, theme: Theme, link_numbers: bool = True) -> None:
        self.width = width
        self._article = article
        self._body = body
        self._setter = Typesetter(theme, body.language, link_numbers=link_numbers)
        self._lines: dict[int, list[Line]] = {}
        self._kept = 0
        self._heights = [HEAD_LINES]
        self._starts: list[int] = []
        self._known_starts = 0
        self._rest = 0
        """How tall what the body has not read is taken to be."""
        self._take_blocks()

    @property
    def height(self) -> int:
        """How many lines there are, as far as is known."""
        return self.start_of(len(self._heights)) + self._rest

    @property
    def block_count(self) -> int:
        """How many blocks there are, with the head, for which the body is read to its end."""
        while self.read_on():
            pass
        return len(self._heights)

    def has_block(self, block: int) -> bool:
        """Return whether there is a block of this number, for which the body is read as far as that."""
        while block >= len(self._heights) and self.read_on():
            pass
        return block < len(self._heights)

    def read_on(self) -> bool:
        """Read some more of the body; return False if all of it is read."""
        if self._body.rest:
            self._body.read_on()
            self._take_blocks()
            return True
        return False

    def start_of(self, block: int) -> int:
        """Return the first line of a known block; behind the last one, the first line that is not known."""
        self._recount()
        return self._starts[block]

    def block_at(self, line: int) -> tuple[int, int]:
        """Return the block that a line belongs to, and which of its lines that is; the body is read as far as that."""
        self._recount()
        while line >= self._starts[-1] and self.read_on():
            self._recount()
        block = max(0, min(bisect_right(self._starts, line) - 1, len(self._heights) - 1))
        return block, line - self._starts[block]

    def lay_out(self, block: int) -> int:
        """Lay one block out and return its height in lines, which no longer is a guess."""
        if block in self._lines:
            self._lines[block] = self._lines.pop(block)
            return self._heights[block]
        lines = self._lines[block] = self._set(block)
        self._kept += len(lines)
        if self._heights[block] != len(lines):
            self._heights[block] = len(lines)
            self._known_starts = min(self._known_starts, block)
        self._let_go()
        return len(lines)

    def lines_of(self, block: int) -> list[Line]:
        """Return the lines of a block, for which it is laid out."""
        self.lay_out(block)
        return self._lines[block]

    def prose(self, block: int) -> str | None:
        """Return the text of a paragraph or heading before it is broken into lines, None for other blocks."""
        content = self._body[block - 1] if block > 0 else None
        if not isinstance(content, Heading | Paragraph):
            return None
        spans = self._setter.parse(content.text, pictures=content.pictures, first_link=content.first_link)
        return "".join(span.text for span in spans if not span.is_added)

    def is_laid_out(self, block: int) -> bool:
        """Return whether the lines of a block are there."""
        return block in self._lines

    def line(self, y: int) -> Line:
        """Return a line; an empty one if its block is not laid out, or there is none."""
        block, within = self.block_at(y)
        lines = self._lines.get(block, ())
        return lines[within] if 0 <= within < len(lines) else BLANK

    def place_at(self, y: int) -> Place:
        """Return the place of a line by what stands there."""
        block, _ = self.block_at(y)
        around = fingerprint(self._body[block - 1]) if block > 0 and block in self._lines else ""
        return Place(block, self.line(y).offset, y / max(1, self.height), around)

    def line_of(self, place: Place) -> int:
        """Return the line that shows a place, for which its block is laid out; the last one if the text is shorter."""
        block = self._block_of(place)
        self.lay_out(block)
        offsets = [line.offset for line in self._lines[block]]
        within = bisect_right(offsets, max(0, place.offset)) - 1
        return self.start_of(block) + (bisect_left(offsets, offsets[within]) if offsets else 0)

    def _block_of(self, place: Place) -> int:
        """Return the block nearest to that of a place with the text that stood there; without one, that of its number.

        Text that was added or taken away above has moved it.
        """
        for distance in range(BLOCKS_SEARCHED if place.around else 0):
            for block in (place.block + distance, place.block - distance):
                if block > 0 and self.has_block(block) and fingerprint(self._body[block - 1]) == place.around:
                    return block
        return max(0, place.block if self.has_block(place.block) else len(self._heights) - 1)

    def _take_blocks(self) -> None:
        """Guess the heights of the blocks that have become known, and of the rest."""
        body, width = self._body, self.width
        known = range(len(self._heights) - 1, body.known)
        self._heights += (max(1, -(-body.weight(index) // width)) + 1 for index in known)
        self._rest = -(-body.rest // width)

    def _set(self, block: int) -> list[Line]:
        if block == 0:
            return set_head(self._article, self._body, self.width, self._setter)
        return set_block(self._body[block - 1], self.width, self._setter)

    def _recount(self) -> None:
        """Bring the first lines of the blocks up to date from the first one whose height has changed."""
        first = self._known_starts
        if first < len(self._heights) or not self._starts:
            begin = self._starts[first] if self._starts else 0
            self._starts[first:] = accumulate(self._heights[first:], initial=begin)
            self._known_starts = len(self._heights)

    def _let_go(self) -> None:
        while self._kept > LINES_KEPT and len(self._lines) > BLOCKS_KEPT:
            self._kept -= len(self._lines.pop(next(iter(self._lines))))
