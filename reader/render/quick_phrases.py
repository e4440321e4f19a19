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
_ADDRESS = r"[^\s()<>\\&\0-\x20\x7f]*+"
_PIECE = re.compile(
    rf"(?P<text>(?>{_TEXT}+))"
    r"|(?P<mark>\*\*?)(?!\*)"
    r"|\[\^(?P<note>[^\]\[\s]+)\]"
    r"|(?P<open>\[)"
    rf"|\]\((?P<close>{_ADDRESS})\)"
    r"|(?P<bracket>\])"
    rf"|(?P<image>!\[)(?>{_TEXT}*)\]\({_ADDRESS}\)"
    r"|<(?P<autolink>https?://[^\s<>\0-\x20]*+)>"
    r"|(?P<tag></?(?:u|mark|kbd|sub|sup|small)>)"
    r"|(?<!`)`(?P<code>[^`\s](?:[^`\r\n]*[^`\s])?)`(?!`)"
)
_OUTSIDE = re.compile("[ \n!-/:-@\\[-`{-~\u2010-\u2027\u3001-\u30ff\u4e00-\u9fff\uff01-\uff60]?")
"""What a mark of emphasis may have beside it, or nothing, whatever it has on its other side."""
_INSIDE = re.compile("[\u3001-\u303f\uff01-\uff60]")
"""Marks of Chinese that may stand at the inner side of emphasis like letters, whatever is on its other side."""
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_BREAK = "\0"


class Piece(NamedTuple):
    """A part of a phrase: text, an image, a note, code or a tag, or where a link or emphasis begins or ends."""

    kind: str
    text: str = ""
    """What it says; the address of a link that begins."""
    closing: bool = False


def quick_pieces(markdown: str) -> list[Piece] | None:
    """Return the pieces of a phrase, None if it takes a parser to tell."""
    pieces: list[Piece] = []
    at, mark, mark_outside = 0, "", ""
    link: int | None = None
    """Which piece is the link that is open."""
    while at < len(markdown):
        match = _PIECE.match(markdown, at)
        if match is None:
            return None
        kind, begin, at = match.lastgroup, at, match.end()
        if kind == "text":
            if link is not None and "\n" in match[0]:
                return None  # what becomes of blanks around it shows in the text of a link, where they are not folded
            pieces.append(Piece(kind, _unescape(match[0])))
        elif kind == "mark":
            before, after = markdown[begin - 1 : begin] if begin else "", markdown[at : at + 1]
            if not (mark == match[kind] and _closes(before, after) if mark else _opens(before, after)):
                return None
            pieces.append(Piece("strong" if match[kind] == "**" else "em", closing=mark != ""))
            mark = "" if mark else match[kind]
        elif kind == "open" and link is None:
            link, mark, mark_outside = len(pieces), "", mark
            pieces.append(Piece("link"))
        elif kind == "close" and link is not None and not mark and is_plain(match[kind]):
            pieces[link] = Piece("link", match[kind])
            pieces.append(Piece("link", closing=True))
            link, mark = None, mark_outside
        elif kind == "autolink" and link is None and is_plain(match[kind]):
            pieces += [Piece("link", match[kind]), Piece("text", match[kind]), Piece("link", closing=True)]
        elif (kind in ("bracket", "note") and link is None) or kind in ("image", "tag", "code"):
            pieces.append(Piece("text" if kind == "bracket" else kind, match[kind]))
        else:
            return None
    return None if mark or link is not None else pieces


def lines_of(piece: Piece) -> list[str]:
    """Return the text of a piece between its hard breaks."""
    return piece.text.split(_BREAK)


def _opens(before: str, after: str) -> bool:
    """Return whether a mark of emphasis between the two characters begins something, whatever else they are."""
    return _is_inside(after) or (_OUTSIDE.fullmatch(before) is not None and after != "" and not after.isspace())


def _closes(before: str, after: str) -> bool:
    return _is_inside(before) or (_OUTSIDE.fullmatch(after) is not None and not before.isspace())


def _is_inside(character: str) -> bool:
    return character.isalnum() or _INSIDE.fullmatch(character) is not None


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda escape: _BREAK if escape[1] == "\n" else escape[1], text) if "\\" in text else text
