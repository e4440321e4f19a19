"""Runs of text with their marks: white space put in order, then turned into Markdown."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from reader.articles.emphasis import Atom, Pair, is_cjk
from reader.articles.links import destination
from reader.articles.scripts import write_lowered, write_raised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SPECIAL = re.compile(r"[\\`*\[\]<~]|&(?=#?\w+;)|_(?![A-Za-z0-9])|(?<![A-Za-z0-9])_|!\Z")
_MARKUP = re.compile(r"[\\`*\[\]<~&_!]")
"""What may be special: to look for one of some characters takes a fifth of the time."""
_INNER_LINE_END = re.compile("(.)\n(?=(.))")
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[!-$&-;=?-\[\]-z~]*$")
_NUMBER = re.compile(r"[-+−]?\d+(?:,\d{3})*(?:\.\d+)?")
_TAGS = ("u", "mark", "kbd", "sub", "sup", "small")
_DELIMITERS = ("~~", "**", "*")
_NO_MARKS: frozenset[str] = frozenset()


class Run(NamedTuple):
    """A stretch of text under one set of marks; a `literal` one is Markdown already."""

    text: str
    marks: frozenset[str] = _NO_MARKS
    """Delimiters of emphasis, "`" for code, and names of inline tags."""
    link: tuple[int, str] | None = None
    """Which link of the leaf the text belongs to, and its address."""
    literal: bool = False
    script: int = 0
    """Which sub- or superscript of the leaf the text is in, 0 if it is in none."""

    @property
    def is_break(self) -> bool:
        """Whether this is a hard line break."""
        return self.literal and self.text == "\\\n"


def escape(text: str) -> str:
    """Return `text` as Markdown that shows it as typed."""
    return _SPECIAL.sub(r"\\\g<0>", text) if _MARKUP.search(text) else text


def tidy(runs: Iterable[Run]) -> list[Run]:
    """Return `runs` with their blanks outside of marks, none doubled, none beside a break and none at the ends."""
    kept: list[Run] = []
    gap: Run | None = None
    for run in _separated(runs):
        if run.text in (" ", "\n") and not run.literal:
            gap = run if gap is None or gap.text == "\n" else gap
        elif run.is_break:
            gap = None if gap is None or not gap.is_break else gap
            gap = run if kept else None
        else:
            if gap and kept:
                _fill(kept, gap, run)
            gap = None
            kept.append(run)
    return kept


def _separated(runs: Iterable[Run]) -> Iterator[Run]:
    for run in runs:
        if run.literal or not run.text:
            if run.text:
                yield run
            continue
        text = join_lines(run.text)
        core = text.strip(" \n")
        if core == run.text:
            yield run
            continue
        if not core:
            yield run._replace(text="\n" if "\n" in text else " ")
            continue
        start = text.index(core[0])
        if start:
            yield Run(text[start - 1])
        yield run._replace(text=core)
        if start + len(core) < len(text):
            yield Run(text[-1])


def join_lines(text: str) -> str:
    """Return `text` with its line ends but the first and the last character as blanks, or as nothing between CJK."""
    return _INNER_LINE_END.sub(_join, text) if "\n" in text else text


def _join(match: re.Match[str]) -> str:
    return match[1] if is_cjk(match[1]) and is_cjk(match[2]) else match[1] + " "


def _fill(kept: list[Run], gap: Run, following: Run) -> None:
    previous = kept[-1]
    text = gap.text
    if text == "\n" and not gap.literal:
        if not previous.literal and not following.literal and is_cjk(previous.text[-1]) and is_cjk(following.text[0]):
            return
        text = " "
    link = previous.link if previous.link == following.link else None
    script = previous.script if previous.script == following.script else 0
    marks = _shared_marks(previous, following) if previous.marks and following.marks else _NO_MARKS
    kept.append(Run(text, marks, link, gap.literal, script))


def _shared_marks(previous: Run, following: Run) -> frozenset[str]:
    """Return the marks of a blank between two runs: it must neither begin nor end what they mark."""
    if (previous.link, previous.script) != (following.link, following.script) or _tags_of(previous) != _tags_of(
        following
    ):
        return _NO_MARKS
    shared = set(_tags_of(previous))
    for mark in (*_DELIMITERS, "`"):
        if (mark in previous.marks) != (mark in following.marks):
            break
        if mark in previous.marks:
            shared.add(mark)
    return frozenset(shared)


def _tags_of(run: Run) -> tuple[str, ...]:
    return tuple(tag for tag in _TAGS if tag in run.marks) if run.marks else ()


def atoms(runs: Sequence[Run]) -> list[Atom]:
    """Return the Markdown of tidy `runs` in atoms: links outermost, then tags, then strikethrough, bold and italic."""
    written: list[Atom] = []
    for link, group in groupby(runs, key=lambda run: run.link):
        linked = list(group)
        if link is None:
            _write_tags(linked, written)
            continue
        address = link[1]
        if all(not run.literal and not run.marks for run in linked):
            text = "".join(run.text for run in linked)
            if text == address and _AUTOLINK.match(address) and "%" not in address:
                written.append(Atom(f"<{address}>"))
                continue
        written.append(Atom("["))
        _write_tags(linked, written)
        written.append(Atom(f"]({destination(address)})"))
    return written


def _write_tags(runs: list[Run], written: list[Atom]) -> None:
    for (_, tags), group in groupby(runs, key=lambda run: (run.script, _tags_of(run))):
        tagged = list(group)
        for script, write in (("sub", write_lowered), ("sup", write_raised)):
            if tags == (script,) and all(not run.literal for run in tagged):
                texts = [write(run.text) for run in tagged]
                if all(texts):
                    tagged = [run._replace(text=text or "") for run, text in zip(tagged, texts, strict=True)]
                    tags = ()
        # A number that cannot be raised must not become a part of the one before it.
        before = written[-1].text[-1:] if written and tags == ("sup",) else ""
        is_power = before.isdecimal() and _NUMBER.fullmatch("".join(run.text for run in tagged)) is not None
        written.extend(Atom(f"<{tag}>") for tag in tags)
        if is_power:
            tagged = [Run("^("), *tagged, Run(")")]
        _write_emphasis(tagged, _DELIMITERS, written)
        written.extend(Atom(f"</{tag}>") for tag in reversed(tags))


def _write_emphasis(runs: list[Run], delimiters: tuple[str, ...], written: list[Atom]) -> None:
    delimiters = tuple(mark for mark in delimiters if any(mark in run.marks for run in runs))
    if not delimiters:
        _write_texts(runs, written)
        return
    mark, *rest = delimiters
    for marked, group in groupby(runs, key=lambda run: mark in run.marks):
        pair = Pair(mark) if marked else None
        if pair:
            written.append(Atom(mark, pair=pair, opening=True))
        _write_emphasis(list(group), tuple(rest), written)
        if pair:
            written.append(Atom(mark, pair=pair))


def _write_texts(runs: list[Run], written: list[Atom]) -> None:
    for (literal, code), group in groupby(runs, key=lambda run: (run.literal, "`" in run.marks)):
        if literal:
            written.extend(Atom(run.text) for run in group)
            continue
        text = "".join(run.text for run in group)
        written.append(Atom(text, code=True) if code else Atom(escape(text)))
