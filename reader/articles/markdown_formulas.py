r"""The rules of Markdown for mathematics between \( and \), \[ and \], \begin and \end, as MathJax has them."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from mdit_py_plugins.amsmath import amsmath_block

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_FORMULA = re.compile(r"(\\\\?)(?:\(((?:[^\\\n]|\\(?!\\?[()\n]))+)\1\)|\[((?:[^\\\n]|\n(?!\n)|\\(?!\\?[\[\]]))+)\1\])")
_SIGN = re.compile(r"\b[A-Za-z]_|_\{|(?:\b[A-Za-z]{1,2}|[\d)}|])\^|\w\^\{|\\[A-Za-z]{2,}|\w\*\w")
"""What tells a formula from a text in brackets that are escaped."""
_MARKUP = re.compile(r"\*\*|(?<!\\right)\]\(")
"""What no formula holds, but a text with a link or in bold."""
_ESCAPE = re.compile(r"\\([\\_*{}^])")
_MOST_LINES = 40


def read_formula(state: StateInline, silent: bool) -> bool:
    """Read a formula as it was typed; with twice the backslashes, as it is behind the Markdown of most sites."""
    match = _FORMULA.match(state.src, state.pos, state.posMax)
    if match is None or _MARKUP.search(match[0]):
        return False
    formula = match[0]
    if len(match[1]) == 2:
        formula = formula[1:3] + _ESCAPE.sub(r"\1", formula[3:-3]) + formula[-2:]
    elif not _SIGN.search(match[2] or match[3]):
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = html.escape(formula, quote=False).replace("\n", "<br>")
    state.pos = match.end()
    return True


def read_environment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a formula from its `begin` to its `end`, if that is near: each that has none looks for it."""
    return amsmath_block(state, start, min(end, start + _MOST_LINES), silent)
