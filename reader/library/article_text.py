"""The words of an article as a search reads them from its file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reader.domain.article import Listed
from reader.domain.errors import ArticleError
from reader.domain.folding import fold
from reader.domain.search_match import stands_in
from reader.domain.search_query import Field

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from reader.domain.article import Article
    from reader.domain.reading_state import Mark
    from reader.storage.index_search import ArticleFile

# A pipe would wait for its other end.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_QUICK = 1024 * 1024
"""Bytes of a file that are looked at without reading it as an article."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What stands in an article: its fields, and its text, a line for each block; none of it folded."""

    fields: dict[Field, str]
    text: str


def get_ready() -> None:
    """Import what looks into files, which takes longer than a key may wait; any thread can do it."""
    from reader.articles.quick_look import look_quickly

    look_quickly(b"", "a")


def read_text(root: Path, path: str) -> ArticleText:
    """Return the words of an article file; of one that cannot be read only what its name says."""
    # The parsers are for those who search.
    from reader.articles.article_file import read_article, read_searched
    from reader.articles.plain_text import plain_text

    file = root / path
    try:
        article, body, markup = read_searched(file, path, root=root)
    except ArticleError:
        return ArticleText(_fields(read_article(file, root=root)), "")
    return ArticleText(_fields(article), plain_text(body, markup))


def _fields(article: Article | Listed) -> dict[Field, str]:
    names = dict.fromkeys(name for path in article.categories for name in path)
    return {
        Field.TITLE: article.title,
        Field.AUTHOR: article.author or "",
        Field.CATEGORY: "\n".join(names),
        Field.TAG: "" if isinstance(article, Listed) else "\n".join(article.tags),
    }


class SearchedArticle:
    """An article that a search looks at: its file is read when its words are asked for, and once."""

    def __init__(self, file: ArticleFile, root: Path) -> None:
        self._file = file
        self._root = root

    @property
    def date(self) -> datetime:
        """Aware."""
        return self._file.date

    def has(self, mark: Mark) -> bool:
        """Return whether the article has a mark."""
        return self._file.has(mark)

    def holds(self, words: str, field: Field | None) -> bool:
        """Return whether a folded word or phrase stands in a field, or without one in the title or the text."""
        if field is not None and field is not Field.TITLE:
            return stands_in(words, fold(self.read.fields[field]))
        if field is Field.TITLE or stands_in(words, fold(self._file.title)):
            return stands_in(words, fold(self._file.title))
        quick = self._look_quickly(words)
        return stands_in(words, self._text) if quick is None else quick

    @cached_property
    def read(self) -> ArticleText:
        """What stands in the file."""
        return read_text(self._root, self._file.path)

    @cached_property
    def _data(self) -> bytes | None:
        """The bytes of the file, None if they are not those that the index knows."""
        try:
            # What a stream adds to that takes as long again.
            descriptor = os.open(f"{self._root}{os.sep}{self._file.path}", _READ)
            try:
                data = os.read(descriptor, self._file.size + 1)
            finally:
                os.close(descriptor)
        except OSError:
            return None
        return data if len(data) == self._file.size else None

    @cached_property
    def _text(self) -> str:
        return fold(self.read.text)

    def _look_quickly(self, words: str) -> bool | None:
        if self._file.size > _QUICK:
            return None
        from reader.articles.quick_look import look_quickly

        return look_quickly(self._data, words) if self._data is not None else None
