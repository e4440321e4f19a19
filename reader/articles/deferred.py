"""Inline Markdown that stands in HTML as it was typed, until its block is asked for."""

from __future__ import annotations

import html
import re

from reader.articles.links import followable

_LINK = re.compile(r"\[[^\]\[\n]*\]\(\s*(?:&lt;)?([^\s)]*)|(https?://[^\s<]{2,})|\]\[[^\]\[\n]*\]")

DEFERRED = "x-markdown"
"""The element that holds inline Markdown in HTML."""


MARKUP = re.compile(r"[\\`*_~\[\]<>&!$\n]")
"""What inline Markdown is more than text with."""


def defer(source: str) -> str:
    """Return the HTML that stands for the inline Markdown `source`: text is text in both."""
    if not MARKUP.search(source) and "://" not in source:
        return source
    return f"<{DEFERRED}>{html.escape(source, quote=False)}</{DEFERRED}>"


def count_links(source: str, base: str | None) -> int:
    """Return how many links the inline Markdown `source`, its characters escaped for HTML, is about to have."""
    return sum(
        1
        for match in _LINK.finditer(source)
        if match[2] is not None or (followable(match[1], base) if match[1] is not None else True)
    )
