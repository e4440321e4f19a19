"""What a person types to search: words, phrases, fields and dates, as a tree.

Words are joined by AND. `"a phrase"` stands together, `-not` excludes, `OR` joins its two neighbours and binds more
tightly than AND. `title:` `author:` `category:` `tag:` look there only; `is:unread` `is:read` `is:starred` ask for a
mark; `before:2022` means until the end of 2021, `after:2021-06` from the first of June on, `newer:7d` the last week.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.domain.errors import SearchError
from reader.domain.folding import fold
from reader.domain.reading_state import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Field(StrEnum):
    """Where alone a term is looked for."""

    TITLE = "title"
    AUTHOR = "author"
    CATEGORY = "category"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase, folded; without a field, in the title or in the text."""

    text: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """Articles that have a mark, or with `value` false those that have it not."""

    mark: Mark
    value: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """Articles from `start` on, and before `end`; both aware."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that another node does not match."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """Articles that every node matches; without nodes, all."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that one node or another matches."""

    nodes: tuple[Node, ...]


Node = Term | Marked | Dated | Not | And | Or
Leaf = Term | Marked | Dated

EMPTY = And(())
"""The query of a blank prompt."""

_MOST_PIECES = 64
_QUOTES = '"＂“”„'
_PIECE = re.compile(
    rf"\s*(?P<piece>(?P<minus>[-－](?=[^\s]))?(?:(?P<field>[A-Za-z]+)[:：](?![:/]))?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>\S*)))"
)
_MARKS = {
    "unread": Marked(Mark.READ, False),
    "read": Marked(Mark.READ, True),
    "starred": Marked(Mark.STARRED, True),
}
_HABITS = {
    "AND": "AND: all words are looked for; leave it out",
    "&&": "&&: all words are looked for; leave it out",
    "NOT": "NOT: write -word for what is to be left out",
    "|": "|: write OR between two words",
    "||": "||: write OR between two words",
}
"""What other query languages have between words, and what to write instead; alone or in quotes it is text."""
_SIGNS = {
    "!": '! before a word: write -word to leave it out; in "quotes" it is text',
    "+": '+ before a word: all words are looked for; leave + out; in "quotes" it is text',
}
"""The same of what they have before a word."""
_SIGNED = re.compile(rf"[!+！＋](?=[^\W\d]|[{_QUOTES}])")
"""Such a sign; `+86` is a number."""
_PREFIX = re.compile(r"\w+\*")
"""A word as others write it for what begins with it, which each word means here."""
_GROUPS = ("(", "（")
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_SPAN = re.compile(r"(\d{1,4})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_FIELDS = (*Field, "is", "before", "after", "newer")


def parse_query(text: str, *, now: datetime) -> Node:
    """Return what `text` asks for at the moment `now`, which is aware; raises SearchError."""
    alternatives: list[list[Node]] = []
    joining = True
    matches = [match for match in _PIECE.finditer(text) if match["piece"]]
    if len(matches) > _MOST_PIECES:
        raise SearchError(f"a search has at most {_MOST_PIECES} words")
    _refuse_habits(matches)
    for match in matches:
        if match["piece"] == "OR":
            if joining:
                raise SearchError("OR: write a word on each of its sides")
            joining = True
            continue
        node = _read_piece(match, now)
        if joining and alternatives:
            alternatives[-1].append(node)
        else:
            alternatives.append([node])
        joining = False
    if matches and joining:
        raise SearchError("OR: write a word on each of its sides")
    nodes = tuple(Or(tuple(several)) if len(several) > 1 else several[0] for several in alternatives)
    return nodes[0] if len(nodes) == 1 else And(nodes)


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield all that a query asks for, whether it wants it or not."""
    match node:
        case Not():
            yield from leaves(node.node)
        case And() | Or():
            for part in node.nodes:
                yield from leaves(part)
        case _:
            yield node


def _refuse_habits(matches: Sequence[re.Match[str]]) -> None:
    """Raise SearchError for what other query languages have and this one has not, with what to write instead."""
    pieces = {match["piece"] for match in matches}
    for match in matches:
        piece, word, name = match["piece"], match["word"] or "", match["field"]
        if piece in _HABITS and len(matches) > 1:
            raise SearchError(_HABITS[piece])
        if _SIGNED.match(piece):
            raise SearchError(_SIGNS[fold(piece[0])])
        if word.startswith(_GROUPS) and len(matches) > 1:
            if name is not None and name.lower() in _FIELDS:
                raise SearchError(f"{name}:( ): write {name}: before each of the words, without ( and )")
            if match["minus"]:
                raise SearchError("-( ): write - before each of the words, without ( and )")
            if "OR" in pieces:
                raise SearchError("( ): OR joins just the two words beside it; leave ( and ) out")


def _read_piece(match: re.Match[str], now: datetime) -> Node:
    piece, name = match["piece"], match["field"]
    value = match["phrase"] if match["phrase"] is not None else match["word"]
    if piece in ("-", "－"):
        raise SearchError(f"{piece}: write what to leave out right after it")
    if name is not None and name.lower() not in _FIELDS:
        raise SearchError(f'{name}: no such field; there are {", ".join(_FIELDS)}; in "quotes" it is text')
    words = " ".join(fold(value).split())
    if match["phrase"] is None and _PREFIX.fullmatch(words):
        words = words[:-1]
    if not words and name is None:
        raise SearchError(f"{piece}: write words between the quotes")
    node = _read_field(name.lower(), value, words, now) if name is not None else Term(words)
    return Not(node) if match["minus"] else node


def _read_field(name: str, value: str, words: str, now: datetime) -> Node:
    written = f"{name}:{value}" if words else name
    if name == "is":
        if words not in _MARKS:
            raise SearchError(f"{written}: an article is {', '.join(_MARKS)}")
        return _MARKS[words]
    if name in ("before", "after"):
        date = _read_date(words, now)
        if date is None:
            raise SearchError(f"{written}: write a date as 2022, 2022-03 or 2022-03-31")
        return Dated(end=date) if name == "before" else Dated(start=date)
    if name == "newer":
        age = _SPAN.fullmatch(words)
        if age is None:
            raise SearchError(f"{written}: write a number of days, weeks, months or years, as 7d, 2w, 6m, 1y")
        return Dated(start=_time_ago(int(age[1]) * _DAYS[age[2]], now))
    if not words:
        raise SearchError(f"{written}: write a word after it")
    return Term(words, Field(name))


def _read_date(value: str, now: datetime) -> datetime | None:
    match = _DATE.fullmatch(value)
    try:
        if match:
            year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
            return datetime(year, month, day, tzinfo=now.tzinfo)
    except ValueError:
        pass
    return None


def _time_ago(days: int, now: datetime) -> datetime:
    try:
        return now - timedelta(days=days)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)
