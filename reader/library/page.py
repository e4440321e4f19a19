"""An article opened for reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from reader.domain.article import Article
    from reader.domain.block import Body
    from reader.domain.reading_state import ReadingState


@dataclass(frozen=True, slots=True)
class Page:
    """What the article pane needs of one article."""

    article: Article
    body: Body
    state: ReadingState


def read_page(file: Path, root: Path) -> tuple[Article, Body]:
    """Read an article with its body; raises ArticleError."""
    # The parsers cost more than the first frame of the program can spare.
    from reader.articles.article_file import read_source
    from reader.articles.body import read_body

    source = read_source(file, root=root)
    return source.article, read_body(source.text, source.markup, article=source.article)
