"""Tags of site generators: those that mean something become HTML, the others go and leave their text."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from reader.articles.site_code import CODE, write_code
from reader.articles.site_figures import FIGURES
from reader.articles.site_hints import ADMONITION_SIGNS
from reader.articles.site_words import ADMONITION, MARKDOWN, PHRASES, TITLES, tag_tabs, write_admonition
from reader.domain.article import MarkupKind

if TYPE_CHECKING:
    from collections.abc import Callable

_FENCED = (
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?s:.)*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:[^\n]|\n(?!\n))*?(?<!`)(?P=ticks)(?!`)"
    r"|(?<=\n\n)(?: {4,}|\t)\[[^\n]*"
)
"""Code of Markdown, where what looks like a tag is none."""
_PRE = r"(?P<pre><pre\b(?>(?:[^<]+|<(?!/?pre\b))*)</pre>)"
_CODE = {
    MarkupKind.HTML: re.compile(f"{_PRE}|{CODE}", re.MULTILINE),
    MarkupKind.MARKDOWN: re.compile(f"{_FENCED}|{_PRE}|{CODE}", re.MULTILINE),
}
_ADMONITION = re.compile(f"{_FENCED}|{_PRE}|{ADMONITION}", re.MULTILINE)
_MOST_ADMONITIONS = 4
"""How many may stand in each other."""
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_ADDRESS = re.compile(
    r"(\]\(<?|\]:[ \t]+|<(?:a|img)\s[^<>]{0,500}?\b(?:href|src)=[\"'])"
    r"((?:\{\{[^{}\n]{1,300}\}\}|\{%(?:[^%\n]|%(?!\})){1,300}%\})+)"
    r"([^\s)>\"']*)([ \t]+(?:\"[^\n]{0,300}?\"|'[^\n]{0,300}?')(?=\s*\)))?"
)
"""What leads to an address, the tags that it begins with, the rest of it, and a title."""
_LITERAL = re.compile(r"\{\{\s*[\"']([^\"'{}]*)[\"']")
_LEAD = "<wbr>"
"""Before HTML in Markdown, which takes a line that begins with a block for HTML, and all up to an empty one with it."""
_BEFORE_LEAD = re.compile(rf"^([ \t]*(?:[*+-]|\d+\.|>))(?:[ \t]+(\S[^\n]*))?[ \t]*\n(?={_LEAD})", re.MULTILINE)
_OTHER = re.compile(
    r"\{(?:%-?\s*/?[A-Za-z_](?:[^%\n]|%(?!\})){0,400}%\}"
    r"|\{[<%]\s*/?\s*[A-Za-z_](?:[^\n>%]|[>%](?!\}\})){0,400}[>%]\}\})"
)
_SPAN_ATTRIBUTES = re.compile(
    r"(\A|\]\((?:[^()\n]|\([^()\n]{0,300}\)){0,1000}\)[ \t]?|[\]*])"
    r"\{(?::[ \t]*(?:[.#]|[\w-]+=[\"'\w])|[ \t]*(?:width|height|target|rel|style|class)=)[^{}\n]*\}"
)
"""What Kramdown says of the link, the image, the code or the emphasis before it."""
_ATTRIBUTES = re.compile(r"^(?:(?:[*+-]|\d+\.)[ \t][^\n]*\n\{:[ \t]*toc\b|\{:)[^}\n]*\}[ \t]*$", re.MULTILINE)
"""Lines of Kramdown that say something of the block before them, or that it becomes the contents."""


def write_site_tags(text: str, markup: MarkupKind) -> str:
    """Return `text`, which may have tags of site generators, with these replaced."""
    if markup is MarkupKind.MARKDOWN and any(sign in text for sign in ADMONITION_SIGNS):
        for _ in range(_MOST_ADMONITIONS):
            text = _ADMONITION.sub(lambda match: write_admonition(match) if match["kind"] else match[0], text)
    lead = "" if markup is MarkupKind.HTML else _LEAD
    written: list[str] = []
    at = 0
    for match in _CODE[markup].finditer(text := tag_tabs(text)):
        written.append(_replace(text[at : match.start()], lead))
        if match["pre"]:
            written.append(_RAW.sub("", match[0]) if lead else _replace(match[0], lead))
        else:
            written.append(write_code(match, markup) if match[0][0] in "{[" else match[0])
        at = match.end()
    return "".join([*written, _replace(text[at:], lead)])


def _replace(text: str, lead: str) -> str:
    text = _ADDRESS.sub(_write_address, _RAW.sub("", text))
    for pattern, write in (*PHRASES, *(MARKDOWN if lead else ())):
        text = pattern.sub(write, text)
    for pattern, write in (*FIGURES, *TITLES):
        text = pattern.sub(partial(_write_tag, write, lead), text)
    if lead and _LEAD in text:
        text = _BEFORE_LEAD.sub(_end_item, text)
    if "{:" in text:
        text = _ATTRIBUTES.sub("", text)
    if lead and "{" in text:
        text = _SPAN_ATTRIBUTES.sub(r"\1", text)
    return _OTHER.sub("", text)


def _write_address(match: re.Match[str]) -> str:
    """Return an address without its tags: those of Jekyll say where the site is, those of Hugo what only it knows."""
    address = "".join(_LITERAL.findall(match[2])) + match[3]
    if not address:
        return f"{match[1]}<>" if match[1].startswith("]:") else match[1]
    return match[1] + address + (match[4] or "")


def _end_item(match: re.Match[str]) -> str:
    """Return the line of a list or quote before a tag of its own line: that ends it, unless it has nothing else."""
    return f"{match[1]} {match[2]}\n\n" if match[2] else f"{match[1]} "


def _write_tag(write: Callable[[re.Match[str]], str], lead: str, match: re.Match[str]) -> str:
    written = write(match)
    return lead + written if written.startswith("<") else written
