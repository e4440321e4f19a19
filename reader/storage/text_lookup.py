"""What a text index is asked for a query: terms and words, joined; what that leaves open is said with it.

A search for one term or one word is answered exactly, unless a term stands for several; what takes several of them is
a candidate, and the rest of the query says what is still to be looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, assert_never

from reader.domain.search_match import sought
from reader.domain.search_query import And, Dated, Field, Marked, Node, Not, Or, Term
from reader.domain.spelling import PARTS, RUN, WORD
from reader.storage.text_terms import COMMONEST, FIELDS, rare_terms, term_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.storage.text_terms import Frequent

LONGEST = 16
"""Letters that are kept of a word."""
SHORT = 3
"""Letters of a beginning that is kept itself."""
_MOST = 32
"""Terms and words of one phrase that are looked up."""
_BETWEEN = re.compile(f"(?<=.)[{COMMONEST}](?=.)")


@dataclass(frozen=True, slots=True)
class HasTerm:
    """Documents that have a term."""

    term: int


@dataclass(frozen=True, slots=True)
class HasWord:
    """Documents that have a word in a field, as that is numbered; or one that begins so."""

    field: int
    word: str
    is_beginning: bool


@dataclass(frozen=True, slots=True)
class AllOf:
    """Documents that every part has; without parts, all."""

    parts: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Documents that one part or another has."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Documents that another expression does not find."""

    part: Expression


Expression = HasTerm | HasWord | AllOf | AnyOf | Without

_EVERYTHING = AllOf()


class Postings(Protocol):
    """Which documents of a segment have what, each as the bits of a number."""

    everything: int

    def term(self, term: int) -> int:
        """Return which have a term."""

    def word(self, field: int, word: str) -> int:
        """Return which have a word."""

    def words(self, field: int, beginning: str) -> int:
        """Return which have a word that begins so."""


def evaluate(expression: Expression, postings: Postings) -> int:
    """Return which documents of a segment an expression finds, as the bits of a number."""
    match expression:
        case HasTerm():
            return postings.term(expression.term)
        case HasWord():
            return (postings.words if expression.is_beginning else postings.word)(expression.field, expression.word)
        case AllOf():
            found = postings.everything
            for part in expression.parts:
                found &= evaluate(part, postings)
                if not found:
                    break
            return found
        case AnyOf():
            found = 0
            for part in expression.parts:
                found |= evaluate(part, postings)
            return found
        case Without():
            return postings.everything & ~evaluate(expression.part, postings)
        case _:
            assert_never(expression)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A query as a text index is asked it."""

    expression: Expression
    """It leaves nothing out that the query wants."""
    rest: Node | None
    """What an article that is found must be looked at for; None if every one that is found is wanted."""


def lookup(node: Node, frequent: Frequent) -> Lookup:
    """Return what to ask a text index for `node`, with what is frequent in that index."""
    match node:
        case Term():
            return _look_up_term(node, frequent)
        case Marked() | Dated():
            return Lookup(_EVERYTHING, node)
        case Not():
            inner = lookup(node.node, frequent)
            return Lookup(Without(inner.expression), None) if inner.rest is None else Lookup(_EVERYTHING, node)
        case And():
            parts = [lookup(part, frequent) for part in node.nodes]
            rest = tuple(part.rest for part in parts if part.rest is not None)
            return Lookup(AllOf(_expressions(parts)), And(rest) if rest else None)
        case Or():
            parts = [lookup(part, frequent) for part in node.nodes]
            exact = all(part.rest is None for part in parts)
            return Lookup(AnyOf(_expressions(parts)), None if exact else node)
        case _:
            assert_never(node)


def in_title(node: Node) -> Node:
    """Return what `node` wants, with every word that it wants in the title instead of anywhere."""
    match node:
        case Term():
            return Term(node.text, Field.TITLE) if node.field is None else node
        case And():
            return And(tuple(map(in_title, node.nodes)))
        case Or():
            return Or(tuple(map(in_title, node.nodes)))
        case Marked() | Dated() | Not():
            return node
        case _:
            assert_never(node)


def partly_in_title(node: Node) -> Node:
    """Return what `node` wants, with at least one of several words that it wants anywhere in the title."""
    words = sorted(sought(node))
    if not isinstance(node, And) or len(words) == 1:
        return in_title(node)
    return And((*node.nodes, Or(tuple(Term(word, Field.TITLE) for word in words)))) if words else node


def _expressions(parts: Sequence[Lookup]) -> tuple[Expression, ...]:
    return tuple(part.expression for part in parts)


def _look_up_term(term: Term, frequent: Frequent) -> Lookup:
    text, field = term.text, term.field
    number = FIELDS.index(field)
    asked: list[Expression] = []
    exact = False
    for part in PARTS.split(text):
        if RUN.match(part):
            pieces = _pieces(part)
            exact = part == text and len(pieces) == 1
            if not exact:
                asked += map(HasTerm, rare_terms(part, frequent, field))
            asked += [HasTerm(term_of(piece, field)) for piece in pieces]
            continue
        asked += [HasTerm(term_of(sign, field)) for sign in part if not (sign.isalnum() or sign.isspace())]
        for word in WORD.finditer(part):
            # Only the last word may go on in the text.
            is_beginning = SHORT < len(word[0]) < LONGEST and text.endswith(part) and word.end() == len(part)
            asked.append(HasWord(number, word[0][:LONGEST], is_beginning))
            exact = word[0] == text and len(text) <= LONGEST
        exact = exact or (part == text and len(part) == 1)
    return Lookup(AllOf(tuple(dict.fromkeys(asked))[:_MOST]), None if exact else term)


def _pieces(run: str) -> list[str]:
    """Return the fewest pairs and characters between two others that say the most of a run that is sought."""
    between = {match.start() for match in _BETWEEN.finditer(run)}
    pairs = [at for at in range(len(run) - 1) if not between & {at, at + 1}]
    return [run[at - 1 : at + 2] for at in sorted(between)] + [run[at : at + 2] for at in pairs] or [run]
