"""The body of an article: split at once, its blocks converted as they are asked for."""

from __future__ import annotations

import html
from functools import cached_property
from typing import TYPE_CHECKING

from reader.articles.html_body import split_html
from reader.articles.html_tree import TAG, mend
from reader.articles.images import number_pictures
from reader.articles.leaves import Kind, Leaf, Span, Split
from reader.articles.markdown_body import read_markdown
from reader.articles.phrases import PhraseWriter
from reader.articles.sanitize import clean
from reader.articles.site_tags import replace_site_tags
from reader.domain.article import MarkupKind
from reader.domain.block import Block, Body, Cell, Code, Embed, Figure, Heading, Paragraph, Picture, Rule, Table
from reader.domain.language import guess_language, minutes_to_read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.articles.tables import CellSpan
    from reader.domain.article import Article

_LINE = 80
_SAMPLE = 20_000
"""How many characters of a long body stand for all of it where a guess will do."""


def read_body(text: str, markup: MarkupKind, *, article: Article) -> Body:
    """Return the body of `article` that `text` holds."""
    source = replace_site_tags(clean(text), markup)
    references: Mapping[str, object] = {}
    if markup is MarkupKind.MARKDOWN:
        document = read_markdown(source)
        source, references = document.html, document.references
    return ArticleBody(split_html(mend(source), base=article.url), article, references)


class ArticleBody:
    """The blocks of one article; a block is converted once."""

    def __init__(self, split: Split, article: Article, references: Mapping[str, object]) -> None:
        self._split = split
        self._article = article
        self._pictures = number_pictures(split.images, article.title)
        self._writer = PhraseWriter(split, article.url, references)
        self._blocks: list[Block | None] = [None] * len(split.leaves)

    def __len__(self) -> int:
        return len(self._blocks)

    def __getitem__(self, index: int, /) -> Block:
        if not 0 <= index < len(self._blocks):
            raise IndexError(index)
        block = self._blocks[index]
        if block is None:
            block = self._blocks[index] = self._convert(self._split.leaves[index])
        return block

    def weight(self, index: int) -> int:
        """Return about how many cells the block takes; a figure counts as three lines, code by its lines."""
        leaf = self._split.leaves[index]
        if leaf.kind is Kind.CODE:
            return _LINE * (leaf.text.count("\n") + 1)
        if leaf.kind is Kind.TABLE and leaf.grid:
            cells = [cell for row in [leaf.grid.head, *leaf.grid.rows] for cell in row if cell]
            return max(_LINE * (len(leaf.grid.rows) + 1), sum(self._cells(cell.span) for cell in cells))
        lines = 3 if leaf.kind is Kind.FIGURE else 2 if leaf.kind is Kind.EMBED else 0
        return max(1, _LINE * lines + self._cells(leaf.span))

    @property
    def picture_count(self) -> int:
        """How many images the body shows."""
        return len(self._pictures)

    @cached_property
    def minutes(self) -> int:
        """How long the body takes to read, in minutes, at least 1."""
        document = self._split.document
        sample = document[:_SAMPLE]
        minutes = minutes_to_read(html.unescape(TAG.sub(" ", sample)))
        return max(1, round(minutes * len(document) / max(1, len(sample))))

    @cached_property
    def language(self) -> str:
        """The language of the text, a BCP 47 tag."""
        sample = TAG.sub(" ", self._split.document[:_SAMPLE])
        return self._article.language or guess_language(html.unescape(sample).strip())

    def _cells(self, span: Span) -> int:
        text = self._split.document[span.start : span.end]
        if "<" in text:
            text = TAG.sub("", text)
        if text.isascii():
            return len(text)
        # A character of three bytes in UTF-8 is most often two cells wide.
        return len(text) + (len(text.encode(errors="replace")) - len(text)) // 2

    def _convert(self, leaf: Leaf) -> Block:
        inside, opens, tight, first_link = leaf.inside, leaf.opens, leaf.tight, leaf.first_link
        match leaf.kind:
            case Kind.CODE:
                return Code(inside=inside, opens=opens, tight=tight, text=leaf.text, language=leaf.name)
            case Kind.EMBED:
                return Embed(
                    inside=inside,
                    opens=opens,
                    tight=tight,
                    kind=leaf.name or "object",
                    title=leaf.text or None,
                    address=leaf.address,
                )
            case Kind.RULE:
                return Rule(inside=inside, opens=opens, tight=tight)
            case Kind.TABLE:
                return self._convert_table(leaf)
            case Kind.FIGURE:
                return Figure(
                    inside=inside,
                    opens=opens,
                    tight=tight,
                    picture=self._pictures[leaf.picture - 1],
                    caption=self._phrases(leaf.span)[0] or None,
                    first_link=first_link,
                    link=leaf.address,
                )
            case Kind.HEADING:
                text, pictures = self._phrases(leaf.span, breaks=False)
                return Heading(
                    inside=inside,
                    opens=opens,
                    tight=tight,
                    level=leaf.level,
                    text=text,
                    pictures=pictures,
                    first_link=first_link,
                )
            case Kind.PARAGRAPH:
                text, pictures = self._phrases(leaf.span)
                return Paragraph(
                    inside=inside,
                    opens=opens,
                    tight=tight,
                    text=text,
                    pictures=pictures,
                    first_link=first_link,
                    centred=leaf.centred,
                )

    def _convert_table(self, leaf: Leaf) -> Table:
        if leaf.grid is None:
            raise AssertionError("a table leaf has a grid")
        head, rows = leaf.grid.cells(self._convert_cell)
        return Table(
            inside=leaf.inside,
            opens=leaf.opens,
            tight=leaf.tight,
            head=head,
            rows=rows,
            alignments=leaf.grid.alignments,
        )

    def _convert_cell(self, cell: CellSpan) -> Cell:
        text, pictures = self._phrases(cell.span)
        return Cell(text=text, pictures=pictures, first_link=cell.first_link)

    def _phrases(self, span: Span, *, breaks: bool = True) -> tuple[str, tuple[Picture, ...]]:
        text = self._writer.phrases(span, breaks=breaks)
        return text, tuple(self._pictures[number - 1] for number in self._writer.numbers)
