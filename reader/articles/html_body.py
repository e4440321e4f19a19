"""One walk over a mended document that splits it into leaves, in the order of the text and without recursion.

The walk can be interrupted: what it has split by then is what it would have split anyway.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.builder import Builder, is_visible
from reader.articles.captions import LONGEST as LONGEST_CAPTION
from reader.articles.captions import is_caption
from reader.articles.deferred import DEFERRED, count_links
from reader.articles.embeds import KINDS, is_fallback, read_embed
from reader.articles.footnotes import note_labels
from reader.articles.html_blocks import OPENERS, SKIPPABLE, skip_block
from reader.articles.html_tree import TAG, attributes, visible_text
from reader.articles.leaves import Kind, Leaf, Span, Split
from reader.articles.links import bare_addresses, followable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.articles.crowd import Crowd
    from reader.articles.images import Image
    from reader.articles.lists import ListFrame
    from reader.articles.tables import TableFrame

_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark",
    "q", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
    DEFERRED,
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p",
    "pre", "search", "section", "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead",
    "tr", "ul",
}  # fmt: skip
_CODE = frozenset({"code", "tt", "samp"})
_CENTRED = re.compile(r'text-align\s*:\s*center|\balign="(?:center|middle)"', re.IGNORECASE)
_OPENING = re.compile(r"(?>(?:\s|<[^>]*>)*)")
_FOLLOWING = re.compile(r"(?>(?:\s|</[^<>]*>)*)<(?:p|div|section|center)\b([^<>]*)>((?>(?:\s|<[^/<>]*>)*))")
"""The attributes of the block that follows, and the tags that begin with it."""
_ALIGNED = re.compile(r'text-align\s*:|\balign="', re.IGNORECASE)
_RUNAWAY_LINK = 4_000
_MOST_INLINE = 16
"""Inline elements that a leaf may begin in, the innermost ones: nested without end, each leaf would be longer."""
_LONGEST_FALLBACK = 10_000
"""Characters in which an embed may name its source."""
_RUN_ON = 2_000
"""Characters of a paragraph of a crowded document, about; its blocks are lines of it."""
_BLOCK_TAG = re.compile(r"<(?:p|div|section|article|h[1-6]|ul|ol|dl|table|blockquote|pre|figure)\b")


class Walk:
    """Where the walk is: what is open around it, and the text since `begin` that has no leaf yet.

    Relative addresses resolve against `base`; `images` are those of the document by the place of their tags. Where
    the `crowd` is full, the text runs on.
    """

    def __init__(self, document: str, base: str | None, images: Mapping[int, Image], crowd: Crowd) -> None:
        self.document = document
        self.base = base
        self.builder = Builder(document)
        self.split = Split(document, self.builder.leaves, [], {}, note_labels(document))
        self.settled = 0
        """How many leaves nothing that follows can change."""
        self.finished = False
        self.is_complete = True
        """Whether the document is all there is."""
        self._images = images
        self._crowd = crowd
        self.inline: list[tuple[str, str]] = []
        """The open inline elements: name and tag."""
        self.blocks: list[tuple[str, bool, Callable[[int], None] | None]] = []
        """The open block elements: attributes, whether their text is centred, and what closes them."""
        self.lists: list[ListFrame] = []
        self.tables: list[TableFrame] = []
        self.figures = 0
        """How many figures are open."""
        self.heading = 0
        self.at = 0
        """Where the next text begins."""
        self._begin = 0
        self._prefix = ""
        self._filled = False
        self._links = 0
        self._break: int | None = None
        self._link: str | None = None
        self._link_begin = 0
        self._link_counted = False

    def run(self, until: int) -> None:
        """Walk on, at least up to a place in the document, or to its end."""
        for tag in TAG.finditer(self.document, self.at):
            start = tag.start()
            if start < self.at:
                continue
            if start > self.at:
                self._read_text(self.at, start)
            self.at = tag.end()
            name = tag[2]
            if name in _INLINE:
                self._turn_inline(name, tag)
            elif name in _BLOCKS:
                if tag[1]:
                    self._close_block(start)
                    if start >= until and self._settle():
                        return
                else:
                    self._open_block(name, tag)
            elif name is not None and not tag[1]:
                self._read_other(name, tag)
        if not self.is_complete:
            self._settle()
            return
        if self.at < len(self.document):
            self._read_text(self.at, len(self.document))
            self.at = len(self.document)
        self.flush(self.at)
        self.settled = len(self.builder.leaves)
        self.finished = True

    def extend(self, document: str) -> None:
        """Let the document go on, after a block of it."""
        self.document = self.builder.document = self.split.document = self.document + document

    def _settle(self) -> bool:
        """Note which leaves are settled, and return whether any have been since the last time.

        A list or table that is open may change all that it holds, and the last leaf may yet get its caption.
        """
        before = self.settled
        if not (self.lists or self.tables or self.figures):
            self.settled = max(before, len(self.builder.leaves) - 1)
        return self.settled > before

    def flush(self, end: int) -> None:
        """Make a leaf of the text up to `end`, if a reader sees any of it."""
        if self._filled:
            span = Span(self._begin, end, self._prefix)
            if not self._add_caption(span):
                leaf = self.builder.add_text(Kind.HEADING if self.heading else Kind.PARAGRAPH, span, self._links)
                leaf.level = self.heading
                # Markers and bars stand at the left, and what belongs to them stands by them.
                leaf.centred = self.centred and not leaf.inside
        self._filled = False
        self._links = 0
        self._break = None
        self._link_counted = False

    def resume(self) -> None:
        """Let the next leaf begin after the tag that was read last."""
        self._begin = self.at
        self._prefix = "".join(source for _, source in self.inline[-_MOST_INLINE:]) if self.inline else ""

    @property
    def centred(self) -> bool:
        """Whether the text here is centred."""
        return bool(self.blocks) and self.blocks[-1][1]

    def _add_caption(self, span: Span) -> bool:
        leaves = self.builder.leaves
        if (
            not leaves
            or leaves[-1].kind is not Kind.FIGURE
            or self.heading
            or span.end - span.start > LONGEST_CAPTION * 10
        ):
            return False
        figure = leaves[-1]
        taken = figure.span.end > figure.span.start
        if taken or figure.inside != self.builder.inside or self.builder.unopened:
            return False
        text = visible_text(self.document[span.start : span.end]).strip()
        looks = self.blocks[-1][0] if self.blocks else ""
        opening = _OPENING.match(self.document, span.start, span.end)
        closing = self.document.find("</", span.start, span.end)
        if opening and (closing < 0 or not is_visible(visible_text(self.document[closing : span.end]))):
            looks += opening[0].strip()
        following = _FOLLOWING.match(self.document, span.end)
        alike = following is not None and following[1] + following[2].strip() == looks
        if not is_caption(text, looks, centred=self.centred, alike=alike):
            return False
        figure.span = span
        figure.first_link = self.builder.links + 1
        self.builder.links += self._links
        return True

    def _read_text(self, start: int, end: int) -> None:
        linked = self._link is not None and not self._link_counted
        if (not self._filled or self._break is not None or linked) and is_visible(self.document, start, end):
            self._filled = True
            self._break = None
            if linked:
                self._count_link()
        if self.inline and self.inline[-1][0] == DEFERRED:
            self._links += count_links(self.document[start:end], self.base)
        elif (
            self._link is None
            and self.document.find("://", start, end) >= 0
            and not any(name in _CODE for name, _ in self.inline)
        ):
            self._links += sum(1 for _ in bare_addresses(self.document[start:end]))

    def _count_link(self) -> None:
        if self._link is not None and not self._link_counted:
            self._links += 1
            self._link_counted = True

    def _turn_inline(self, name: str, tag: re.Match[str]) -> None:
        if tag[1]:
            if self.inline and self.inline[-1][0] == name:
                self.inline.pop()
            if name == "a":
                self._link = None
            return
        self.inline.append((name, tag[0]))
        if name == "a":
            self._link = followable(attributes(tag[3]).get("href", ""), self.base)
            self._link_begin = tag.end()
            self._link_counted = False

    @property
    def _is_crowded(self) -> bool:
        return self._crowd.is_full(len(self.builder.leaves), in_table=bool(self.tables))

    def _run_on(self, at: int) -> None:
        """Let a block begin or end within a paragraph, unless that has become long."""
        for table in self.tables:
            table.layout = True
        if self._filled and at - self._begin >= _RUN_ON:
            self.flush(at)
            self.resume()

    def _open_block(self, name: str, tag: re.Match[str]) -> None:
        if name != "pre" and self._is_crowded:
            self._run_on(tag.start())
            self.blocks.append((tag[3], self.centred, None))
            return
        if self._filled:
            self.flush(tag.start())
        source = tag[3]
        if name in SKIPPABLE and skip_block(self, name, tag):
            self.resume()
            return
        centred = name == "center" or self.centred
        # A table with that attribute stands in the middle as a whole.
        if ("text-align" if name == "table" else "align") in source and _ALIGNED.search(source):
            centred = _CENTRED.search(source) is not None
        opener = OPENERS.get(name)
        closer = opener(self, tag) if opener else None
        self.blocks.append((source, centred, closer))
        self.resume()

    def _close_block(self, start: int) -> None:
        closer = self.blocks[-1][2] if self.blocks else None
        crowded = closer is None and self._is_crowded
        if crowded:
            self._run_on(start)
        elif self._filled:
            self.flush(start)
        if self.blocks:
            self.blocks.pop()
        if crowded:
            return
        if closer:
            closer(start)
        self.resume()

    def _read_other(self, name: str, tag: re.Match[str]) -> None:
        if name == "br":
            self._read_break(tag)
        elif name == "img":
            self._read_image(tag)
        elif name == "hr" and not self._is_crowded:
            self.flush(tag.start())
            self.builder.add(Kind.RULE, Span(self.at, self.at))
            self.resume()
        elif name == "math":
            close = self.document.find("</math>", self.at)
            if is_visible(visible_text(self.document[self.at : close])):
                self._filled = True
            self.at = close
        elif name in KINDS:
            self._read_embed(name, tag)

    def _read_break(self, tag: re.Match[str]) -> None:
        if self._break is not None and not self.heading and not self._is_crowded:
            self.flush(self._break)
            self.resume()
        elif self._filled:
            self._break = tag.start()

    def _read_image(self, tag: re.Match[str]) -> None:
        start = tag.start()
        image = self._images.get(start)
        if image is None:
            return
        is_text = image.spelling is not None
        if not is_text:
            self.split.images.append(image)
        number = len(self.split.images)
        self.split.positions[start] = image.spelling or number
        in_text = self._link is not None and _has_text_around(self.document, self._link_begin, self.at)
        if is_text or image.inline or self.heading or self._is_crowded or in_text:
            self._filled = True
            self._break = None
            self._count_link()
            return
        self.flush(start)
        address = self._link if self._link != image.address else None
        # What becomes a cell of a table has a number for each link in it.
        numbered = address is not None or (self._link is not None and bool(self.tables))
        leaf: Leaf = self.builder.add(Kind.FIGURE, Span(self.at, self.at), links=int(numbered))
        leaf.picture, leaf.address = number, address
        leaf.link = leaf.first_link if address else 0
        self.resume()

    def _read_embed(self, name: str, tag: re.Match[str]) -> None:
        end = self.at
        if name != "embed":
            end = self.document.find(f"</{name}>", self.at)
            end = end if end >= 0 else len(self.document)
        content = self.document[self.at : min(end, self.at + _LONGEST_FALLBACK)]
        embed = read_embed(name, attributes(tag[3]), content, self.base)
        if embed is None:
            return
        self.flush(tag.start())
        # HTML lets a video that is not closed swallow the rest of the article: that is text, not a fallback.
        if is_fallback(content) or not _BLOCK_TAG.search(self.document, self.at, end):
            self.at = end
        leaf = self.builder.add(Kind.EMBED, Span(end, end))
        leaf.name, leaf.text, leaf.address = embed.kind, embed.title or "", embed.address
        self.resume()


def _has_text_around(document: str, start: int, at: int) -> bool:
    """Return whether a reader sees any text of a link that starts at `start`, before or behind `at`."""
    close = document.find("</a>", at, at + _RUNAWAY_LINK)
    return is_visible(TAG.sub("", document[max(start, at - _RUNAWAY_LINK) : max(close, at)]))
