"""What the beginning of a long text tells of all of it."""

from __future__ import annotations

import html
import re
from functools import cached_property

from reader.domain.language import guess_language, minutes_to_read

_LONGEST = 20_000
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
"""A tag, or what looks like one: of a sample it makes no difference."""


class Sample:
    """Stands for a text of HTML or Markdown."""

    def __init__(self, text: str) -> None:
        self._start = text[:_LONGEST]
        self._length = len(text)

    @cached_property
    def minutes(self) -> int:
        """How long the text takes to read, in minutes, at least 1."""
        return max(1, round(minutes_to_read(self._words) * self._length / max(1, len(self._start))))

    @cached_property
    def language(self) -> str:
        """The language that the text seems to be in, a BCP 47 tag."""
        return guess_language(self._words.strip())

    @cached_property
    def cells_a_character(self) -> float:
        """How many cells of text a character stands for."""
        return cells(self._start) / max(1, len(self._start))

    @property
    def _words(self) -> str:
        return html.unescape(_TAG.sub(" ", self._start))


def cells(text: str) -> int:
    """Return about how many cells a piece of HTML or Markdown takes."""
    if "<" in text:
        text = _TAG.sub("", text)
    if text.isascii():
        return len(text)
    # A character of three bytes in UTF-8 is most often two cells wide.
    return len(text) + (len(text.encode(errors="replace")) - len(text)) // 2
