"""An article opened for reading."""

from __future__ import annotations

import html
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from reader.domain.article import MarkupKind
from reader.domain.article_id import is_still, names_of
from reader.domain.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.domain.article import Article
    from reader.domain.article_id import Identity
    from reader.domain.block import Body
    from reader.domain.reading_state import ReadingState
    from reader.storage.state import State

_PARTS = (
    "reader.articles.article_file",
    "reader.articles.body",
    "reader.render.document",
    "reader.render.phrase_parser",
    "reader.render.viewport",
    "pygments.lexers",
)


@dataclass(frozen=True, slots=True)
class Page:
    """What the article pane needs of one article."""

    article: Article
    body: Body
    state: ReadingState
    file: Path
    explains: bool = False
    """Whether it only says why the article cannot be shown."""


def read_page(file: Path, root: Path) -> tuple[Article, Body]:
    """Read an article with its body; raises ArticleError."""
    # The parsers cost more than the first frame of the program can spare.
    from reader.articles.article_file import read_source
    from reader.articles.body import read_body

    source = read_source(file, root=root)
    return source.article, read_body(source.text, source.markup, article=source.article)


def open_page(file: Path, root: Path, state: State, before: Identity | None) -> Page:
    """Read an article with its body and with what is known of its reading; raises ArticleError.

    The list has its file as one that held what was `before`; no scan may have seen it since.
    """
    article, body = read_page(file, root)
    with suppress(StorageError):
        state.move((old, article.id) for old in names_of(article.identity, str(file), before))
    return Page(article, body, state.reading(article.id), file)


def get_ready() -> None:
    """Import what reads and sets articles, which takes longer than a key may wait; any thread can do it."""
    for name in _PARTS:
        import_module(name)


def renamed(page: Page, now: Identity) -> Page:
    """Return a page with what its article is known by, if the list has that `now` in its file."""
    is_other = page.explains or now.id == page.article.id or not is_still(now, page.article.identity)
    return page if is_other else replace(page, article=replace(page.article, id=now.id))


def markdown_of(page: Page) -> str:
    """Return an article as one Markdown document: its title, where it comes from, its text."""
    from reader.articles.markdown_export import to_markdown
    from reader.articles.runs import escape

    article = page.article
    origin = [f"{article.date.astimezone():%Y-%m-%d}"]
    origin = [escape(article.author), *origin] if article.author else origin
    origin = [*origin, f"<{article.url}>"] if article.url else origin
    return f"# {escape(article.title)}\n\n{' · '.join(origin)}\n\n{to_markdown(page.body)}"


def explain(file: Path, root: Path, cause: str) -> tuple[Article, Body]:
    """Return what to show of a file that the list has as one that cannot be read."""
    from reader.articles.article_file import read_article
    from reader.articles.body import read_body

    article = replace(read_article(file, root=root), title=cause)
    text = html.escape(f"{file} is not shown. Once it can be read, r lists it.")
    return article, read_body(f"<p>{text}</p>", MarkupKind.HTML, article=article)
