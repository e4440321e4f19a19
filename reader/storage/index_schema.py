"""The tables of the index, and how categories and paths are written in them."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from reader.domain.category import REMEMBERED

if TYPE_CHECKING:
    from reader.domain.category import CategoryPath

SCHEMA = """
CREATE TABLE articles (
    row INTEGER PRIMARY KEY,
    path NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    age INTEGER NOT NULL,
    date_known INTEGER NOT NULL,
    draft INTEGER NOT NULL,
    problems INTEGER NOT NULL,
    place INTEGER NOT NULL,
    category INTEGER NOT NULL,
    source TEXT NOT NULL,
    folded TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    fingerprint INTEGER NOT NULL
);
CREATE INDEX articles_by_path ON articles (path);
CREATE INDEX articles_by_fingerprint ON articles (fingerprint);
CREATE INDEX articles_by_id ON articles (id);
CREATE TABLE marks (
    row INTEGER PRIMARY KEY,
    unread INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    begun REAL NOT NULL,
    share REAL NOT NULL
);
CREATE INDEX marks_starred ON marks (row) WHERE starred;
CREATE INDEX marks_begun ON marks (begun) WHERE begun;
CREATE VIEW listed AS SELECT articles.*, unread, starred, begun, share FROM articles JOIN marks USING (row);
CREATE TABLE categories (
    number INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    total INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE places (
    number INTEGER PRIMARY KEY,
    names TEXT NOT NULL UNIQUE
);
CREATE TABLE members (
    place INTEGER NOT NULL,
    category INTEGER NOT NULL,
    own INTEGER NOT NULL,
    PRIMARY KEY (place, category)
) WITHOUT ROWID;
CREATE TABLE placements (
    category INTEGER NOT NULL,
    age INTEGER NOT NULL,
    title TEXT NOT NULL,
    row INTEGER NOT NULL,
    source TEXT NOT NULL,
    unread INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    PRIMARY KEY (category, age, title, row)
) WITHOUT ROWID;
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID
"""
"""`placements` are the lists of the sidebar, in their order: an article stands in its own categories. A place is where
all articles stand that name the same categories, `members` say which categories count them: their `own`, those above
these, and the library as a whole. The `category` of an article is the first that it names.

There is one article of each path. A `fingerprint` is one number for that and for size, time and inode: a scan that
finds nothing changed reads the index of these, and nothing else. What is read and starred stands in `marks`, a row for
each article, and apart from the long texts: so a hundred thousand marks are written in a fifth of the time. `listed`
has both.

An `age` is a date as seconds before 1970, so that what ascends is newest first. `placements` repeats what lists
are sorted and narrowed by, so that a category is read without looking up its articles. The `path` of an article is
text, or the bytes that the system has for it if they are none. `begun` says when its reader stopped, as an age, and
`share` how far down, of an article that is begun and not finished; of any other both are 0.
"""

_READING = 3
"""Which way of reading files fills the tables: a higher number for one that finds other values in the same file."""
VERSION = crc32(f"{_READING}{SCHEMA}".encode()) >> 1
"""What an index of these tables, filled that way, has as its version: any other is made anew."""

TEMPORARY = """
CREATE TEMP TABLE changed (
    id TEXT NOT NULL, unread INTEGER NOT NULL, starred INTEGER NOT NULL, begun REAL NOT NULL, share REAL NOT NULL
);
CREATE TEMP TABLE flips (
    row INTEGER PRIMARY KEY, place INTEGER, age INTEGER, title TEXT, source TEXT, unread INTEGER,
    starred INTEGER, begun REAL, share REAL, change INTEGER
);
CREATE TEMP TABLE narrowed (row INTEGER PRIMARY KEY)
"""
"""What a copy of the reading state goes through: what has changed there, and the articles that it changes here; and the
articles that a list is narrowed to."""

IDENTITY = "id, title, iif(date_known, age, NULL)"
"""What is asked for an `Identity`."""
LIBRARY = ""
"""The name of the library as a whole among the categories."""

_SEPARATOR = "\x1f"


def name_of(path: CategoryPath) -> str:
    """Return how a category is written in the index; U+001F, which no name holds, separates the parts."""
    return _SEPARATOR.join(path)


@lru_cache(maxsize=REMEMBERED)
def category_of(name: str) -> CategoryPath:
    """Return the category that is written as `name`."""
    return tuple(name.split(_SEPARATOR))


def stored_path(path: str) -> str | bytes:
    """Return how a path is kept."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path
