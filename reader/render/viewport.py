"""The part of a document that a screen shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.domain.reading_state import Place
    from reader.render.document import Document


class Viewport:
    """The top line of a screen of `height` lines.

    What is on the screen is always laid out, and stays where it is while blocks above it turn out taller or shorter
    than was guessed: the top is kept as a block and a line in it, and counted in lines only when it is asked for.
    """

    def __init__(self, document: Document, height: int) -> None:
        self.document = document
        self._height = height
        self._block = 0
        self._within = 0
        self._settle()

    @property
    def top(self) -> int:
        """The line of the document at the top of the screen."""
        return self.document.start_of(self._block) + self._within

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return self.top + self._height >= self.document.height

    @property
    def share_shown(self) -> float:
        """How much of the document lies above the bottom of the screen, from 0 to 1."""
        return min(1.0, (self.top + self._height) / max(1, self.document.height))

    @property
    def place(self) -> Place:
        """Where the top of the screen stands, and how much of the document has been shown."""
        return self.document.place_at(self.top)._replace(share=self.share_shown)

    def resize(self, height: int) -> None:
        """Take another height; the top stays."""
        self._height = height
        self._settle()

    def scroll_to(self, line: int) -> None:
        """Bring a line to the top, as far as the document goes."""
        self._block, self._within = self.document.block_at(max(0, line))
        # In a block that was only guessed, the line is as far down as it was in the guess.
        guess = max(1, self.document.start_of(self._block + 1) - self.document.start_of(self._block))
        height = self.document.lay_out(self._block)
        self._within = min(self._within * height // guess, max(0, height - 1))
        self._settle()

    def scroll_to_place(self, place: Place) -> None:
        """Bring a place to the top, as far as the document goes."""
        self._block, self._within = self.document.block_at(self.document.line_of(place))
        self._settle()

    def scroll_to_block(self, block: int) -> None:
        """Bring the first line of a block to the top, as far as the document goes."""
        if self.document.has_block(block):
            self._block, self._within = block, 0
            self._settle()

    def scroll_to_end(self) -> None:
        """Bring the last line to the bottom of the screen."""
        self._block, self._within = self.document.block_count - 1, 0
        self._within = self.document.lay_out(self._block)
        self.scroll_by(-self._height)

    def scroll_by(self, lines: int) -> None:
        """Move the text up by exactly so many lines, or down if `lines` is negative."""
        self._within += lines
        while self._within < 0 and self._block > 0:
            self._block -= 1
            self._within += self.document.lay_out(self._block)
        self._within = max(0, self._within)
        while self._within >= (height := self.document.lay_out(self._block)) and self.document.has_block(
            self._block + 1
        ):
            self._within -= height
            self._block += 1
        self._settle()

    def lay_out_ahead(self, screens: int) -> bool:
        """Lay out one more block within so many screens below this one, or one above, or read some more of the body.

        Return False if nothing is left to do.
        """
        document, top = self.document, self.top
        below = range(
            document.block_at(top + self._height)[0], document.block_at(top + (1 + screens) * self._height)[0] + 1
        )
        above = range(self._block - 1, document.block_at(top - self._height)[0] - 1, -1)
        for block in (*below, *above):
            if not document.is_laid_out(block):
                document.lay_out(block)
                return True
        return document.read_on()

    def _settle(self) -> None:
        """Lay out the screen; where the document ends above its bottom, bring the end down to it."""
        block, missing = self._block, self._within + self._height
        while missing > 0 and self.document.has_block(block):
            missing -= self.document.lay_out(block)
            block += 1
        self._within -= max(0, missing)
        while self._within < 0 and self._block > 0:
            self._block -= 1
            self._within += self.document.lay_out(self._block)
        self._within = max(0, self._within)
