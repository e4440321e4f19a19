"""What some pieces of a long text tell of all of it."""

from __future__ import annotations

import html
import re
from functools import cached_property

from reader.domain.language import guess_language, minutes_to_read

_PIECES, _PIECE = 5, 4_000
"""How many pieces are looked at, from the beginning to the end, and how long they are."""
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
"""A tag, or what looks like one: of a sample it makes no difference."""


class Sample:
    """Stands for a text of HTML or Markdown."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        step = max(_PIECE, (self._length - _PIECE) // (_PIECES - 1))
        self._pieces = "".join(text[place * step : place * step + _PIECE] for place in range(_PIECES))

    @cached_property
    def minutes(self) -> int:
        """How long the text takes to read, in minutes, at least 1."""
        return max(1, round(minutes_to_read(self._words) * self._length / max(1, len(self._pieces))))

    @cached_property
    def language(self) -> str:
        """The language that the text seems to be in, a BCP 47 tag."""
        return guess_language(self._words.strip())

    @cached_property
    def cells_a_character(self) -> float:
        """How many cells of text a character stands for."""
        return cells(self._pieces) / max(1, len(self._pieces))

    @property
    def _words(self) -> str:
        return html.unescape(_TAG.sub(" ", self._pieces))


def cells(text: str) -> int:
    """Return about how many cells a piece of HTML or Markdown takes."""
    if "<" in text:
        text = _TAG.sub("", text)
    if text.isascii():
        return len(text)
    # A character of three bytes in UTF-8 is most often two cells wide.
    return len(text) + (len(text.encode(errors="replace")) - len(text)) // 2
