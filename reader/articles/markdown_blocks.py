"""The blocks of a Markdown text one after the other, as its parser would return them all at once."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it.rules_block import StateBlock, blockquote, reference
from markdown_it.rules_block.table import escapedSplit, table
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.dollarmath.index import math_block_dollar
from mdit_py_plugins.footnote import footnote_plugin

from reader.articles.markdown_formulas import read_environment
from reader.articles.markdown_rules import QuickRuler
from reader.articles.phrase_parser import AddressParser
from reader.articles.tables import CONTINUED, ROWS_AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST = 100
_LINES_OF_REFERENCE = 8
_LINES_OF_FORMULA = 50
_LINES_OF_QUOTE = 64
_QUOTE_GROWS = 8
_QUOTES_AT_ONCE = 8
"""How deep quotes are read a part at first: each may read all that it holds several times."""
_FEW_LINES = 1500
_LEAST_LINE = 16
"""Bytes of each line of a longer text on average, empty ones aside; from where they are fewer, it is as typed."""
_LINE = re.compile(r"([ \t]*+)([^\n]*)(?:\n|\Z)")


class BlockReader:
    """Reads a text from its top on; what its phrases refer to is in `references` as far as it is read."""

    def __init__(self, text: str) -> None:
        self.references: dict[str, Any] = {}
        self._state = StateBlock("", _parser(), self.references, [])
        self._rules = _parser().block.ruler.getRules("")
        self._fill(text)

    @property
    def at(self) -> int:
        """How many characters are read."""
        return self._state.bMarks[self._state.line]

    @property
    def end(self) -> int:
        """How many characters are blocks at all: those of a text that is too crowded end before it does."""
        return len(self._state.src)

    def __iter__(self) -> Iterator[list[Token]]:
        """Yield the tokens of each block, up to `end`."""
        state = self._state
        while True:
            state.line = line = state.skipEmptyLines(state.line)
            if line >= state.lineMax:
                return
            for rule in self._rules:
                if rule(state, line, state.lineMax, False):
                    break
            tokens = self._take()
            yield tokens
            while tokens and tokens[-1].type == "table_close":
                tokens = self._read_on_table(line)
                yield tokens

    def _read_on_table(self, head: int) -> list[Token]:
        """Return more rows of the table whose head is in the line `head`: they are read below it once more."""
        state, line = self._state, self._state.line
        if line < head + 2 + ROWS_AT_ONCE or line >= state.lineMax:
            return []
        for marks in (state.bMarks, state.eMarks, state.tShift, state.sCount, state.bsCount):
            marks[line - 2 : line] = marks[head : head + 2]
        _read_rows(state, line - 2, state.lineMax, False)
        tokens = self._take()
        body = next((at for at, token in enumerate(tokens) if token.type == "tbody_open"), None)
        if body is None:
            return []
        tokens[0].attrSet("class", CONTINUED)
        return [tokens[0], *tokens[body:]]

    def _take(self) -> list[Token]:
        tokens = list(self._state.tokens)
        self._state.tokens.clear()
        return tokens

    def _fill(self, text: str) -> None:
        """Note where the lines begin and end, which the parser would look for character by character."""
        state = self._state
        room = _FEW_LINES + len(text.encode(errors="replace")) // _LEAST_LINE
        end = len(text)
        begins, ends, indents, columns = [], [], [], []
        for line in _LINE.finditer(text):
            indent = line[1]
            if line[2]:
                room -= 1
                if room < 0:
                    end = line.start()
                    break
            elif not line[0].endswith("\n"):
                break
            begins.append(line.start())
            ends.append(line.end(2))
            indents.append(len(indent))
            columns.append(len(indent.expandtabs(4)) if "\t" in indent else len(indent))
        state.src = text[:end]
        # The parser expects one more line, to be behind the last one.
        state.bMarks, state.eMarks = [*begins, end], [*ends, end]
        state.tShift, state.sCount, state.bsCount = [*indents, 0], [*columns, 0], [0] * (len(begins) + 1)
        state.lineMax = len(begins)


@cache
def _parser() -> MarkdownIt:
    parser = AddressParser("commonmark", {"maxNesting": 10 * DEEPEST}).enable("table")
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.use(dollarmath_plugin, allow_labels=False)
    parser.use(deflist_plugin)
    parser.use(amsmath_plugin)
    parser.block.ruler.at("amsmath", read_environment, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.block.ruler.before("table", "too_deep", _flatten)
    parser.block.ruler.at("table", _read_rows, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("reference", _read_reference)
    parser.block.ruler.at("math_block", _read_formula)
    parser.block.ruler.at("blockquote", _read_quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.block.ruler = QuickRuler(parser.block.ruler)
    return parser


def _read_rows(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table, or as much of one as is shown at once: whoever reads on has the rest."""
    return read_table(state, start, min(end, start + 2 + ROWS_AT_ONCE) if state.level == 0 else end, silent)


def read_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table; in the last cell of a row stands all that the row still holds, such as `a || b`."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    tokens = state.tokens[first:]
    columns = sum(token.type == "th_open" for token in tokens)
    cells = [token for token in tokens if token.type == "inline"]
    for last in cells[2 * columns - 1 :: columns] if columns else []:
        line = last.map[0] if last.map else start
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
        opens, closes = text.startswith("|"), text.endswith("|")
        if text.count("|") >= columns + opens + closes:
            parts = escapedSplit(text)[opens:]
            parts = parts[: len(parts) - 1] if closes else parts
            while len(parts) > columns and not parts[-1].strip():
                del parts[-1]
            last.content = "|".join(parts[columns - 1 :]).strip()
    return True


def _read_reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the definition of a reference, of a few lines: the rule itself looks at the whole paragraph each time."""
    last = state.lineMax
    state.lineMax = min(last, start + _LINES_OF_REFERENCE)
    try:
        return reference(state, start, end, silent)
    finally:
        state.lineMax = last


_read_any_formula = math_block_dollar(allow_labels=False, allow_blank_lines=True)


def _read_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a formula of so many lines: the rule itself looks for the end of each in the whole text."""
    return _read_any_formula(state, start, min(end, start + _LINES_OF_FORMULA), silent)


def _read_quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a quote: the rule looks for its last line before it reads it, and often finds it to end long before."""
    lines = _LINES_OF_QUOTE if state.level < _QUOTES_AT_ONCE else end
    tokens = len(state.tokens)
    while True:
        last = min(end, start + lines)
        found = blockquote(state, start, last, silent)
        if silent or not found or last == end or state.line < last:
            return found
        del state.tokens[tokens:]
        lines *= _QUOTE_GROWS


def _flatten(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the rest of a block that is nested too deeply as one paragraph; the parser recurses, and would drop it."""
    if silent or state.level < DEEPEST:
        return False
    content = state.getLines(start, end, state.blkIndent, False).strip()
    state.line = end
    for kind, nesting in (("paragraph_open", 1), ("inline", 0), ("paragraph_close", -1)):
        token = state.push(kind, "p" if nesting else "", nesting)  # type: ignore[arg-type]  # the loop widens -1, 0, 1
        if not nesting:
            token.content, token.children = content, []
    return True
