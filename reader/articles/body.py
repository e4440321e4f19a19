"""The body of an article: split as far as it is read, its blocks converted as they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.articles.cover import add_cover
from reader.articles.crowd import Crowd
from reader.articles.html_body import Walk
from reader.articles.html_tree import mend
from reader.articles.images import Pictures, file_name, find_images
from reader.articles.leaves import Kind, Leaf, Span
from reader.articles.phrases import PhraseWriter
from reader.articles.sample import Sample, cells
from reader.articles.sanitize import clean
from reader.articles.site_hints import replace_site_tags
from reader.domain.article import MarkupKind
from reader.domain.block import Block, Body, Cell, Code, Embed, Figure, Heading, Paragraph, Picture, Rule, Table

if TYPE_CHECKING:
    from reader.articles.markdown_body import MarkdownReader
    from reader.articles.tables import CellSpan
    from reader.domain.article import Article

_LINE = 80
_AT_ONCE = 10_000
"""Characters of the document that are split at once: about a screen, in 1 ms, so that no key waits for more."""
_PART = 4_000
"""Characters of Markdown that are read at once, where that can be: a screen or two, in a few milliseconds."""
_REFERRING = ("<a ", "<img", "://", "[", "@")
"""What stands in the document wherever there is a link or an image, be its phrases HTML or Markdown."""


def read_body(text: str, markup: MarkupKind, *, article: Article) -> Body:
    """Return the body of `article` that `text` holds."""
    source = replace_site_tags(clean(text), markup)
    if markup is not MarkupKind.MARKDOWN:
        return ArticleBody(source, article)
    from reader.articles.markdown_body import MarkdownReader  # articles in HTML are shown without

    return ArticleBody(source, article, MarkdownReader(source))


class ArticleBody:
    """The blocks of one article; a block is converted once."""

    def __init__(self, source: str, article: Article, reader: MarkdownReader | None = None) -> None:
        self._article = article
        self._reader = reader
        part = source if reader is None else clean(reader.read(_size_at_first(source, article)))
        document = add_cover(mend(part), article)
        images = find_images(document, article.url)
        self._walk = Walk(document, article.url, images, Crowd(source))
        self._walk.is_complete = reader is None or reader.finished
        self._sample = Sample(document if self._walk.is_complete else source)
        self._split = self._walk.split
        self._images = sum(image.spelling is None for image in images.values())
        self._pictures = Pictures(images.values(), article.title)
        self._writer = PhraseWriter(self._split, article.url, reader.references if reader else {})
        self._blocks: dict[int, Block] = {}
        self.read_on()

    def __len__(self) -> int:
        while self.rest:
            self.read_on()
        return self.known

    def __getitem__(self, index: int, /) -> Block:
        while index >= self.known and self.rest:
            self.read_on()
        if not 0 <= index < self.known:
            raise IndexError(index)
        block = self._blocks.get(index)
        if block is None:
            block = self._blocks[index] = self._convert(self._split.leaves[index])
        return block

    @property
    def known(self) -> int:
        """How many blocks are known without reading on."""
        return self._walk.settled

    @property
    def rest(self) -> int:
        """About how many cells of text lie behind the known blocks, 0 if there are none."""
        if self._walk.finished:
            return 0
        characters = len(self._walk.document) - self._walk.at + (self._reader.rest if self._reader else 0)
        return max(1, round(characters * self._sample.cells_a_character))

    def read_on(self) -> None:
        """Read on until more blocks are known, or all."""
        walk, known = self._walk, self.known
        walk.run(walk.at + _AT_ONCE)
        while self._reader and not walk.finished and walk.settled == known:
            walk.extend(mend(clean(self._reader.read(_PART))))
            walk.is_complete = self._reader.finished
            walk.run(walk.at + _AT_ONCE)

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

    def is_heading(self, index: int) -> bool:
        """Return whether the known block is a heading."""
        return self._split.leaves[index].kind is Kind.HEADING

    def refers(self, index: int) -> bool:
        """Return whether the known block may hold links or images."""
        leaf = self._split.leaves[index]
        if leaf.kind in (Kind.TABLE, Kind.FIGURE) or "<a " in leaf.span.prefix:
            return True
        return any(self._split.document.find(sign, leaf.span.start, leaf.span.end) >= 0 for sign in _REFERRING)

    @property
    def picture_count(self) -> int:
        """How many images the body shows; of one that is not read to its end, how many it holds."""
        return self._images if self.rest else len(self._split.images)

    @property
    def minutes(self) -> int:
        """How long the body takes to read, in minutes, at least 1."""
        return self._sample.minutes

    @property
    def language(self) -> str:
        """The language of the text, a BCP 47 tag."""
        return self._article.language or self._sample.language

    def _cells(self, span: Span) -> int:
        return cells(self._split.document[span.start : span.end])

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
                    picture=self._picture(leaf.picture),
                    caption=self._phrases(leaf.span)[0] or None,
                    first_link=first_link,
                    link=leaf.address,
                    link_number=leaf.link,
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
        return text, tuple(map(self._picture, self._writer.numbers))

    def _picture(self, number: int) -> Picture:
        return self._pictures.picture(self._split.images[number - 1], number)


def _size_at_first(source: str, article: Article) -> int:
    """Return how many characters of a Markdown `source` are read at once: all if they may show the cover."""
    is_shown = article.cover is not None and file_name(article.cover) in source
    return len(source) if is_shown else _PART
