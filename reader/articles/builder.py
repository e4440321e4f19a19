"""The leaves of a body while it is being split: containers, lists and the text that has no block yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.html_tree import TAG, visible_text
from reader.articles.leaves import Kind, Leaf, Span

if TYPE_CHECKING:
    from reader.articles.lists import ListFrame
    from reader.domain.block import Container

DEEPEST = 12
"""Containers below this depth share the last one, so that memory grows with the text alone."""

LONGEST = 12_000
"""Characters of a paragraph; a longer one is cut after a sentence or a blank."""

_UNSEEN = re.compile("(?>(?:[\\s\u00ad\u200b-\u200f\u2060\ufeff]|&nbsp;)*)")
_SENTENCE = re.compile("[。！？；]|[.!?;] ")
_BLANK = re.compile("[\n ，,]")
_WINDOW = 2_000
_ENTITY = 40


def is_visible(text: str, start: int = 0, end: int | None = None) -> bool:
    """Return whether a reader sees any of `text`, which has no tags, from `start` to `end`."""
    end = len(text) if end is None else end
    unseen = _UNSEEN.match(text, start, end)
    return unseen is None or unseen.end() < end


class Builder:
    """Collects the leaves in order."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.leaves: list[Leaf] = []
        self.inside: tuple[Container, ...] = ()
        self.unopened = 0
        self.items: list[tuple[ListFrame | None, int]] = []
        self.tight = False
        self.links = 0

    def enter(self, container: Container) -> tuple[Container, ...]:
        """Open `container` and return what `leave` needs to close it."""
        outer = self.inside
        if len(outer) < DEEPEST:
            self.inside = (*outer, container)
            self.unopened += 1
        return outer

    def leave(self, outer: tuple[Container, ...]) -> None:
        """Close the container that `enter` opened; one that stayed empty leaves no trace."""
        self.unopened = max(0, self.unopened - (len(self.inside) - len(outer)))
        self.inside = outer

    def add(self, kind: Kind, span: Span, *, links: int = 0) -> Leaf:
        """Add a leaf with `links` links."""
        leaf = Leaf(kind, span, self.inside, self.unopened, self.links + 1, tight=self.tight)
        self.links += links
        self.unopened = 0
        self.tight = False
        self.leaves.append(leaf)
        self._note_item(leaf)
        return leaf

    def _note_item(self, leaf: Leaf) -> None:
        if not self.items:
            return
        frame, count = self.items[-1]
        self.items[-1] = (frame, count + 1)
        if frame is None:
            return
        if count == 0:
            frame.firsts.append(leaf)
        if count > 0 or leaf.kind is not Kind.PARAGRAPH:
            frame.loose = True

    def add_text(self, kind: Kind, span: Span, links: int) -> Leaf:
        """Add a paragraph or a heading, cut to pieces if it is long; return its first leaf."""
        ends = _cuts(self.document, span) if span.end - span.start > LONGEST else [(span.end, "")]
        start, prefix = span.start, span.prefix
        first: Leaf | None = None
        rest = links
        for end, following in ends:
            leaf = Leaf(kind, Span(start, end, prefix), self.inside, 0, self.links + 1, tight=True)
            if first is None:
                leaf.opens, leaf.tight = self.unopened, self.tight
                first = leaf
                self.unopened, self.tight = 0, False
            self.leaves.append(leaf)
            here = rest if end == span.end else min(rest, self._count_links(start, end))
            rest -= here
            self.links += here
            start, prefix = end, following
        if first is None:
            raise AssertionError("a span has at least one piece")
        self._note_item(first)
        return first

    def _count_links(self, start: int, end: int) -> int:
        return max(self.document.count("<a ", start, end), self.document.count("http", start, end))


def _cuts(document: str, span: Span) -> list[tuple[int, str]]:
    """Return where the pieces of a long span end, each with the tags that are open there."""
    cuts: list[tuple[int, str]] = []
    opened: list[tuple[str, str]] = [(tag[2], tag[0]) for tag in TAG.finditer(span.prefix) if tag[2]]
    at, room = span.start, LONGEST
    for tag in TAG.finditer(document, span.start, span.end):
        at, room = _cut_text(document, at, tag.start(), room, opened, cuts)
        at = tag.end()
        if tag[1]:
            if opened and opened[-1][0] == tag[2]:
                opened.pop()
        elif tag[2] and tag[2] not in ("br", "img", "wbr", "input", "hr"):
            opened.append((tag[2], tag[0]))
    _cut_text(document, at, span.end, room, opened, cuts)
    if cuts and not is_visible(visible_text(document[cuts[-1][0] : span.end])):
        cuts.pop()
    return [*cuts, (span.end, "")]


def _cut_text(
    document: str, at: int, end: int, room: int, opened: list[tuple[str, str]], cuts: list[tuple[int, str]]
) -> tuple[int, int]:
    while end - at > room:
        limit = at + max(room, 0)
        place = limit
        for cut in (_BLANK, _SENTENCE):
            for match in cut.finditer(document, max(at, limit - _WINDOW), limit):
                place = match.end()
        entity = document.rfind("&", max(at, place - _ENTITY), place)
        if entity > at and document.find(";", entity, place) < 0:
            place = entity
        cuts.append((place, "".join(source for _, source in opened)))
        at, room = place, LONGEST
    return end, room - (end - at)
