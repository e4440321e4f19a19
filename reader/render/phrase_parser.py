"""The grammar of phrases, as the domain states it for the texts of blocks."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_cjk_friendly import cjk_friendly

from reader.domain.address import is_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

NOTE = "note"
"""The type of the token that refers to a footnote; its content is the label."""

_NOTE = re.compile(r"\[\^([^\]\[\s]+)\]")
_MOST_UNCLOSED = 100
_UNESCAPED_BRACKET = re.compile(r"(?<!\\)((?>(?:\\\\)*))\[")


def tokens_of(markdown: str) -> Sequence[Token]:
    """Return the inline tokens of `markdown`."""
    if markdown.count("[") > _MOST_UNCLOSED + 2 * markdown.count("]"):
        # The parser looks for the end of each bracket: quadratic where they never close.
        markdown = _UNESCAPED_BRACKET.sub(r"\1\\[", markdown)
    return [token for inline in _parser().parseInline(markdown) for token in inline.children or ()]


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002  # the name is the base's
        """Accept any address: a link that may not be opened still shows its text, not its Markdown."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Encode an address, but take no time for one that is plain."""
        return url if is_plain(url) else super().normalizeLink(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Decode an address that is the text of its link, but take no time for one that is plain."""
        return link if is_plain(link) else super().normalizeLinkText(link)


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark").enable("strikethrough").use(cjk_friendly)
    parser.inline.ruler.before("link", NOTE, _note)
    return parser


def _note(state: StateInline, silent: bool) -> bool:
    match = _NOTE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push(NOTE, "", 0).content = match[1]
    state.pos = match.end()
    return True
