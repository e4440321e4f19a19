"""The quick reading of what a list shows of an article, from a head as nearly all files of a library have it.

What it reads it reads as `article_file` does; the rest it leaves to that, which takes three times as long.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.articles.dates import read_date
from reader.articles.decode import decode_plain
from reader.articles.fields import author_of, categories_of, folder_of
from reader.articles.plain_head import UNPLAIN, NotPlainError, read_plain, read_value
from reader.articles.titles import title_of
from reader.domain.article import Listed
from reader.domain.article_id import by_file

if TYPE_CHECKING:
    from reader.domain.category import CategoryPath

# The values that nobody looks at here must be plain all the same.
_SCALAR = r"""(?:'[^'\n]*'|"[^"\\\n]*"|[A-Za-z/][^\n:#]*+(?>(?::[^\n:# ][^\n:#]*+)*))"""
# Of a key that is there twice only the last one counts, so that nobody would look at the other: it is read elsewhere.
# What says where an article was published, or whether, has many names, and is rare where it has any.
_OTHERS = "title|date|author|categor|url|link|permalink|original|guid|id|draft|publish|taxonomies"
_HEAD = re.compile(
    r"\s*---\n(?>(?:"
    r"(?(1)(?!)|title:([^\n]*)\n)"
    r"|(?(2)(?!)|date:([^\n]*)\n)"
    r"|(?(3)(?!)|author:([^\n]*)\n)"
    r"|(?(4)(?!)|categories:([^\n]*\n(?>(?: *- [^\n]*\n)*)))"
    rf"|(?!{_OTHERS})[a-z][a-z0-9_]{{0,60}}+:(?: ++{_SCALAR})? *\n"
    r")*)---[ \t]*\n"
)


def read_quickly(data: bytes, file: str, path: str, *, complete: bool) -> Listed | None:
    """Return what a list shows of the file with this full name, which has `path` in its library and begins with `data`.

    If not `complete`, the file goes on. None is the answer to whatever is unusual.
    """
    text = decode_plain(data, complete=complete)
    head = _HEAD.match(text) if text is not None else None
    return _read(head, file, path) if head is not None else None


def read_quickly_with_body(data: bytes, file: str, path: str) -> tuple[Listed, str] | None:
    """Return what a list shows of a file that holds `data`, and its body; None also if it names tags."""
    text = decode_plain(data, complete=True)
    head = _HEAD.match(text) if text is not None else None
    if text is None or head is None or "\ntag" in head[0] or (listed := _read(head, file, path)) is None:
        return None
    body = text[head.end() :]
    return listed, body.replace("\r\n", "\n").replace("\r", "\n") if "\r" in body else body


def _read(head: re.Match[str], file: str, path: str) -> Listed | None:
    if UNPLAIN.search(head[0]):
        return None
    title, date, author, categories = head.groups()
    try:
        name = title_of({"title": read_value(title)}) if title else None
        moment = read_date(read_value(date)) if date else None
        if not name or not moment:
            return None
        return Listed(
            by_file(file),
            path,
            name,
            (_categories(categories) if categories else ()) or (folder_of(path),),
            moment,
            _author(author) if author else None,
        )
    except NotPlainError:
        return None


@lru_cache(maxsize=4096)
def _categories(lines: str) -> tuple[CategoryPath, ...]:
    values = read_plain(f"categories:{lines}")
    if values is None:
        raise NotPlainError
    return categories_of(values)


@lru_cache(maxsize=4096)
def _author(text: str) -> str | None:
    return author_of({"author": read_value(text)})
