"""Bodies of HTML for tests, and their blocks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.articles.body import read_body
from reader.domain.article import Article, MarkupKind
from reader.domain.article_id import ArticleId

if TYPE_CHECKING:
    from reader.domain.block import (
        Block,
        Body,
    )

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
