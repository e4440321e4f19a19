"""Labels: titles, names and tags of front matter as they are shown, on one line and of bounded length."""

from __future__ import annotations

import html

from reader.articles.sanitize import clean_line

LONGEST = 500
_LONGEST_SOURCE = 16 * LONGEST
_LAYERS = 3


def label(text: str) -> str:
    """Return `text` cleaned, its entities decoded, in at most LONGEST characters.

    Feeds escape what was escaped before, so that entities lie in layers: `&amp;quot;` is a quote.
    """
    text = text[:_LONGEST_SOURCE]
    for _ in range(_LAYERS):
        if "&" not in text:
            break
        text = html.unescape(text)
    line = clean_line(text)
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
