"""The head of a page: title, author, date, reading time, categories, and what is wrong with the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.domain.article import DateSource
from reader.render.theme import Role
from reader.render.typesetter import one_line

if TYPE_CHECKING:
    from reader.domain.article import Article
    from reader.domain.block import Body
    from reader.render.line import Line
    from reader.render.typesetter import Typesetter

MOST_PROBLEMS = 5
EMPTY = "This article has no text."


def set_head(article: Article, body: Body, width: int, setter: Typesetter) -> list[Line]:
    """Return the lines above the body."""
    categories = "; ".join(" / ".join(path) for path in article.categories)
    problems = [f"! {problem}" for problem in article.problems[:MOST_PROBLEMS]]
    if len(article.problems) > MOST_PROBLEMS:
        problems.append(f"! and {len(article.problems) - MOST_PROBLEMS} more")
    texts = [
        (article.title, Role.TITLE),
        (byline(article, body), Role.BYLINE),
        (categories, Role.CATEGORY),
        *((problem, Role.PROBLEM) for problem in problems),
        *([] if body.known else [("", Role.BYLINE), (EMPTY, Role.BYLINE)]),
    ]
    lines = []
    offset = 0
    for text, role in texts:
        shown = one_line(text)
        below = setter.plain(shown, width, role)
        lines += [line.moved(offset)._replace(offset=offset + line.offset) for line in below]
        offset += len(shown) + 1
    return lines


def byline(article: Article, body: Body) -> str:
    """Return what stands below the title: `~` before the date marks that it is the file's."""
    date = article.date.astimezone()
    day = date.strftime("%Y-%m-%d") if not (date.hour or date.minute) else date.strftime("%Y-%m-%d %H:%M")
    if article.date_source is not DateSource.FRONT_MATTER:
        day = date.strftime("%Y-%m-%d")
    pictures = body.picture_count
    parts = [
        article.author,
        f"~{day}" if article.date_source is DateSource.FILE_TIME else day,
        f"{body.minutes} min" if body.known else None,
        f"{pictures} image{'' if pictures == 1 else 's'}" if pictures else None,
        "draft" if article.draft else None,
    ]
    return " · ".join(part for part in parts if part)
