"""Preformatted text: its lines as typed, without line numbers, and the language its author named."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from reader.articles.html_tree import TAG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LINES_AT_ONCE = 200
"""How many lines one block of code holds at most."""

_NUMBERS = re.compile(
    r'<(span|td|div|a|ul)\b[^>]*class="[^"]*\b(?:pre-numbering|lnt|ln|lineno|linenos|line-numbers?(?:-rows)?|gutter|hljs-ln-n\w*)\b[^"]*"[^>]*>'
    r"(?:[\s\d]|<li[^>]*>[\s\d]*</li>|<span></span>)*</\1>"
)
_ENDED_BY_ELEMENT = re.compile(r"<br[^>]*>(?=(?:</span>)*(?:</(?:div|p|li|tr)>|</code> ?<code))")
"""A break at the end of an element that is a line of its own, which ends it anyway."""
_LINE_ENDS = re.compile(
    r"<br[^>]*>\n?|</(?:div|p|li|tr)>(?:\n(?!\n))?(?=.)|(?<=[^\n])</code>(?=<code)|(?<=[^\n])</code>(?= <code)",
    re.DOTALL,
)
_LANGUAGE = re.compile(
    r'(?:\b(?:language|lang|highlight-source|highlight-text|brush)[-:]\s*|data-lang(?:uage)?="|\blang=")'
    r"([A-Za-z0-9#+_.]+(?:-[a-z]+)*)"
)
_HEXO = re.compile(r'class="(?:code-?)?highlight ([A-Za-z0-9#+_-]+)"')
_NONE = frozenset(
    [
        "text",
        "plain",
        "plaintext",
        "none",
        "highlight",
        "highlighter-rouge",
        "code",
        "hljs",
        "txt",
        "line-numbers",
        "wrap",
        "copy",
        "nohighlight",
        "undefined",
        "unknown",
        "auto",
        "zh-cn",
        "zh",
        "en",
    ]
)


def code_text(source: str) -> str:
    """Return the text of a piece of a mended document that is preformatted."""
    source = _NUMBERS.sub("", source)
    source = _LINE_ENDS.sub("\n", _ENDED_BY_ELEMENT.sub("", source))
    text = html.unescape(TAG.sub("", source)).replace("\u00a0", " ")
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def code_language(tags: Iterable[str]) -> str | None:
    """Return the language that the first of these start tags to name one names, in lower case."""
    for tag in tags:
        match = _LANGUAGE.search(tag) or _HEXO.search(tag)
        if match and match[1].lower() not in _NONE:
            return match[1].lower()
    return None


def code_pieces(text: str) -> Iterator[str]:
    """Yield `text` in runs of at most LINES_AT_ONCE lines."""
    lines = text.split("\n")
    for at in range(0, len(lines), LINES_AT_ONCE):
        yield "\n".join(lines[at : at + LINES_AT_ONCE])
