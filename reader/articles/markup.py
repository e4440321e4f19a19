"""Tells HTML from Markdown by what a body looks like."""

from __future__ import annotations

import re

from reader.domain.article import MarkupKind

_SAMPLE = 20_000

_BLOCK_TAG = re.compile(
    r"\s*(?>(?:(?><!--.*?-->)\s*)*)<(?:!doctype|html|head|body|div|section|article|main|header|footer|p|h[1-6]|ul|ol|dl"
    r"|table|blockquote|figure|pre|center|style|link|meta|script|iframe|hr|audio|video|embed|object"
    r"|details)\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_UNREAD = re.compile(
    r"<(pre|code|script|style|textarea)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[A-Za-z/!][^<>]*>")
# Each begins with a literal, which is looked for faster than a choice of several.
_MARKDOWN = (
    re.compile(
        r"\n {0,3}(?:\#{1,6}[ \t]+\S|```|~~~|>[ \t]+\S|[-*+][ \t]+\S.*\n {0,3}[-*+][ \t]+\S"
        r"|1[.)][ \t]+\S.*\n {0,3}2[.)][ \t]|!?\[[^\]\n]+\]\([^)\s]+\)|\|.*\|[ \t]*\n[ \t]*\|[ \t:|-]+\|)"
    ),
    re.compile(r"\*\*[^\s*<>][^*\n<>]*\*\*"),
    re.compile(r"\]\(https?://"),
)
_HINTS = (re.compile(r"\n {0,3}[#`~>*+1!\[|-]"), re.compile(r"\*\*"), re.compile(r"\]\(https?://"))
"""What each of these begins with, which is not made by taking tags out; to look for it first spares that."""


def tell_markup(body: str, name: str) -> MarkupKind:
    """Return what `body`, of a file called `name`, is written in.

    A Markdown file holds HTML if it begins with a tag of a block, and nothing outside the tags looks like Markdown.
    """
    if name.lower().endswith((".html", ".htm")):
        return MarkupKind.HTML
    sample = body[:_SAMPLE]
    if not _BLOCK_TAG.match(sample):
        return MarkupKind.MARKDOWN
    text = "\n" + _UNREAD.sub("", sample)
    if not any(hint.search(text) for hint in _HINTS):
        return MarkupKind.HTML
    # A tag is some character: what follows it does not begin a line.
    text = _TAG.sub("\ufffc", text)
    return MarkupKind.MARKDOWN if any(sign.search(text) for sign in _MARKDOWN) else MarkupKind.HTML
