"""Article files: their metadata from the head alone, or the article with its body."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from reader.articles.dates import find_date, from_timestamp, read_date
from reader.articles.decode import LONG_HEAD, decode
from reader.articles.fields import (
    DATE_KEYS,
    author_of,
    categories_of,
    cover_of,
    folder_of,
    identity_of,
    is_draft,
    language_of,
    tags_of,
    url_of,
)
from reader.articles.folder import reason
from reader.articles.front_matter import FrontMatter, read_front_matter
from reader.articles.html_head import read_html_head
from reader.articles.markup import tell_markup
from reader.articles.quick_head import read_quickly, read_quickly_with_body
from reader.articles.sanitize import clean_line
from reader.articles.signature import HEAD, looks_binary
from reader.articles.titles import first_heading, title_from_name, title_of
from reader.domain.article import Article, DateSource, Listed, MarkupKind, Problem
from reader.domain.errors import ArticleError
from reader.domain.file_stamp import UNREADABLE, FileStamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from reader.articles.value import Values

LARGEST = 64 * 1024 * 1024
"""How many bytes a file may have to be opened as an article."""

# A pipe would wait for its other end.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_HEADING_WITHIN = 4096
_REST = LONG_HEAD - HEAD
_NAME_KEYS = ("path", "slug")


@dataclass(frozen=True, slots=True)
class ArticleSource:
    """An article with its body as it stands in the file, without front matter; `text` is not cleaned yet."""

    article: Article
    text: str
    markup: MarkupKind


def read_article(file: Path, *, root: Path) -> Article:
    """Return the metadata of `file` from its head alone; outside of `root` its path is its name.

    It never raises: a file that cannot be read is an article with that problem, called by its file name.
    """
    name, path = str(file.absolute()), _relative(file, root)
    try:
        descriptor, _ = _open(name)
        try:
            return _read_head(os.read(descriptor, HEAD), partial(os.read, descriptor, _REST), name, path).article
        finally:
            os.close(descriptor)
    except (OSError, _NotAnArticleError) as error:
        return _unreadable(name, path, error)


def read_listed(file: str, path: str) -> tuple[Article | Listed, FileStamp]:
    """Return what `read_article` says of the file with this full name, which has `path` in its library, and its stamp.

    Of a file that cannot be read, the stamp says so.
    """
    try:
        descriptor, status = _open(file)
        try:
            data = os.read(descriptor, HEAD)
            stamp = FileStamp(status.st_size, status.st_mtime_ns, status.st_ino)
            listed = read_quickly(data, file, path, complete=len(data) < HEAD)
            return listed or _read_head(data, partial(os.read, descriptor, _REST), file, path).article, stamp
        finally:
            os.close(descriptor)
    except (OSError, _NotAnArticleError) as error:
        return _unreadable(file, path, error), UNREADABLE


def read_source(file: Path, *, root: Path) -> ArticleSource:
    """Return the article in `file` with its body; raises ArticleError if it cannot be opened as one.

    The article is as `read_article` has it, but for a problem that lies in the body.
    """
    with _telling(file):
        return _read_source(_read(file), file, root)


def read_searched(file: Path, path: str, *, root: Path) -> tuple[Article | Listed, str, MarkupKind]:
    """Return the article in `file`, which has `path` in the library at `root`, with its body and the markup of that.

    It has all that can be searched for: what `Listed` leaves out is not in the file. Raises ArticleError.
    """
    with _telling(file):
        data = _read(file)
        name = str(file)
        if (quick := read_quickly_with_body(data, name, path)) is not None:
            listed, body = quick
            return listed, body, tell_markup(body, name)
        source = _read_source(data, file, root)
    return source.article, source.text, source.markup


def _read(file: Path) -> bytes:
    """Return what a file holds; raises OSError or _NotAnArticleError."""
    with os.fdopen(_open(str(file.absolute()))[0], "rb", buffering=0) as stream:
        return stream.readall()  # to ask for LARGEST bytes makes room for them


def _read_source(data: bytes, file: Path, root: Path) -> ArticleSource:
    """Return the article in a file that holds `data`; raises _NotAnArticleError."""
    head = _read_head(data[:HEAD], lambda: data[HEAD:LONG_HEAD], str(file.absolute()), _relative(file, root))
    article = head.article
    text, problem = decode(data)
    body = text[head.body_start :]
    if problem and problem not in article.problems:
        article = replace(article, problems=(*article.problems, problem))
    return ArticleSource(article, body, tell_markup(body, file.name))


@contextmanager
def _telling(file: Path) -> Iterator[None]:
    """Say in an ArticleError which file could not be read within it, and why."""
    try:
        yield
    except OSError as error:
        raise ArticleError(f"{clean_line(str(file))}: cannot be read: {reason(error)}") from error
    except _NotAnArticleError as error:
        raise ArticleError(f"{clean_line(str(file))}: {error}") from error


class _NotAnArticleError(Exception):
    """The content of a file cannot be an article; the text says why."""


@dataclass(frozen=True, slots=True)
class _Head:
    article: Article
    body_start: int
    """The index in the text of the file at which the body begins."""


def _relative(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name


def _unreadable(file: str, path: str, error: OSError | _NotAnArticleError) -> Article:
    problem = f"cannot be read: {reason(error)}" if isinstance(error, OSError) else str(error)
    return _describe(file, path, FrontMatter({}, 0, (Problem("file", problem),)), body="")


def _open(file: str) -> tuple[int, os.stat_result]:
    """Return the descriptor and the status of a file that could hold an article.

    Raises OSError or _NotAnArticleError.
    """
    # What a stream adds to that takes as long again.
    descriptor = os.open(file, _FLAGS)
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and status.st_size <= LARGEST:
        return descriptor, status
    os.close(descriptor)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise _NotAnArticleError("not a regular file")
    raise _NotAnArticleError(f"larger than {LARGEST // 1024**2} MB, too large for an article")


def _read_head(data: bytes, go_on: Callable[[], bytes], file: str, path: str) -> _Head:
    """Return what the first HEAD bytes of a file say; those behind them, up to LONG_HEAD, are asked for if need be."""
    text, problem, front = _read_front_matter(data, complete=len(data) < HEAD)
    if len(data) == HEAD and not _suffices(text, front):
        data += go_on()
        text, problem, front = _read_front_matter(data, complete=len(data) < LONG_HEAD)
    if problem:
        front = replace(front, problems=(problem, *front.problems))
    body = text[front.body_start : front.body_start + _HEADING_WITHIN]
    if not front.values and body.lstrip()[:1] == "<":
        front = replace(front, values=read_html_head(text[front.body_start :]))
    return _Head(_describe(file, path, front, body), front.body_start)


def _read_front_matter(data: bytes, *, complete: bool) -> tuple[str, Problem | None, FrontMatter]:
    if data.find(0) >= 0 and looks_binary(data):
        raise _NotAnArticleError("a binary file, not a text")
    text, problem = decode(data, complete=complete)
    if problem and looks_binary(data):
        raise _NotAnArticleError("a binary file, not a text")
    return text, problem, read_front_matter(text)


def _suffices(text: str, front: FrontMatter) -> bool:
    """Return whether a longer text would say nothing else."""
    return front.closed and ("title" in front.values or len(text) >= front.body_start + _HEADING_WITHIN)


def _describe(file: str, path: str, front: FrontMatter, body: str) -> Article:
    values = {key.lower(): value for key, value in front.values.items()}
    url = url_of(values)
    title = title_of(values) or first_heading(body)
    date, source, problems = _read_date(values, file, path)
    return Article(
        id=identity_of(values, url, title, file),
        path=path,
        title=title or title_from_name(PurePath(file).name),
        categories=categories_of(values) or (folder_of(path),),
        date=date,
        date_source=source,
        author=author_of(values),
        tags=tags_of(values),
        cover=cover_of(values, url),
        url=url,
        language=language_of(values),
        draft=is_draft(values),
        problems=front.problems + problems,
    )


def _read_date(values: Values, file: str, path: str) -> tuple[datetime, DateSource, tuple[Problem, ...]]:
    problems: tuple[Problem, ...] = ()
    for key in DATE_KEYS:
        if key in values and not isinstance(values[key], bool):
            if date := read_date(values[key]):
                return date, DateSource.FRONT_MATTER, problems
            problems = (*problems, Problem(key, "no date that can be read"))
    names = (path.rpartition("/")[2].rpartition(".")[0], *(values.get(key) for key in _NAME_KEYS))
    for name in names:
        if isinstance(name, str) and (date := find_date(name)):
            return date, DateSource.NAME, problems
    return from_timestamp(_modified(file)), DateSource.FILE_TIME, problems


def _modified(file: str) -> float:
    """Return when a file was changed last, or a link that leads nowhere; 0 if neither can be told."""
    for look in (os.stat, os.lstat):
        with suppress(OSError):
            return look(file).st_mtime
    return 0.0
