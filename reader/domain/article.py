"""An article: what its front matter and its file say of it, never the body."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.article_id import Identity

if TYPE_CHECKING:
    from datetime import datetime

    from reader.domain.article_id import ArticleId
    from reader.domain.category import CategoryPath


class DateSource(StrEnum):
    """Where the date of an article was found."""

    FRONT_MATTER = "front matter"
    NAME = "name"
    """The file name's prefix, or the `path` or `slug` of the front matter."""
    FILE_TIME = "file time"


class MarkupKind(StrEnum):
    """What the body of an article is written in."""

    HTML = "html"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Problem:
    """What was repaired or guessed in an article file: the `place` (a key, "encoding", "body") and what was wrong."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The metadata of one article file; every text in it is free of control characters."""

    id: ArticleId
    path: str
    """Relative to the library, with `/` between its parts."""
    title: str
    categories: tuple[CategoryPath, ...]
    """One path or more; the first is the main one."""
    date: datetime
    """Aware."""
    date_source: DateSource = DateSource.FRONT_MATTER
    author: str | None = None
    tags: tuple[str, ...] = ()
    cover: str | None = None
    """The address of the cover image, absolute where `url` allows, never a random filler."""
    url: str | None = None
    """Where the article was published; http or https."""
    language: str | None = None
    """A BCP 47 tag, if the front matter names one."""
    draft: bool = False
    problems: tuple[Problem, ...] = field(default=())

    @property
    def identity(self) -> Identity:
        """What tells whether another file holds the same article."""
        is_dated = self.date_source is not DateSource.FILE_TIME
        return Identity(self.id, self.title, -int(self.date.timestamp()) if is_dated else None)


class Listed(NamedTuple):
    """What a list shows of an article, as `Article` has it; many thousands of these are made at a time."""

    id: ArticleId
    path: str
    title: str
    categories: tuple[CategoryPath, ...]
    date: datetime
    author: str | None = None
    date_source: DateSource = DateSource.FRONT_MATTER
    draft: bool = False
    problems: tuple[Problem, ...] = ()
