"""Whether the HTML between the blocks of a Markdown text has closed what it has opened."""

from __future__ import annotations

import re

_TAG = re.compile(r"<!--.*?-->|<(/?)([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])[^<>]*>|<[A-Za-z/!?]", re.DOTALL)
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_SIMPLE = frozenset({
    "a", "abbr", "article", "aside", "audio", "b", "big", "blockquote", "center", "cite", "code", "dd", "del",
    "details", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "i", "iframe", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "s", "section", "small",
    "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
    "video",
})  # fmt: skip
"""Elements that end with their end tags, and leave nothing behind."""


class Balance:
    """Follows the tags; once one is not where it should be, nothing is even again: only a parser of HTML knows."""

    def __init__(self) -> None:
        self._opened: list[str] = []
        self._follows_html = False

    @property
    def is_even(self) -> bool:
        """Whether no element is open, and none may be that goes on in the HTML that follows."""
        return not self._opened and not self._follows_html

    def even_out(self, source: str | None) -> None:
        """Take the tags of a piece of HTML into account, or another block for None."""
        self._follows_html = source is not None
        for tag in _TAG.finditer(source or ""):
            name = (tag[2] or "").lower()
            if tag[0].startswith("<!--") or (name in _VOID and not tag[1]):
                continue
            if name not in _SIMPLE:
                self._opened.append("")
            elif not tag[1]:
                self._opened.append(name)
            elif self._opened and self._opened[-1] == name:
                self._opened.pop()
            else:
                self._opened.append("")
