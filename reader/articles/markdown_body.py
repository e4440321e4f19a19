"""Markdown as HTML whose inline content is still Markdown: blocks are read in order, phrases when they are shown."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from reader.articles.balance import Balance
from reader.articles.deferred import defer
from reader.articles.markdown_blocks import BlockReader
from reader.articles.markdown_inline import render_inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

_NEEDS_TREE = re.compile(r"<[A-Za-z/!]|!\[|\[\s*\]\(|&(?:nbsp|[a-z]*sp|#\w+|ZeroWidthSpace|zwn?j);")
_REFERENCE = re.compile(r"\](?!\()")
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
_LEAST_LINE_OF_CODE = 5
"""Characters of a line on average: each stands on a ground as wide as the page."""
_LOOKS_AHEAD = re.compile(r"\]:|!\[|<(?:img|li|section)\b", re.IGNORECASE)
"""What an earlier part of a page may depend on: references, footnotes, and how many images share a text."""


class MarkdownReader:
    """Reads the blocks of a text as HTML; footnotes stand at its end, as sections."""

    def __init__(self, text: str) -> None:
        self.finished = False
        self._text = text
        self._blocks = BlockReader(text)
        self._tokens: Iterator[list[Token]] = iter(self._blocks)
        self._writer = _Writer(self._blocks.references, Balance())
        self._notes: list[Token] = []

    @property
    def references(self) -> Mapping[str, object]:
        """What the phrases need to be read."""
        return self._blocks.references

    @property
    def rest(self) -> int:
        """How many characters are not read."""
        return 0 if self.finished else len(self._text) - self._blocks.at

    def read(self, size: int) -> str:
        """Return the HTML of about `size` characters or more, up to a place where the next ones change nothing.

        It is all of it where the beginning of the text may depend on its end.
        """
        if not self._blocks.at and _LOOKS_AHEAD.search(self._text):
            self._tokens = iter(list(self._tokens))
            size = len(self._text)
        until = self._blocks.at + size
        for tokens in self._tokens:
            body, notes = _parts(tokens)
            self._notes += notes
            self._writer.write(body)
            if self._blocks.at >= until and self._writer.is_complete and size < len(self._text):
                return self._writer.take()
        self._writer.write(self._notes)
        self.finished = True
        return self._writer.take() + _write_as_typed(self._text[self._blocks.end :])


def _write_as_typed(text: str) -> str:
    """Return the HTML of a text that is too crowded to be read, line by line if the lines are worth it."""
    name = "pre" if text.count("\n") * _LEAST_LINE_OF_CODE < len(text) else "p"
    return f"<{name}>\n{html.escape(text, quote=False)}</{name}>" if text else ""


def _parts(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    body: list[Token] = []
    notes: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.type == "footnote_reference_open"
        (notes if depth else body).append(token)
        depth -= token.type == "footnote_reference_close"
    return body, notes


class _Writer:
    """Writes blocks as HTML."""

    def __init__(self, references: Mapping[str, object], balance: Balance) -> None:
        self._references = references
        self._balance = balance
        self._written: list[str] = []
        self._open_elements = 0
        self._after_list = False
        self._after_open_paragraph = False
        """Whether HTML comes before, with a paragraph in it that was not closed where it should have been."""

    @property
    def is_complete(self) -> bool:
        """Whether what follows is on its own: no element is open, and no list may yet go on."""
        return not self._after_list and self._balance.is_even

    def take(self) -> str:
        """Return what has been written since the last time."""
        taken = "".join(self._written)
        self._written.clear()
        return taken

    def write(self, tokens: Sequence[Token]) -> None:
        """Write the tokens of some blocks."""
        written = self._written
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "code_block" and self._after_list:
                in_item = len(written) - 2 if written[-2:-1] == ["</li>\n"] else len(written)
                written.insert(in_item, self._read_again(token.content))
                continue
            self._after_list = kind in ("bullet_list_close", "ordered_list_close") or (
                self._after_list and kind == "html_block"
            )
            # Deep in HTML, an indent after an empty line makes code of tags that nobody meant as such.
            in_html = self._open_elements > 0 or self._after_open_paragraph
            if kind == "code_block" and in_html and _BLOCK_TAG.match(token.content):
                kind = "html_block"
            self._after_open_paragraph = kind == "html_block" and (
                self._after_open_paragraph or token.content.rfind("<p>") > token.content.rfind("</p>")
            )
            self._balance.even_out(token.content if kind == "html_block" else None)
            if kind == "html_block":
                written.append(token.content)
                self._open_elements += sum(-1 if tag[1] else 1 for tag in _HOLDER.finditer(token.content))
            elif kind == "inline":
                written.append(self._write_inline(tokens, index))
            else:
                written.append(_write_block(token, kind))

    def _write_inline(self, tokens: Sequence[Token], index: int) -> str:
        source = tokens[index].content
        if "{" in source:
            source = _ATTRIBUTE_LIST.sub("", source)
        if _CONTENTS.match(source):
            return ""
        box = ""
        if index > 1 and tokens[index - 2].type == "list_item_open" and (task := _TASK.match(source)):
            box = '<input type="checkbox"' + ("" if task[1] == " " else " checked") + ">"
            source = source[task.end() :]
        # How many links there are must be known at once: what refers is one if what it refers to is known.
        refers = "references" in self._references and _REFERENCE.search(source)
        if refers or _NEEDS_TREE.search(source):
            return box + render_inline(source, self._references)
        return box + (defer(source) if source.strip() else "")

    def _read_again(self, content: str) -> str:
        """Return what is indented right behind a list: where its markers are too, four blanks were meant for it.

        So the first Markdown had it; code in a list is indented by eight.
        """
        writer = _Writer(self._references, self._balance)
        for tokens in BlockReader(content):
            writer.write(tokens)
        return writer.take()


def _write_block(token: Token, kind: str) -> str:
    """Return the HTML of a token of a block that is neither HTML itself nor text."""
    if token.nesting < 0 and token.tag:
        return f"</{token.tag}>\n"
    if kind in ("fence", "code_block"):
        language = _LANGUAGE.match(token.info.strip())
        name = f' class="language-{html.escape(language[1])}"' if language else ""
        return f"<pre><code{name}>\n{html.escape(token.content, quote=False)}</code></pre>\n"
    if kind in ("math_block", "amsmath"):
        formula = token.content.strip("\n")
        typed = formula if kind == "amsmath" else f"$$\n{formula}\n$$"
        return "<p>" + html.escape(typed, quote=False).replace("\n", "<br>") + "</p>\n"
    if kind == "footnote_reference_open":
        return f'<section class="footnote" id="fn:{html.escape(str(token.meta["label"]))}">'
    if kind == "footnote_reference_close":
        return "</section>"
    own = "".join(f' {name}="{html.escape(str(value))}"' for name, value in token.attrs.items())
    return f"<{token.tag}{own}>" + ("\n" if token.nesting == 0 else "")
