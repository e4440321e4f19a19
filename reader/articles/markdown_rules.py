"""The rules of blocks of Markdown, each of which is asked about a line only if the line begins as the rule wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import Ruler

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_BEGINNINGS = {
    "fence": "`~",
    "math_block": "$",
    "amsmath": "\\",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""With which characters, behind its indent, a line begins that the rule may accept; other rules look at all lines."""


class QuickRuler(Ruler[RuleFuncBlockType]):
    """The rules of `ruler`, each chain of them as one that tries those that may fit.

    A parser asks all of them about each line, and most say no.
    """

    def __init__(self, ruler: Ruler[RuleFuncBlockType]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        self._chains: dict[str, list[RuleFuncBlockType]] = {}

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:  # noqa: N802, N803  # the names are the base's
        """Return the one rule of a chain."""
        if chainName not in self._chains:
            self._chains[chainName] = [self._chain(chainName)]
        return self._chains[chainName]

    def _chain(self, name: str) -> RuleFuncBlockType:
        chain = [rule for rule in self.__rules__ if rule.enabled and (not name or name in rule.alt)]
        others = [rule.fn for rule in chain if rule.name not in _BEGINNINGS]
        by_beginning = {
            character: [rule.fn for rule in chain if character in _BEGINNINGS.get(rule.name, character)]
            for character in "".join(_BEGINNINGS.values())
        }

        def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
            place = state.bMarks[start] + state.tShift[start]
            rules = by_beginning.get(state.src[place : place + 1], others)
            return any(rule(state, start, end, silent) for rule in rules)

        return read
