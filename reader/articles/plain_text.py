"""The text of a body as a search reads it: a line for each block, without tags and markers; fast rather than exact."""

from __future__ import annotations

import html
import re

from reader.articles.image_texts import show_images
from reader.articles.sanitize import clean
from reader.articles.site_tags import replace_site_tags
from reader.domain.article import MarkupKind
from reader.domain.spelling import RUN

# No pattern goes on behind the next tag, or it would take the square of the length of a text without an end of one.
_UNSEEN = re.compile(r"<(script|style|template|title)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|center|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header"
    r"|hr|li|main|nav|ol|option|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)
TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
"""A tag, or what looks like one."""
AUTOLINK = re.compile(r"<([a-zA-Z][\w+.-]+:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>", re.ASCII)
"""An address that Markdown shows as it stands, without its brackets."""
_STOP = re.compile(r"[\s.,;:!?)，。；：！？）]|\Z")

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKER = re.compile(
    r" {0,3}(?:#{1,6}(?:[ \t]+|$)|>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+|\[\^[^\]\n]+\]:[ \t]*|\[[^\]\n]+\]:\s.*)"
)
_LINE = re.compile(r"[-=*_|: \t]{3,}")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\[[^\[\]\n]*\])")
_EMPHASIS = re.compile(r"(\*{1,3}|~~|`+)(?=\S)([^*~`\n]*\S)\1|(?<!\w)(_{1,3})(?=\S)([^_\n]*\S)\3(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain_text(body: str, markup: MarkupKind) -> str:
    """Return the text that a reader of `body` sees: one line for each block, blanks as single ones, nothing folded."""
    text = replace_site_tags(body, markup)
    text = _read_markdown(text) if markup is MarkupKind.MARKDOWN else _join(text.split("\n"))
    if "<" in text:
        text = TAG.sub("", _BLOCK.sub("\n", show_images(_UNSEEN.sub("", text))))
    if "&" in text:
        text = html.unescape(text)
    lines = [" ".join(line.split()) for line in clean(text).split("\n")]
    return "\n".join(filter(None, lines))


def _read_markdown(text: str) -> str:
    """Return `text` with its blocks a line each, without markers; what is HTML in it stays."""
    lines: list[str] = []
    paragraph: list[str] = []
    fence = ""
    for line in text.split("\n"):
        bar = _FENCE.match(line)
        if fence:
            if bar and bar[1].startswith(fence):
                fence = ""
            else:
                lines.append(html.escape(line, quote=False))
            continue
        marker = _MARKER.match(line)
        if bar or marker or not line.strip() or _LINE.fullmatch(line) or "|" in line:
            lines.append(_read_phrases(_join(paragraph)))
            paragraph.clear()
        if bar:
            fence = bar[1]
        elif not _LINE.fullmatch(line):
            while marker and marker.end():
                line = line[marker.end() :]
                marker = _MARKER.match(line)
            paragraph.append(line.replace("|", " "))
    return "\n".join([*lines, _read_phrases(_join(paragraph))])


def _read_phrases(text: str) -> str:
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    for _ in range(2):
        text = _EMPHASIS.sub(lambda match: match[2] or match[4] or "", text)
    if "<" in text:
        # A word does not go on behind it: a sieve would not see through its bracket.
        text = AUTOLINK.sub(lambda match: match[1] + ("" if _STOP.match(text, match.end()) else " "), text)
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def _join(lines: list[str]) -> str:
    """Return lines as one: a blank between them, but none where Chinese goes on."""
    joined = ""
    pieces: list[str] = []
    for line in lines:
        part = line.strip()
        if not part:
            continue
        if joined and not (RUN.match(joined) and RUN.match(part)):
            pieces.append(" ")
        pieces.append(part)
        joined = part[-1]
    return "".join(pieces)
