"""The text of a body as a search reads it: a line for each block, without tags and markers; fast rather than exact.

A line that ends within a block is a blank, as it is to whoever finds in the page, or nothing where Chinese goes on.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from reader.articles.emphasis import is_cjk
from reader.articles.image_texts import show_images
from reader.articles.sanitize import clean
from reader.articles.site_hints import replace_site_tags
from reader.domain.article import MarkupKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLOCK_END, _BREAK, _LINE_END = "\x1e", "\x1d", "\x1f"
"""What stands for the end of a block, for `<br>`, and for the end of another line that is seen as one or of a cell,
until no markup is left; a text that is read has no such characters."""
_BREAKS = re.compile(rf"{_BREAK}\s*{_BREAK}")

# No pattern goes on behind the next tag, or it would take the square of the length of a text without an end of one.
_UNSEEN = re.compile(r"<(script|style|template|title)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_PRE = re.compile(r"<pre\b.*?(?:</pre\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_BLOCKS = (
    "address article aside blockquote center dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol option p pre section summary table tbody tfoot thead tr ul"
)
_SEEN_AS = {slash + name: _BLOCK_END for name in _BLOCKS.split() for slash in ("", "/")}
_SEEN_AS |= {"br": _BREAK, "td": _LINE_END, "th": _LINE_END}
"""What stands for a tag; for any other nothing does."""
_NAMED_TAG = re.compile(r"<(/?[a-zA-Z!?]\w*)[^<>]*>")
TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
"""A tag, or what looks like one."""
AUTOLINK = re.compile(r"<([a-zA-Z][\w+.-]+:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>", re.ASCII)
"""An address that Markdown shows as it stands, without its brackets."""
_STOP = re.compile(r"[\s.,;:!?)，。；：！？）]|\Z")

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKER = re.compile(
    r" {0,3}(?:#{1,6}(?:[ \t]+|$)|>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+|\[\^[^\]\n]+\]:[ \t]*|\[[^\]\n]+\]:\s.*)"
)
_QUOTES = re.compile(r"(?: {0,3}>)+[ \t]?")
_LINE = re.compile(r"[-=*_|: \t]{3,}")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\[\]]*\])")
_EMPHASIS = re.compile(r"(\*{1,3}|~~|`+)(?=\S)([^*~`]*\S)\1|(?<!\w)(_{1,3})(?=\S)([^_]*\S)\3(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain_text(body: str, markup: MarkupKind) -> str:
    """Return the text that a reader of `body` sees: one line for each block, blanks as single ones, nothing folded."""
    text = replace_site_tags(body, markup)
    if markup is MarkupKind.MARKDOWN:
        text = _read_markdown(text)
    if "<" in text:
        if "<pre" in text or "<PRE" in text:
            text = _PRE.sub(lambda code: code[0].replace("\n", _LINE_END), text)
        pieces = _NAMED_TAG.split(show_images(_UNSEEN.sub("", text)))
        pieces[1::2] = [_SEEN_AS.get(name.lower(), "") for name in pieces[1::2]]
        text = "".join(pieces)
        if _BREAK in text:
            text = _BREAKS.sub(_BLOCK_END, text).replace(_BREAK, _LINE_END)
    if "&" in text:
        text = html.unescape(text)
    blocks = filter(None, map(str.strip, text.split(_BLOCK_END)))
    return "\n".join(filter(None, map(_read_lines, blocks)))


def _read_markdown(text: str) -> str:
    """Return `text` with an end behind each of its blocks, without markers; what is HTML in it stays."""
    blocks: list[str] = []
    paragraph: list[str] = []
    code: list[str] = []
    fence = ""
    depth = 0

    def end() -> None:
        if paragraph:
            blocks.append(_read_phrases(_join(paragraph)))
            paragraph.clear()

    for source in text.split("\n"):
        quotes = _QUOTES.match(source)
        bar = _FENCE.match(source)
        if fence:
            if bar and bar[1].startswith(fence):
                fence = ""
                blocks.append(_LINE_END.join(code))
                code.clear()
            else:
                code.append(html.escape(source, quote=False))
            continue
        line = source[quotes.end() :] if quotes else source
        before, depth = depth, quotes[0].count(">") if quotes else 0
        marker = _MARKER.match(line)
        # What is in no quotation goes on with the last line of one.
        if bar or marker or not line.strip() or _LINE.fullmatch(line) or "|" in line or depth > before:
            end()
        if bar:
            fence = bar[1]
        elif not _LINE.fullmatch(line):
            is_heading = marker is not None and "#" in marker[0]
            while marker and marker.end():
                depth += marker[0].count(">")
                line = line[marker.end() :]
                marker = _MARKER.match(line)
            paragraph.append(line.replace("|", " "))
            if is_heading:
                end()
    end()
    return _BLOCK_END.join([*blocks, _LINE_END.join(code)])


def _join(lines: Sequence[str]) -> str:
    """Return the lines of a paragraph as one text; what ends in two blanks or a backslash ends on the page too."""
    joined: list[str] = []
    for line in lines[:-1]:
        core = line.rstrip(" ")
        if core.endswith("\\") and not core.endswith("\\\\"):
            joined += (core[:-1], _LINE_END)
        else:
            joined += (core, _LINE_END if line.endswith("  ") else "\n")
    return "".join([*joined, *lines[-1:]])


def _read_lines(block: str) -> str:
    """Return a block without markup, and without blanks at its ends, as one line."""
    if block.isprintable():
        return " ".join(block.split()) if "  " in block else block
    pieces: list[str] = []
    for lines in block.split(_LINE_END):
        before = ""
        for line in clean(lines).split("\n"):
            words = " ".join(line.split())
            if not words:
                continue
            if pieces and not (before and is_cjk(before) and is_cjk(words[0])):
                pieces.append(" ")
            pieces.append(words)
            before = words[-1]
    return "".join(pieces)


def _read_phrases(text: str) -> str:
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    for _ in range(2):
        text = _EMPHASIS.sub(lambda match: match[2] or match[4] or "", text)
    if "<" in text:
        # A word does not go on behind it: a sieve would not see through its bracket.
        text = AUTOLINK.sub(lambda match: match[1] + ("" if _STOP.match(text, match.end()) else " "), text)
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text
