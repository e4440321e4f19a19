"""Tells of most article files that some words cannot stand in their text, without reading them as articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from html.entities import html5
from itertools import chain

from reader.articles.decode import is_utf8
from reader.domain.folding import fold

_PART = re.compile("[\u4e00-\u9fff]+|[0-9a-z]+")
"""Characters that folding leaves alone whatever stands beside them, and that no others than these are folded to."""
_OTHERS = tuple(
    range(first, last + 1)
    for first, last in (
        *((0xAA, 0x2FF), (0x1D2C, 0x1EFF), (0x2070, 0x24FF), (0x2C7C, 0x2C7D), (0x2E80, 0x2FDF), (0x3036, 0x303A)),
        *((0x3190, 0x33FF), (0xA7F2, 0xA7F4), (0xF900, 0xFAFF), (0xFB00, 0xFB06), (0xFF10, 0xFF5A)),
        *((0x10780, 0x107BF), (0x1CCD6, 0x1CCF9), (0x1D400, 0x1D7FF), (0x1F100, 0x1F2FF)),
        *((0x1FBF0, 0x1FBF9), (0x2F800, 0x2FA1F)),
    )
)
"""Where the characters are that are folded to such."""
_NUMBERED = re.compile(b"&#(?!(?:3[4-9]|12[3-5]);)")
# Markup between two characters may be gone from the text, and a character be written as an entity or in another form;
# of what stands behind a character otherwise, in Chinese and in Latin, it is known that it is seen behind it.
_JUNK_BYTE = (
    b"(?:[^0-9a-zA-Z\\s,.;:?\"'()/%+=@#$^>\x80-\xbf\xe2-\xe9\xef-]"
    b"|\xe2(?!\x80[\x90-\xa7])|\xe3(?!\x80)|\xef(?!\xbc[\x80-\x8f\x9a-\xa0]))"
)
_JUNK_BYTE_OR_BLANK = b"(?:\\s|" + _JUNK_BYTE + b")"
_UNSEEN = "<(?i:!|script|style|template|title)"
_GAP = (
    f"(?>(?:(?!{_UNSEEN})<[^<>]*>|&#?[0-9A-Za-z]{{1,32}};?"
    "|[^\\w<\\[\\]{\x1b\x9b，。、；：？！“”‘’（）《》「」—…·,.;:?\"'()/%+=@#$^>-]|_)*)"
)
"""Markup that leaves nothing between two characters."""
_HIDING = f"[\\[\\]{{\x1b\x9b]|{_UNSEEN}"
"""Where markup begins that may hide more than that."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """What an article file holds if some words stand in its text."""

    beginning: re.Pattern[bytes]
    """The words, or how they begin and then something that is not seen."""
    whole: re.Pattern[str] | None
    """Chinese words with nothing between them that is seen, or with what may hide more."""
    forms: str
    """Other forms of what must stand there."""
    names: re.Pattern[str] | None
    """Entities that are such forms."""

    def lets_through(self, data: bytes) -> bool:
        """Return whether the words may stand in the text of a file; false means that they do not."""
        begins = self.beginning.search(data if self.whole is not None else data.lower()) is not None
        if (begins and self.whole is None) or b"\0" in data or not is_utf8(data):
            return True  # with NUL it may be UTF-16
        has_entities = b"&" in data
        if has_entities and _NUMBERED.search(data):
            return True
        if not begins and not self.forms:
            return False
        text = data.decode(errors="replace")
        if self.whole is not None and begins and self.whole.search(text):
            return True
        if not text.isascii() and any(form in text for form in self.forms):
            return True
        return has_entities and self.names is not None and self.names.search(text) is not None


@lru_cache(maxsize=256)
def sieve_of(words: str) -> Sieve | None:
    """Return the sieve of some folded words, None if there is none for words like these."""
    part = max(_PART.findall(words), key=lambda part: len(part.encode()), default="")
    if not part:
        return None
    if not part.isascii():
        return Sieve(_beginning(part, _JUNK_BYTE_OR_BLANK), _whole(part), "".join(map(forms_of, part)), None)
    names = [re.escape(name) for name, meant in html5.items() if part[0] in fold(meant)]
    entity = re.compile(f"&(?:{'|'.join(names)})") if names else None
    return Sieve(_beginning(part, _JUNK_BYTE), None, forms_of(part[0]), entity)


def forms_of(character: str) -> str:
    """Return the other characters that are folded to what holds a Chinese character, or a letter or digit of ASCII."""
    return _forms().get(character, "")


@cache
def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for other in map(chr, chain.from_iterable(_OTHERS)):
        for character in set("".join(_PART.findall(fold(other)))) - {other}:
            forms[character] = forms.get(character, "") + other
    return forms


def _whole(part: str) -> re.Pattern[str]:
    pattern = part[-1]
    for character in part[-2::-1]:
        pattern = f"{character}{_GAP}(?:{pattern}|{_HIDING})"
    return re.compile(pattern)


def _beginning(part: str, junk: bytes) -> re.Pattern[bytes]:
    pattern = part[-1].encode()
    for character in part[-2::-1]:
        pattern = character.encode() + b"(?:" + pattern + b"|" + junk + b")"
    return re.compile(pattern)
