"""What the index keeps of one article."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.article import DateSource
from reader.domain.article_id import Identity
from reader.domain.file_stamp import FileStamp
from reader.domain.folding import fold
from reader.storage.index_schema import name_of, stored_path

if TYPE_CHECKING:
    from reader.domain.article import Article, Listed
    from reader.domain.article_id import ArticleId
    from reader.domain.category import CategoryPath


class IndexEntry(NamedTuple):
    """An article as the index keeps it: plain values, which go cheaply from one process to another.

    What is true is 1: for each `bool`, SQLite's module asks anew how it is kept, which takes longer than the rest.
    """

    path: str | bytes
    """Text, or the bytes that the system has for it if they are none."""
    id: ArticleId
    title: str
    age: int
    """The date as seconds before 1970."""
    date_known: int
    draft: int
    problems: int
    categories: tuple[str, ...]
    """Their names, the main one first."""
    source: str
    """The author, empty if there is none."""
    folded: str
    """Where words are looked for: title, author and categories."""
    size: int
    modified: int
    inode: int

    @property
    def stamp(self) -> FileStamp:
        """What tells whether its file has changed."""
        return FileStamp(self.size, self.modified, self.inode)

    @property
    def identity(self) -> Identity:
        """What tells whether another file holds the same article."""
        return Identity(self.id, self.title, self.age if self.date_known else None)


def entry_of(article: Article | Listed, stamp: FileStamp) -> IndexEntry:
    """Return what the index keeps of an article whose file has this stamp."""
    names, words = _names_of(article.categories)
    return IndexEntry(
        stored_path(article.path),
        article.id,
        article.title,
        -int(article.date.timestamp()),
        int(article.date_source is not DateSource.FILE_TIME),
        int(article.draft),
        len(article.problems),
        names,
        article.author or "",
        fold(f"{article.title}\n{article.author or ''}\n{words}"),
        *stamp.bounded(),
    )


@lru_cache(maxsize=4096)
def _names_of(categories: tuple[CategoryPath, ...]) -> tuple[tuple[str, ...], str]:
    """Return how categories are written in the index, and the words in them, each once."""
    words = categories[0] if len(categories) == 1 else dict.fromkeys(name for path in categories for name in path)
    return tuple(map(name_of, categories)), " ".join(words)
