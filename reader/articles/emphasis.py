"""Delimiters of emphasis that parse: CommonMark's flanking rules, with the CJK-friendly amendment, when writing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_CJK = re.compile(
    "[\u3000-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6\U00020000-\U0002a6df]"
)
_FENCE = re.compile("`+")
_ROUNDS = 12


@dataclass(slots=True, eq=False)
class Pair:
    """An opening and a closing delimiter."""

    mark: str


@dataclass(slots=True, eq=False)
class Atom:
    """A piece of Markdown: escaped text, code before its backticks are chosen, or one delimiter of a `pair`."""

    text: str
    code: bool = False
    pair: Pair | None = None
    opening: bool = False


def is_cjk(character: str) -> bool:
    """Return whether the amended rule, and the joining of lines, counts `character` as Chinese or Japanese."""
    return _CJK.match(character) is not None


def write(atoms: list[Atom]) -> str:
    """Return the Markdown of `atoms`, its delimiters moved past punctuation or left out where they would not parse."""
    for _ in range(_ROUNDS):
        atoms = [atom for atom in atoms if atom.text]
        before = len(atoms)
        broken = _mend(atoms)
        if not broken and len(atoms) == before:
            break
        atoms = [atom for atom in atoms if atom.pair not in broken]
    else:
        atoms = [atom for atom in atoms if atom.pair is None]
    text = _joined(atoms)
    # Bold and italic beside each other can pair up otherwise than meant (CommonMark's rule of three): ask the parser.
    if len({atom.pair.mark for atom in atoms if atom.pair}) > 1:
        plain = _joined([atom for atom in atoms if atom.pair is None])
        if not _parses(text, plain, atoms):
            atoms = [atom for atom in atoms if atom.pair is None or atom.pair.mark == "**"]
            text = _joined(atoms)
            if not _parses(text, plain, atoms):
                return plain
    return text


@cache
def _parser() -> MarkdownIt:
    from reader.articles.phrase_parser import new_phrase_parser  # few phrases have two kinds of emphasis

    return new_phrase_parser()


def _parses(text: str, plain: str, atoms: list[Atom]) -> bool:
    """Return whether `text` has the emphasis of `atoms` and shows what `plain`, which has none, shows."""
    tokens = _parser().parseInline(text)[0].children or []
    found = sum(token.type in ("em_open", "strong_open", "s_open") for token in tokens)
    if found != sum(atom.pair is not None and atom.opening for atom in atoms):
        return False
    expected = _parser().parseInline(plain)[0].children or []
    return "".join(token.content for token in tokens) == "".join(token.content for token in expected)


def _joined(atoms: list[Atom]) -> str:
    pieces: list[str] = []
    code = ""
    for atom in atoms:
        if atom.code:
            code += atom.text
            continue
        if code:
            pieces.append(_code_span(code))
            code = ""
        pieces.append(atom.text)
    return "".join([*pieces, _code_span(code)] if code else pieces)


def _code_span(text: str) -> str:
    fence = "`" * (max((len(run) for run in _FENCE.findall(text)), default=0) + 1)
    # CommonMark takes one blank off each side of a code span that has both.
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _mend(atoms: list[Atom]) -> set[Pair | None]:
    """Move delimiters that cannot parse inwards past punctuation; return the pairs that are beyond mending."""
    broken: set[Pair | None] = set()
    start = 0
    while start < len(atoms):
        if atoms[start].pair is None:
            start += 1
            continue
        end = start + 1
        mark = atoms[start].text[0]
        while end < len(atoms) and atoms[end].pair is not None and atoms[end].text[0] == mark:
            end += 1
        opening = atoms[start].opening
        mixed = [atom.pair for atom in atoms[start:end] if atom.opening != opening]
        if mixed:
            broken.update(mixed)
        else:
            before, after = _neighbours(atoms, start, end)
            outside, inside = (before, after) if opening else (after, before)
            pairs = {atom.pair for atom in atoms[start:end]}
            if not _flanks(outside, inside) and not _move(atoms, start, end, opening=opening):
                broken |= pairs
        start = end
    return broken


def _neighbours(atoms: list[Atom], start: int, end: int) -> tuple[str, str]:
    before = atoms[start - 1] if start else None
    after = atoms[end] if end < len(atoms) else None
    return (
        "`" if before and before.code else before.text[-1:] if before else " ",
        "`" if after and after.code else after.text[:1] if after else " ",
    )


def _flanks(outside: str, inside: str) -> bool:
    """Return whether a delimiter between the two characters can stand on that side of its phrase."""
    if not inside or inside.isspace():
        return False
    # Symbols such as emoji are punctuation since CommonMark 0.31, and are none to older parsers: please both.
    return (
        not _is_punctuation(inside, "PS")
        or is_cjk(inside)
        or not outside
        or outside.isspace()
        or (is_cjk(outside) or _is_punctuation(outside, "P"))
    )


def _is_punctuation(character: str, categories: str) -> bool:
    return character in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" or unicodedata.category(character)[0] in categories


def _move(atoms: list[Atom], start: int, end: int, *, opening: bool) -> bool:
    index = end if opening else start - 1
    if not 0 <= index < len(atoms):
        return False
    atom = atoms[index]
    if (
        not atom.text
        or atom.code
        or atom.pair is not None
        or atom.text.startswith(("[", "!", "<"))
        or atom.text.endswith((")", ">"))
    ):
        return False
    if opening:
        length = 2 if atom.text[0] == "\\" else 1
        moved, atom.text = atom.text[:length], atom.text[length:]
        place = start
    else:
        length = 2 if len(atom.text) > 1 and atom.text[-2] == "\\" else 1
        moved, atom.text = atom.text[-length:], atom.text[:-length]
        place = end
    atoms.insert(place, Atom(moved))
    return bool(atom.text)
