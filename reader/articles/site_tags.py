"""Tags of site generators: those that mean something become HTML, the others go and leave their text."""

from __future__ import annotations

import html
import re
from functools import partial
from typing import TYPE_CHECKING

from reader.articles.site_figures import FIGURES
from reader.domain.article import MarkupKind

if TYPE_CHECKING:
    from collections.abc import Callable

# Each begins with a literal, which is looked for faster than a choice of several.
_HINTS = (
    re.compile(r"\{[%{<:]"),
    re.compile(r"\[(?:caption|gallery|embed|video|audio)\b"),
    re.compile(r"<!--\s*more"),
)
_FENCED = re.compile(
    r"(^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\2[`~]*[ \t]*$|\Z)|(?<!`)(`+)(?!`)(?:[^\n]|\n(?!\n))*?(?<!`)\3(?!`)"
    r"|(?<=\n\n)(?: {4,}|\t)\[[^\n]*)",
    re.DOTALL | re.MULTILINE,
)
_CODE = re.compile(
    r"\{%-?\s*(highlight|codeblock|code)\b([^%\n]*)-?%\}[ \t]*\n?"
    r"((?:[^{]|\{(?!%-?\s*(?:end)?\1\b))*+)\{%-?\s*end\1\s*-?%\}"
    r"|\{\{[<%]\s*highlight\b([^>%\n]*)[>%]\}\}[ \t]*\n?"
    r"((?:[^{]|\{(?!\{[<%]\s*/?\s*highlight\b))*+)\{\{[<%]\s*/\s*highlight\s*[>%]\}\}"
)
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
    r"\{%-?\s*/?[A-Za-z_](?:[^%\n]|%(?!\})){0,400}%\}|\{\{[<%]\s*/?\s*[A-Za-z_](?:[^\n>%]|[>%](?!\}\})){0,400}[>%]\}\}"
    r"|^\{:[^}\n]*\}[ \t]*$|(?<=\S)\{:[ \t]*[.#][^}\n]*\}",
    re.MULTILINE,
)
_WORD = re.compile(r"(?:lang:)?([A-Za-z0-9#+_-]+)")


def replace_site_tags(text: str, markup: MarkupKind) -> str:
    """Return `text` with the tags of Hexo, Jekyll, Hugo and WordPress replaced, except in Markdown's own code."""
    if not any(hint.search(text) for hint in _HINTS):
        return text
    text = _CODE.sub(_write_code, text)
    if markup is MarkupKind.HTML:
        return _replace(text, "")
    pieces = re.split(r"(<pre><code class=\"site\b.*?</code></pre>)", text, flags=re.DOTALL)
    return "".join(piece if number % 2 else _replace_outside(piece) for number, piece in enumerate(pieces))


def _replace_outside(text: str) -> str:
    written: list[str] = []
    at = 0
    for match in _FENCED.finditer(text):
        written += [_replace(text[at : match.start()], _LEAD), match[0]]
        at = match.end()
    return "".join([*written, _replace(text[at:], _LEAD)])


def _replace(text: str, lead: str) -> str:
    text = _ADDRESS.sub(_write_address, _RAW.sub("", text))
    for pattern, write in FIGURES:
        text = pattern.sub(partial(_write_tag, write, lead), text)
    return _OTHER.sub("", _BEFORE_LEAD.sub(_end_item, text) if lead else text)


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


def _write_code(match: re.Match[str]) -> str:
    parameters, code = (match[2], match[3]) if match[1] else (match[4], match[5])
    words = [word for word in _WORD.findall(parameters or "") if word != "lang"]
    if match[1] == "codeblock" and "lang:" not in (parameters or ""):
        words = []
    if match[1] == "codeblock" and (named := re.search(r"lang:([\w#+-]+)", parameters or "")):
        words = [named[1]]
    language = f" language-{words[0]}" if words else ""
    # An empty line ends an HTML block of Markdown, but not one that begins with pre.
    return f'\n<pre><code class="site{language}">\n{html.escape(code, quote=False)}</code></pre>\n'
