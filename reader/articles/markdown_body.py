"""Markdown as HTML whose inline content is still Markdown: blocks are read at once, phrases when they are shown."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import reference
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from reader.articles.deferred import defer
from reader.articles.markdown_inline import render_inline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_DEEPEST = 100
_LINES_OF_REFERENCE = 8
_NEEDS_TREE = re.compile(r"<[A-Za-z/!]|!\[|\[\s*\]\(|&(?:nbsp|[a-z]*sp|#\w+|ZeroWidthSpace|zwn?j);")
_TASK = re.compile(r"\[([ xX])\](?=\s)")
_ATTRIBUTE = r"[#.][\w-][\w:.#-]*"
_ATTRIBUTE_LIST = re.compile(
    r"(?<!\$)[ \t]*\{:?[ \t]*" + _ATTRIBUTE + r"(?:[ \t]+(?:" + _ATTRIBUTE + r"|[\w-]+=\S+))*[ \t]*\}[ \t]*$",
    re.MULTILINE,
)
_CONTENTS = re.compile(r"^\s*(?:\[\[?(?:TOC|toc)\]?\]|@\[TOC\].*|\{:toc\})\s*$")
_HOLDER = re.compile(r"<(/?)(?:table|div|[ou]l|section)\b", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"\s*</?(?:p|div|h[1-6]|[ou]l|li|d[ltd]|t[dhr]|tbody|thead|table|blockquote|section)\b", re.IGNORECASE
)
_LANGUAGE = re.compile(r"[{.]*([^\s{}.,:][^\s{},:]*)")


@dataclass(frozen=True, slots=True)
class MarkdownDocument:
    """A Markdown body as HTML, and the `references` that its phrases need."""

    html: str
    references: Mapping[str, object]


def read_markdown(text: str) -> MarkdownDocument:
    """Return the blocks of `text` as HTML; footnotes stand at its end, as sections."""
    environment: dict[str, Any] = {}
    tokens = _block_parser().parse(text, environment)
    body, notes = _parts(tokens)
    written = _write(body, environment) + _write(notes, environment)
    return MarkdownDocument(written, environment)


@cache
def _block_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 10 * _DEEPEST}).enable("table")
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.use(dollarmath_plugin, allow_labels=False)
    parser.disable(["inline", "text_join"])
    parser.block.ruler.before("table", "too_deep", _flatten)
    parser.block.ruler.at("reference", _read_reference)
    return parser


def _read_reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the definition of a reference, of a few lines: the rule itself looks at the whole paragraph each time."""
    last = state.lineMax
    state.lineMax = min(last, start + _LINES_OF_REFERENCE)
    try:
        return reference(state, start, end, silent)
    finally:
        state.lineMax = last


def _flatten(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the rest of a block that is nested too deeply as one paragraph; the parser recurses, and would drop it."""
    if silent or state.level < _DEEPEST:
        return False
    content = state.getLines(start, end, state.blkIndent, False).strip()
    state.line = end
    for kind, nesting in (("paragraph_open", 1), ("inline", 0), ("paragraph_close", -1)):
        token = state.push(kind, "p" if nesting else "", nesting)  # type: ignore[arg-type]  # the loop widens -1, 0, 1
        if not nesting:
            token.content, token.children = content, []
    return True


def _parts(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    body: list[Token] = []
    notes: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.type == "footnote_reference_open"
        (notes if depth else body).append(token)
        depth -= token.type == "footnote_reference_close"
    return body, notes


def _write(tokens: Sequence[Token], environment: Mapping[str, object]) -> str:
    written: list[str] = []
    open_elements = 0
    after_list = False
    for index, token in enumerate(tokens):
        kind = token.type
        if kind == "code_block" and after_list:
            in_item = len(written) - 2 if written[-2:-1] == ["</li>\n"] else len(written)
            written.insert(in_item, _read_again(token.content, environment))
            continue
        after_list = kind in ("bullet_list_close", "ordered_list_close") or (after_list and kind == "html_block")
        # Deep in HTML, an indent after an empty line makes code of tags that nobody meant as such.
        if kind == "code_block" and open_elements > 0 and _BLOCK_TAG.match(token.content):
            kind = "html_block"
        if kind == "inline":
            written.append(_write_inline(tokens, index, environment))
        elif kind in ("fence", "code_block"):
            language = _LANGUAGE.match(token.info.strip())
            name = f' class="language-{html.escape(language[1])}"' if language else ""
            written.append(f"<pre><code{name}>\n{html.escape(token.content, quote=False)}</code></pre>\n")
        elif kind == "html_block":
            written.append(token.content)
            open_elements += sum(-1 if tag[1] else 1 for tag in _HOLDER.finditer(token.content))
        elif kind == "math_block":
            formula = html.escape(f"$$\n{token.content.strip(chr(10))}\n$$", quote=False)
            written.append("<p>" + formula.replace("\n", "<br>") + "</p>\n")
        elif kind == "footnote_reference_open":
            written.append(f'<section class="footnote" id="fn:{html.escape(str(token.meta["label"]))}">')
        elif kind == "footnote_reference_close":
            written.append("</section>")
        elif token.nesting < 0:
            written.append(f"</{token.tag}>\n")
        elif not (token.hidden and kind == "paragraph_open"):
            own = "".join(f' {name}="{html.escape(str(value))}"' for name, value in token.attrs.items())
            written.append(f"<{token.tag}{own}>" + ("\n" if token.nesting == 0 else ""))
        else:
            written.append("<p>")
    return "".join(written)


def _read_again(content: str, environment: Mapping[str, object]) -> str:
    """Return what is indented right behind a list: where its markers are indented too, four blanks were meant for it.

    So the first Markdown had it; code in a list is indented by eight.
    """
    return _write(_block_parser().parse(content, dict(environment)), environment)


def _write_inline(tokens: Sequence[Token], index: int, environment: Mapping[str, object]) -> str:
    source = _ATTRIBUTE_LIST.sub("", tokens[index].content)
    if _CONTENTS.match(source):
        return ""
    box = ""
    if index > 1 and tokens[index - 2].type == "list_item_open" and (task := _TASK.match(source)):
        box = '<input type="checkbox"' + ("" if task[1] == " " else " checked") + ">"
        source = source[task.end() :]
    if _NEEDS_TREE.search(source):
        return box + render_inline(source, environment)
    return box + (defer(source) if source.strip() else "")
