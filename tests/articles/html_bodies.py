"""Bodies of HTML for tests, and their blocks."""

from __future__ import annotations

from datetime import UTC, datetime

from markdown_it import MarkdownIt
from mdit_py_cjk_friendly import cjk_friendly

from reader.articles.body import read_body
from reader.domain.article import Article, MarkupKind
from reader.domain.article_id import ArticleId
from reader.domain.block import Block, Body, Code, Figure, Heading, Paragraph, Table

ARTICLE = Article(
    id=ArticleId("url:https://news.example/2021/a"),
    path="a.md",
    title="冬天的新闻",
    categories=(("新闻",),),
    date=datetime(2021, 11, 23, tzinfo=UTC),
    url="https://news.example/2021/a",
)


def html_body(text: str, article: Article = ARTICLE) -> Body:
    return read_body(text, MarkupKind.HTML, article=article)


def blocks(text: str) -> list[Block]:
    body = html_body(text)
    return [body[index] for index in range(len(body))]


def shown(block: Block) -> str:
    """Return the visible characters of a block, by a parser of its own."""
    parser = MarkdownIt("commonmark").enable("strikethrough").use(cjk_friendly)

    def read(phrases: str) -> str:
        children = parser.parseInline(phrases)[0].children or []
        return "".join(token.content for token in children if token.type in ("text", "code_inline"))

    match block:
        case Paragraph() | Heading():
            return read(block.text)
        case Code():
            return block.text
        case Figure():
            return read(block.caption or "")
        case Table():
            return "".join(read(cell.text) for row in (block.head, *block.rows) for cell in row)
    return ""
