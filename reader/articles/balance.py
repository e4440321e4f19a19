"""Whether the HTML between the blocks of a Markdown text has closed what it has opened."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])[^<>]*>|<[A-Za-z/!?]")
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
        self._is_lost = False

    @property
    def is_even(self) -> bool:
        """Whether no element is open, and none may be that goes on in the HTML that follows."""
        return not (self._opened or self._follows_html or self._is_lost)

    def even_out(self, source: str | None) -> None:
        """Take the tags of a piece of HTML into account, or another block for None."""
        self._follows_html = source is not None
        at = 0
        while source and not self._is_lost and (tag := _TAG.search(source, at)):
            at = tag.end()
            if source.startswith("<!--", tag.start()):
                at = source.find("-->", at)
                self._is_lost = at < 0
            else:
                self._turn((tag[2] or "").lower(), closing=bool(tag[1]))

    def _turn(self, name: str, *, closing: bool) -> None:
        if name in _VOID and not closing:
            return
        if closing and self._opened[-1:] == [name]:
            self._opened.pop()
        elif name in _SIMPLE and not closing:
            self._opened.append(name)
        else:
            self._is_lost = True
