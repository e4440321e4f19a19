"""The grammar of phrases: what CommonMark, strikethrough and the CJK-friendly rule make of inline Markdown."""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_cjk_friendly import cjk_friendly

from reader.domain.address import is_plain


class _PhraseParser(MarkdownIt):
    def normalizeLink(self, url: str) -> str:  # noqa: N802  # the name is the base's
        """Encode an address, but take no time for one that is plain."""
        return url if is_plain(url) else super().normalizeLink(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Decode an address that is the text of its link, but take no time for one that is plain."""
        return link if is_plain(link) else super().normalizeLinkText(link)


def new_phrase_parser() -> MarkdownIt:
    """Return a parser of phrases that may be extended."""
    return _PhraseParser("commonmark").enable("strikethrough").use(cjk_friendly)
