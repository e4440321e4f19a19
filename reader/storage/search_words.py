"""What a text index keeps of an article, and what it is asked for: words that FTS5 splits at blanks.

Chinese and what else is written without blanks is kept as single characters and as pairs of neighbours, and a character
that nearly every article has also with both of its neighbours, since with one of them it says little, and some other
threes and fours as codes; a word of letters as its first sixteen letters, and as its first one, two and three, so that
a short prefix is looked up at once; a sign as itself. Each again with a mark for the field that it stands in. A search
for one of these is answered exactly, unless it is a code; what takes several of them is a candidate, and the rest of
the query says what is still to be looked at.
"""

from __future__ import annotations

import re
import sys
from array import array
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from reader.domain.search_match import sought
from reader.domain.search_query import And, Dated, Field, Marked, Node, Not, Or, Term
from reader.domain.spelling import PARTS, RUN, WORD
from reader.storage.search_grams import COMMONEST, kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.storage.search_grams import Frequent

_LONGEST = 16
_SHORT = 3
_MOST = 32
"""Words of one phrase that are looked up; FTS5 bounds the depth of what it is asked."""
_BLANK = ord(" ")
_BEFORE_ANOTHER = re.compile(f"[{COMMONEST}](?=[^ ])")
"""Such a character with another one behind it; one that looked before it as well would be tried at every place."""
_UTF32 = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"
_SIGNS = 0xE100
"""Signs of ASCII, at which FTS5 splits, are written as characters of private use; and so are the marks of fields."""
_MARKS = {Field.TITLE: "\ue001", Field.AUTHOR: "\ue002", Field.CATEGORY: "\ue003", Field.TAG: "\ue004"}
_KEPT = "\ue005"
"""The mark of the code of a three or a four."""
_EVERY = "\ue000"
"""A word that every article has."""
_ICON = "\ue006"
"""Any character of the same private use that stands in a text, as fonts of icons have them."""


def words_of(texts: Iterable[str], fields: Iterable[tuple[Field, str]], frequent: Frequent) -> str:
    """Return what is kept of an article: of its folded title and text, and of its folded fields."""
    written = [_EVERY]
    for text in texts:
        written += _split(text, frequent)
    written += (_marked(field, text, frequent) for field, text in fields)
    return " ".join(written)


def runs_of(text: str) -> str:
    """Return what stands in a folded text without blanks between words, parted by blanks."""
    return " ".join(PARTS.split(text)[1::2])


@lru_cache(maxsize=1024)
def _marked(field: Field, text: str, frequent: Frequent) -> str:
    """Return what is kept of a field; few authors write many articles."""
    mark = _MARKS[field]
    return " ".join([mark + word for word in " ".join(_split(text, frequent)).split(" ") if word])


def _split(text: str, frequent: Frequent) -> list[str]:
    parts = PARTS.split(text)
    rest = " ".join(parts[::2])
    words = {word[:_LONGEST] for word in WORD.findall(rest)}
    written = list(words)
    for length in range(_SHORT, 0, -1):
        words = {word[:length] for word in words}
        written += words
    written += (_sign(character) for character in set(rest) if not (character.isalnum() or character.isspace()))
    runs = " ".join(parts[1::2])
    if runs:
        written += (" ".join(set(runs)), _pairs(runs))
        # Where none stands before it, that is the pair once more.
        written += {runs[match.start() - 1 : match.end() + 1] for match in _BEFORE_ANOTHER.finditer(runs)}
        written += map(_KEPT.__add__, kept(runs, frequent))
    return written


def _pairs(runs: str) -> str:
    """Return each character of `runs` with the next one, parted by blanks; 15 times as fast as to put them together."""
    characters = array("I", runs.encode(_UTF32))
    following = characters[1:]
    following.append(_BLANK)
    written = array("I", [_BLANK]) * (3 * len(characters))
    written[::3] = characters
    written[1::3] = following
    return written.tobytes().decode(_UTF32)


def _sign(character: str) -> str:
    if character.isascii():
        return chr(_SIGNS + ord(character))
    return _ICON if _EVERY <= character < chr(_SIGNS + 0x80) else character


@dataclass(frozen=True, slots=True)
class Lookup:
    """A query as a text index is asked it."""

    expression: str
    """Of FTS5; it leaves nothing out that the query wants."""
    rest: Node | None
    """What an article that is found must be looked at for; None if every one that is found is wanted."""


def lookup(node: Node, frequent: Frequent) -> Lookup:
    """Return what to ask a text index for `node`, with what is frequent in that index."""
    match node:
        case Term():
            return _look_up_term(node, frequent)
        case Marked() | Dated():
            return Lookup(_quote(_EVERY), node)
        case Not():
            inner = lookup(node.node, frequent)
            every = _quote(_EVERY)
            return Lookup(f"({every} NOT {inner.expression})", None) if inner.rest is None else Lookup(every, node)
        case And():
            parts = [lookup(part, frequent) for part in node.nodes]
            rest = tuple(part.rest for part in parts if part.rest is not None)
            return Lookup(_combine(parts, "AND"), And(rest) if rest else None)
        case Or():
            parts = [lookup(part, frequent) for part in node.nodes]
            exact = all(part.rest is None for part in parts)
            return Lookup(_combine(parts, "OR"), None if exact else node)
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


def _combine(parts: Sequence[Lookup], operator: str) -> str:
    asked = [part.expression for part in parts]
    if operator == "AND":
        asked = [expression for expression in asked if expression != _quote(_EVERY)]
    return "(" + f" {operator} ".join(asked or [_quote(_EVERY)]) + ")"


def _look_up_term(term: Term, frequent: Frequent) -> Lookup:
    mark = _MARKS[term.field] if term.field is not None else ""
    text = term.text
    asked: list[str] = []
    exact = False
    for part in PARTS.split(text):
        if RUN.match(part):
            pieces = _pieces(part)
            exact = part == text and len(pieces) == 1
            codes = [] if exact else map(_KEPT.__add__, kept(part, frequent))
            asked += [_quote(mark + piece) for piece in (*codes, *pieces)]
            continue
        asked += [_quote(mark + _sign(sign)) for sign in part if not (sign.isalnum() or sign.isspace())]
        for word in WORD.finditer(part):
            # Only the last word may go on in the text.
            is_prefix = _SHORT < len(word[0]) < _LONGEST and text.endswith(part) and word.end() == len(part)
            asked.append(_quote(mark + word[0][:_LONGEST]) + ("*" if is_prefix else ""))
            exact = word[0] == text and len(text) <= _LONGEST
        exact = exact or (part == text and len(part) == 1 and _sign(part) != _ICON)
    return Lookup(
        "(" + " AND ".join(list(dict.fromkeys(asked))[:_MOST] or [_quote(_EVERY)]) + ")", None if exact else term
    )


def _pieces(run: str) -> list[str]:
    """Return the fewest pairs and characters between their neighbours that say the most of a run that is sought."""
    between = {match.start() for match in _BEFORE_ANOTHER.finditer(run) if match.start()}
    pairs = [at for at in range(len(run) - 1) if not between & {at, at + 1}]
    return [run[at - 1 : at + 2] for at in sorted(between)] + [run[at : at + 2] for at in pairs] or [run]


def _quote(word: str) -> str:
    return f'"{word}"'
