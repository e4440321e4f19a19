"""Widths in terminal cells, as Rich and so Textual count them, and the characters that may stand in a cell."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size

ELLIPSIS = "…"

_BLANKS = "\t\x0b\x0c"
_LINE_ENDS = "\r\x85\u2028\u2029"
_SURROGATES = "\ud800-\udfff"
# Controls, and what a terminal draws as it likes or turns the text around with (UAX #9). ZWJ and ZWNJ are spelling.
_DROPPED = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
)
# Scripts whose letters change their shapes, and pictures. Rich counts whatever follows a ZWJ as no cell wide, and a
# terminal does not: a joiner elsewhere would make a line wider than it is taken to be.
_JOINED = (
    "\u0600-\u061b\u061d-\u10ff\u1200-\u180d\u180f-\u1cff\ufb50-\ufdff\ufe70-\ufefc"
    "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
)
_STRAY_JOINER = f"(?<![{_JOINED}])\u200d|\u200d(?![{_JOINED}])"
_UNPRINTABLE = f"\r\n|[{_BLANKS}{_LINE_ENDS}{_SURROGATES}{_DROPPED}]|{_STRAY_JOINER}"


def cell_width(text: str) -> int:
    """Return the cells that `text` takes."""
    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """Return `text` if it fits in `cells`, else its beginning with an ellipsis that ends within them."""
    if cell_len(text) <= cells:
        return text
    if cells < 1:
        return ""
    return set_cell_size(text, cells - 1).rstrip() + ELLIPSIS


def printable(text: str) -> str:
    r"""Return `text` without what a terminal would obey or could not measure.

    Line ends of all kinds become `\n`, a tab a blank, a lone surrogate U+FFFD; other control characters, marks of
    direction and invisible characters are left out, but for ZWNJ and a ZWJ that joins.
    """
    return text if text.isprintable() else re.sub(_UNPRINTABLE, _replacement, text)


def _replacement(match: re.Match[str]) -> str:
    character = match[0][0]
    if character in _LINE_ENDS:
        return "\n"
    if character in _BLANKS:
        return " "
    return "\ufffd" if "\ud800" <= character <= "\udfff" else ""
