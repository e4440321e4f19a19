r"""Reads phrases of Markdown as most of them are: plain text with links, images, notes, code and simple emphasis.

What these are is so plain to see that a pattern finds them; all that could be read in two ways is left to the parser.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.domain.address import is_plain

_TEXT = (
    r"(?:[^\\`*_~\[\]<&!\0 ]++| (?! [\r\n])|!(?!\[)|&(?!#?\w+;)|(?<=[A-Za-z0-9])_++(?=[A-Za-z0-9])"
    r"|\\[!-/:-@\[-`{-~\n])"
)
"""Text in which nothing but escapes and hard breaks is Markdown."""
_PIECE = re.compile(
    rf"(?P<text>(?:{_TEXT}|\])++)"
    r"|\[\^(?P<note>[^\]\[\s]+)\]"
    rf"|(?P<image>!?)\[(?P<label>{_TEXT}*+)\]\((?P<address>[^\s()<>\\&\0-\x20\x7f]*+)\)"
    r"|<(?P<autolink>https?://[^\s<>\0-\x20]*+)>"
    r"|(?P<tag></?(?:u|mark|kbd|sub|sup|small)>)"
    r"|(?<!`)`(?P<code>[^`\s](?:[^`\r\n]*[^`\s])?)`(?!`)"
    r"|(?P<mark>\*\*?)(?!\*)"
)
_OUTSIDE = ("", " ", "\n")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_BREAK = "\0"


class Piece(NamedTuple):
    """A part of a phrase: its `kind`, what it says, and the address of a link; `strong` and `em` begin and end."""

    kind: str
    text: str
    address: str = ""


def quick_pieces(markdown: str) -> list[Piece] | None:
    """Return the pieces of a phrase, None if it takes a parser to tell."""
    pieces: list[Piece] = []
    at, opened = 0, ""
    while at < len(markdown):
        match = _PIECE.match(markdown, at)
        if match is None:
            return None
        if mark := match["mark"]:
            before, after = markdown[at - 1 : at] if at else "", markdown[match.end() : match.end() + 1]
            if not (_closes(before, after) and mark == opened if opened else _opens(before, after)):
                return None
            opened = "" if opened else mark
        piece = _piece(match)
        if piece is None:
            return None
        pieces.append(piece)
        at = match.end()
    return None if opened else pieces


def _opens(before: str, after: str) -> bool:
    """Return whether a mark of emphasis between the two characters begins something, whatever else they are."""
    return after.isalnum() or (before in _OUTSIDE and after != "" and not after.isspace())


def _closes(before: str, after: str) -> bool:
    return before.isalnum() or (after in _OUTSIDE and not before.isspace())


def lines_of(piece: Piece) -> list[str]:
    """Return the text of a piece between its hard breaks."""
    return piece.text.split(_BREAK)


def _piece(match: re.Match[str]) -> Piece | None:
    kind = match.lastgroup
    if kind == "text":
        return Piece(kind, _unescape(match[0]))
    if kind == "address":
        if match["image"]:
            return Piece("image", "")
        # What becomes of the blanks at a line end shows in the text of a link, where they are no blanks to be folded.
        is_quick = is_plain(match[kind]) and "\n" not in match["label"]
        return Piece("link", _unescape(match["label"]), match[kind]) if is_quick else None
    if kind == "autolink":
        return Piece("link", match[kind], match[kind]) if is_plain(match[kind]) else None
    if kind == "mark":
        return Piece("strong" if match[kind] == "**" else "em", "")
    return Piece(kind, match[kind]) if kind else None


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda escape: _BREAK if escape[1] == "\n" else escape[1], text) if "\\" in text else text
