"""The grammar of phrases: what CommonMark, strikethrough and the CJK-friendly rule make of inline Markdown."""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_cjk_friendly import cjk_friendly


def new_phrase_parser() -> MarkdownIt:
    """Return a parser of phrases that may be extended."""
    return MarkdownIt("commonmark").enable("strikethrough").use(cjk_friendly)
