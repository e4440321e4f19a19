"""Whether an article is what a search asks for, and where in a text it stands: the truth that an index only hastens."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, assert_never

from reader.domain.folding import fold, fold_with_origins
from reader.domain.search_query import And, Dated, Field, Marked, Node, Not, Or, Term
from reader.domain.spelling import WORD, WORD_START

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from reader.domain.reading_state import Mark


class Searchable(Protocol):
    """An article as a search sees it; a file need not be read before its text is asked for."""

    @property
    def date(self) -> datetime:
        """Aware."""

    def has(self, mark: Mark) -> bool:
        """Return whether it has a mark."""

    def holds(self, words: str, field: Field | None) -> bool:
        """Return whether a folded word or phrase stands in a field, as `stands_in` says; None is title or text."""


def matches(node: Node, article: Searchable) -> bool:
    """Return whether `article` is what `node` asks for."""
    match node:
        case Term():
            return article.holds(node.text, node.field)
        case Marked():
            return article.has(node.mark) == node.value
        case Dated():
            return not (node.start and article.date < node.start) and not (node.end and article.date >= node.end)
        case Not():
            return not matches(node.node, article)
        case And():
            # What is known without the text comes first.
            return all(matches(part, article) for part in sorted(node.nodes, key=_needs_text))
        case Or():
            return any(matches(part, article) for part in sorted(node.nodes, key=_needs_text))
        case _:
            assert_never(node)


def stands_in(words: str, folded: str) -> bool:
    """Return whether a word or phrase stands in a text, both folded: Chinese anywhere, Latin where a word begins."""
    return _pattern(words).search(folded) is not None


def sought(node: Node, field: Field | None = None) -> frozenset[str]:
    """Return the words and phrases that `node` wants to see in a field, or in title and text: what is to be lit."""
    return frozenset(term.text for term in _wanted(node) if term.field is field)


def find_spans(words: frozenset[str], text: str, *, inside: bool = False) -> list[tuple[int, int]]:
    """Return where in `text`, as it is written, some folded words stand: start and end, in order, none overlapping.

    With `inside`, Latin words also where no word begins.
    """
    if first_match(words, fold(text), inside=inside) is None:
        return []  # where the characters come from takes ten times as long
    folded, origins = fold_with_origins(text)
    found = sorted(match.span() for word in words for match in _pattern(word, inside=inside).finditer(folded))
    spans: list[tuple[int, int]] = []
    for first, last in found:
        # A match may end within what was one character before it was folded.
        while origins[last] == origins[last - 1]:
            last += 1
        start, end = origins[first], origins[last]
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def first_match(words: frozenset[str], folded: str, *, inside: bool = False) -> int | None:
    """Return the index in a folded text at which the first of some folded words stands, None if none does."""
    found = [match.start() for word in words if (match := _pattern(word, inside=inside).search(folded))]
    return min(found, default=None)


@lru_cache(maxsize=256)
def _pattern(text: str, *, inside: bool = False) -> re.Pattern[str]:
    # Code keeps its blanks, and a page shows more than one between two cells.
    pattern = re.escape(text).replace("\\ ", " +")
    return re.compile((WORD_START if WORD.match(text) and not inside else "") + pattern)


def _needs_text(node: Node) -> bool:
    match node:
        case Term():
            return True
        case Marked() | Dated():
            return False
        case Not():
            return _needs_text(node.node)
        case And() | Or():
            return any(map(_needs_text, node.nodes))
        case _:
            assert_never(node)


def _wanted(node: Node) -> Iterator[Term]:
    match node:
        case Term():
            yield node
        case And() | Or():
            for part in node.nodes:
                yield from _wanted(part)
        case Marked() | Dated() | Not():
            pass
        case _:
            assert_never(node)
