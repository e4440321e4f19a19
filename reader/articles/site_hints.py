"""Tells whether a text may have tags of site generators: what replaces them is loaded only for one that has."""

from __future__ import annotations

import re

from reader.domain.article import MarkupKind

ADMONITION_SIGNS = ("!!! ", "??? ", "???+ ")
_MARKDOWN_SIGNS = ("[!", ":::", *ADMONITION_SIGNS)
"""What begins such a tag in Markdown alone."""
# Each begins with a literal, which is looked for faster than a choice of several.
_HINTS = (
    re.compile(r"\{[%{<:]"),
    re.compile(r"\[(?:gallery|embed|video|audio)\b"),
    re.compile(r"\[/[a-z]"),
    re.compile(r"<!--\s*more"),
)


def replace_site_tags(text: str, markup: MarkupKind) -> str:
    """Return `text` with the tags of Hexo, Jekyll, Hugo, WordPress and extended Markdown replaced, but for its code."""
    signs = _MARKDOWN_SIGNS if markup is MarkupKind.MARKDOWN else ()
    if not (any(hint.search(text) for hint in _HINTS) or any(sign in text for sign in signs)):
        return text
    from reader.articles.site_tags import write_site_tags  # it takes 7 ms, and most texts have none

    return write_site_tags(text, markup)
