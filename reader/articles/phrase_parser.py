"""The grammar of phrases: what CommonMark, strikethrough and the CJK-friendly rule make of inline Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_cjk_friendly import cjk_friendly

from reader.domain.address import is_plain

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_TEXT = re.compile(r"[^\n\\`~*_\[\]!<&$]+")


class AddressParser(MarkdownIt):
    """A parser for which any address is one; whoever follows addresses looks at them again."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802  # the name is the base's
        """Return that the text is an address: a page does not show the markup around one that is unsafe."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Encode an address, but take no time for one that is plain."""
        return url if is_plain(url) else super().normalizeLink(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Decode an address that is the text of its link, but take no time for one that is plain."""
        return link if is_plain(link) else super().normalizeLinkText(link)


def new_phrase_parser() -> MarkdownIt:
    """Return a parser of phrases that may be extended."""
    parser = AddressParser("commonmark").enable("strikethrough").use(cjk_friendly)
    parser.inline.ruler.at("text", _read_text)
    return parser


def _read_text(state: StateInline, silent: bool) -> bool:
    """Read what is no markup, as the rule itself does character by character."""
    match = _TEXT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True
