"""Renders the inline Markdown of one block, when the block is asked for."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it.rules_inline import emphasis
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from reader.articles.deferred import MARKUP
from reader.articles.html_tree import mend
from reader.articles.markdown_formulas import read_formula
from reader.articles.phrase_parser import new_phrase_parser
from reader.articles.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

_MOST_UNCLOSED = 100
_MOST_DELIMITERS = 1000
_LONG = 5000
_SIZED_IMAGE = re.compile(
    r"!\[([^\[\]\n]*)\]\(\s*([^\s()<>]+)\s+=(?:\d+%|(\d*)(?:px)?)x(?:\d+%|(\d*)(?:px)?)"
    r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_OPENING = frozenset("“‘—…")
_CLOSING = frozenset("”’—…")
"""Marks that Chinese shares with Latin text: `**“引文”**abc` is bold, though CommonMark wants a blank behind it."""


def render_inline(source: str, references: Mapping[str, object]) -> str:
    """Return the mended HTML of the inline Markdown `source`; `references` is the environment of its document."""
    if not MARKUP.search(source):
        return source
    if len(source) > _LONG and 3 * len(MARKUP.findall(source)) > len(source):
        # Nobody wrote that for its marks, each of which takes its time.
        return source.replace("<", "&lt;").replace(">", "&gt;")
    # The parser looks for the end of each bracket and of each emphasis: quadratic where they never come.
    if source.count("[") > _MOST_UNCLOSED + 2 * source.count("]"):
        source = _as_typed("[", source)
    if source.count("](") > _MOST_UNCLOSED + 2 * source.count(")"):
        source = _as_typed("(", source)
    if sum(map(source.count, "*_~")) > _MOST_DELIMITERS:
        source = _as_typed("*_~", source)
    rendered = clean(str(inline_parser().renderInline(source, dict(references))))
    # Without tags in the source, only the mark of a note may stand where HTML has none: in a link.
    may_nest = ' href="#' in rendered and rendered.count("<a ") > rendered.count('<a href="#fn:')
    return mend(rendered) if "<" in source or may_nest else rendered


def _as_typed(characters: str, source: str) -> str:
    return re.sub(rf"(?<!\\)((?>(?:\\\\)*))([{re.escape(characters)}])", r"\1\\\2", source)


@cache
def inline_parser() -> MarkdownIt:
    """Return the parser of inline Markdown, with the renderer's rule for emphasis."""
    parser = new_phrase_parser()
    parser.options.xhtmlOut = False
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    parser.inline.ruler.at("emphasis", read_emphasis)
    parser.inline.ruler.before("escape", "formula", read_formula)
    parser.inline.ruler.before("image", "sized_image", read_sized_image)
    parser.add_render_rule("footnote_ref", _render_reference)
    parser.add_render_rule("math_inline", _render_formula)
    parser.add_render_rule("math_inline_double", _render_display)
    return parser


def read_emphasis(state: StateInline, silent: bool) -> bool:
    """Read asterisks and underscores; asterisks beside a quotation mark may begin or end something wherever they stand.

    Nobody means to show them as they are.
    """
    start = state.pos
    if not emphasis.tokenize(state, silent):
        return False
    if state.src[start] == "*":
        for delimiter in state.delimiters[start - state.pos :]:
            delimiter.open = delimiter.open or state.src[state.pos : state.pos + 1] in _OPENING
            delimiter.close = delimiter.close or state.src[max(0, start - 1) : start] in _CLOSING
    return True


def read_sized_image(state: StateInline, silent: bool) -> bool:
    """Read an image with its size behind its address, as several editors write it: `![a](b.png =300x200)`."""
    match = _SIZED_IMAGE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        alt, address, width, height = match.groups()
        attributes = {"src": state.md.normalizeLink(address), "alt": alt, "width": width, "height": height}
        written = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items() if value)
        state.push("html_inline", "", 0).content = f"<img{written}>"
    state.pos = match.end()
    return True


def _render_reference(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    label = html.escape(str(tokens[index].meta["label"]))
    return f'<a href="#fn:{label}">{label}</a>'


def _render_formula(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    return f"${html.escape(tokens[index].content, quote=False)}$"


def _render_display(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    return f"$${html.escape(tokens[index].content, quote=False)}$$"
