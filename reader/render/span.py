"""What a phrase is made of: runs of text of one look, before they are broken into lines, and links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from reader.render.theme import Role

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SCHEME = re.compile(r"(?:https?://(?:www\.)?|mailto:)", re.IGNORECASE)


NOTE_MARK = "#"
"""What stands before the label of a footnote where it is what a span leads to."""


class Span(NamedTuple):
    """Text with the roles it plays, the outermost first; a line feed in it is a hard break."""

    text: str
    roles: tuple[Role, ...] = ()
    link: str | None = None
    """The http, https or mailto address that it leads to, or the mark of a footnote."""
    is_added: bool = False
    """Whether it is no part of the text, such as the number of a link."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that may be opened, by the number that it has in its article."""

    number: int
    text: str
    address: str

    @property
    def says_address(self) -> bool:
        """Whether the text is the address, if without the scheme or percent escapes."""
        return _bare(self.text) == _bare(self.address)

    @property
    def mark(self) -> str:
        """The number as it stands behind the text."""
        return str(self.number).translate(_SUPERSCRIPT)


def _bare(address: str) -> str:
    return unquote(_SCHEME.sub("", address.strip(), count=1)).rstrip("/").casefold()
