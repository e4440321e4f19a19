"""The inline content of one leaf as phrases of Markdown: html2text, extended here and nowhere else."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

from html2text import HTML2Text

from reader.articles.deferred import DEFERRED
from reader.articles.emphasis import write
from reader.articles.footnotes import reference_label
from reader.articles.html_tree import TAG, attributes, visible_text
from reader.articles.links import bare_addresses, destination, followable
from reader.articles.runs import Run, atoms, escape, join_lines, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.articles.leaves import Span, Split

_BLANK = "[ \t\r\n\f\u00a0\u2028\u2029]"
_BLANKS = re.compile(f"{_BLANK}(?:(?<![ \n])|(?={_BLANK})){_BLANK}*")
"""Blanks that are to be folded: a single one stays as it is, if it is a space or a line end."""
_ANNOTATION = re.compile(r'<annotation[^>]*encoding="application/x-tex"[^>]*>(.*?)</annotation>', re.DOTALL)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)

_MARKS = {
    "b": "**", "strong": "**", "dt": "**", "th": "",
    "i": "*", "em": "*", "cite": "*", "var": "*", "dfn": "*",
    "s": "~~", "del": "~~", "strike": "~~",
    "u": "u", "ins": "u", "mark": "mark", "kbd": "kbd", "sub": "sub", "sup": "sup", "small": "small",
    "code": "`", "tt": "`", "samp": "`",
}  # fmt: skip
_BREAKING = {
    "address", "article", "aside", "blockquote", "br", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tr", "ul", "option", "caption",
}  # fmt: skip
_NO_MARKS: frozenset[str] = frozenset()
_BREAK = Run("\\\n", literal=True)
_GAP = Run(" ")


class PhraseWriter(HTML2Text):
    """Writes the phrases of spans of one split body."""

    def __init__(self, split: Split, base: str | None, references: Mapping[str, object]) -> None:
        super().__init__(bodywidth=0)
        self.open_quote, self.close_quote = "“", "”"
        self._split = split
        self._base = base
        self._references = references
        self._runs: list[Run] = []
        self._open: list[tuple[str, str]] = []
        self._marks: Counter[str] = Counter()
        self._link: tuple[int, str] | None = None
        self._links = 0
        self._scripts = 0
        self._skipped = ""
        self._breaks = True
        self.numbers: list[int] = []

    def phrases(self, span: Span, *, breaks: bool = True) -> str:
        """Return the Markdown of `span`; without `breaks` it is one line. `numbers` then holds its images' numbers."""
        self.numbers = []
        source = self._split.document[span.start : span.end]
        if not span.prefix and "<" not in source and "://" not in (text := html.unescape(source)):
            return escape(join_lines(_fold(text)).strip(" \n"))
        self._runs, self._open, self._link, self._skipped = [], [], None, ""
        self._marks.clear()
        self._breaks = breaks
        self.quote = False
        self._read(span.prefix, 0, len(span.prefix), {})
        self._read(self._split.document, span.start, span.end, self._split.positions)
        runs = tidy(self._runs)
        if len(runs) == 1 and runs[0] == Run(runs[0].text):
            return escape(runs[0].text)
        return write(atoms(runs))

    def _read(self, document: str, start: int, end: int, positions: Mapping[int, int | str]) -> None:
        """Pass the tags and texts of a mended document on: html.parser would stumble over broken attribute names."""
        at = skip = start
        for tag in TAG.finditer(document, start, end):
            if tag.start() < skip:
                continue
            if tag.start() > at:
                self.handle_data(html.unescape(document[at : tag.start()]))
            at = tag.end()
            name = tag[2]
            if name == DEFERRED and not tag[1]:
                from reader.articles.markdown_inline import render_inline  # articles in HTML are shown without

                close = document.find(f"</{DEFERRED}", at, end)
                at = skip = close if close >= 0 else end
                rendered = render_inline(html.unescape(document[tag.end() : at]), self._references)
                self._read(rendered, 0, len(rendered), {})
            elif name == "math" and not tag[1]:
                close = document.find("</math>", at, end)
                at = skip = close if close >= 0 else end
                self._add_formula(document[tag.end() : at])
            elif name == "img":
                self._add_image(positions.get(tag.start()))
            elif name:
                self.handle_tag(name, {**attributes(tag[3])} if tag[3] else {}, not tag[1])
        if at < end:
            self.handle_data(html.unescape(document[at:end]))

    def handle_data(self, data: str, entity_char: bool = False) -> None:  # noqa: ARG002
        """Add text, with its white space folded."""
        if self._skipped:
            return
        text = _fold(data)
        if not text:
            return
        marks = frozenset(self._marks) if self._marks else _NO_MARKS
        if self._link or "`" in marks or "://" not in text:
            script = self._scripts if "sup" in marks or "sub" in marks else 0
            self._runs.append(Run(text, marks, self._link, script=script))
            return
        at = 0
        for place, address in bare_addresses(text):
            self._runs.append(Run(text[at:place], marks))
            at = place + len(address)
            self._links += 1
            self._runs.append(Run(address, marks, (self._links, address)))
        self._runs.append(Run(text[at:], marks))

    def handle_tag(self, tag: str, attrs: dict[str, str | None], start: bool) -> None:
        """Note what a tag means for the text to come, where html2text would write it at once."""
        if tag in _BREAKING:
            if start or tag != "br":
                self._break()
            if tag == "li" and start:
                self._runs.append(Run("• "))
            if tag not in _MARKS:
                return
        if tag == "a":
            self._turn_link(attrs, start)
        elif tag in ("rp", "annotation"):
            self._skipped = tag if start else ""
        elif tag == "rt":
            self.handle_data("(" if start else ")")
        elif tag == "q":
            self.handle_data(self.open_quote if start else self.close_quote)
        elif tag in _MARKS or tag in ("span", "font"):
            self._turn_mark(tag, attrs.get("style") or "", start)

    def _break(self) -> None:
        self._runs.append(_BREAK if self._breaks else _GAP)

    def _turn_mark(self, tag: str, style: str, start: bool) -> None:
        if not start:
            while self._open and self._open[-1][0] == tag + "+":
                self._end_mark()
            if self._open and self._open[-1][0] == tag:
                self._end_mark()
            return
        self._begin_mark(tag, _MARKS.get(tag, ""))
        if "font" in style or "line-through" in style:
            for pattern, mark in ((_BOLD_STYLE, "**"), (_ITALIC_STYLE, "*"), (_STRUCK_STYLE, "~~")):
                if pattern.search(style):
                    self._begin_mark(tag + "+", mark)

    def _begin_mark(self, tag: str, mark: str) -> None:
        self._open.append((tag, mark))
        if mark in ("sub", "sup") and not (self._marks["sub"] or self._marks["sup"]):
            self._scripts += 1
        if mark:
            self._marks[mark] += 1

    def _end_mark(self) -> None:
        mark = self._open.pop()[1]
        if mark:
            self._marks[mark] -= 1
            if not self._marks[mark]:
                del self._marks[mark]

    def _turn_link(self, attrs: Mapping[str, str | None], start: bool) -> None:
        self._link = None
        if not start:
            if self._skipped == "a":
                self._skipped = ""
            return
        href = attrs.get("href") or ""
        label = reference_label(href)
        if label in self._split.notes:
            self._runs.append(Run(f"[^{label}]", literal=True))
            self._skipped = "a"
        elif address := followable(href, self._base):
            self._links += 1
            self._link = (self._links, address)

    def _add_image(self, number: int | str | None) -> None:
        if isinstance(number, str):
            self._runs.append(Run(number, frozenset(self._marks), self._link))
        elif number is not None:
            image = self._split.images[number - 1]
            self.numbers.append(number)
            text = f"![{escape(image.alt)}]({destination(image.address or '')})"
            self._runs.append(Run(text, link=self._link, literal=True))

    def _add_formula(self, source: str) -> None:
        annotation = _ANNOTATION.search(source)
        self.handle_data(f"${visible_text(annotation[1]).strip()}$" if annotation else visible_text(source))


def _fold(text: str) -> str:
    """Return `text` with each run of blanks as one: a line end if it holds one, else a space."""
    return _BLANKS.sub(lambda match: "\n" if "\n" in match[0] else " ", text)
