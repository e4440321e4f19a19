"""The fields of an article, each from whatever its front matter holds under the names in use for it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from reader.articles.dates import read_date
from reader.articles.label import label
from reader.articles.sanitize import clean_line
from reader.domain.address import is_openable
from reader.domain.article_id import ArticleId, by_file, by_own_key
from reader.domain.category import UNCATEGORISED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.articles.value import Value
    from reader.domain.category import CategoryPath

DATE_KEYS = ("date", "pubdate", "published", "publish_date", "publishdate", "created", "created_at")
"""The names in use for the date of an article, the best first."""
_DEEPEST = 8
_MOST_NAMES = 100
_LONGEST_ADDRESS = 2048
_LARGEST_BITS = 128

_COMMA = re.compile("[,，]")
_MAILBOX = re.compile(r"([^<>]+)<[^<>\s]*@[^<>\s]*>")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NO_PICTURES = {"undefined", "null", "none", "true", "false"}
_RANDOM_PICTURE = re.compile(
    r"(?:https?:)?//(?:picsum\.photos/(?!id/)|source\.unsplash\.com/|unsplash\.it/|loremflickr\.com/)", re.IGNORECASE
)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|[0-9]{3}))?(?:[.@].*)?", re.IGNORECASE)
_UNIQUE = re.compile(
    r"https?://\S+|urn:\S+|tag:\S+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE
)


def categories_of(head: Mapping[str, Value]) -> tuple[CategoryPath, ...]:
    """Return the categories that front matter names.

    As in Hexo a list is one path, and a list with lists in it several; a text is one name, or several with commas.
    """
    for value in _values(head, "categories", "category"):
        if paths := tuple(dict.fromkeys(tuple(path[:_DEEPEST]) for path in _paths(value) if path)):
            return paths
    return ()


def folder_of(path: str) -> CategoryPath:
    """Return the category of an article that names none: the folder in which it lies in the library."""
    parts = path.split("/")[:-1]
    return tuple(name for part in parts if (name := label(part))) or UNCATEGORISED


def tags_of(head: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the tags that front matter names, each once."""
    for value in _values(head, "tags", "tag"):
        if tags := tuple(dict.fromkeys(_names(value))):
            return tags
    return ()


def author_of(head: Mapping[str, Value]) -> str | None:
    """Return the names of the authors; a number is an author's key in some database, and no name."""
    for value in _values(head, "author", "authors"):
        authors = [_author(item) for item in (value[:_MOST_NAMES] if isinstance(value, list) else [value])]
        if names := ", ".join(dict.fromkeys(filter(None, authors))):
            return _known_label(names)
    return None


def cover_of(head: Mapping[str, Value], url: str | None = None) -> str | None:
    """Return the address of the cover image, absolute if the article's `url` is known; random fillers are none."""
    for value in _values(head, "headimg", "thumbnail", "cover", "image", "featured_image"):
        if address := _picture(value):
            try:
                return urljoin(url or "", address)
            except ValueError:  # brackets that are no IPv6 address
                continue
    return None


def url_of(head: Mapping[str, Value]) -> str | None:
    """Return where the article was published, if that is http or https and absolute."""
    for value in _values(head, "url", "link", "permalink", "original"):
        address = _address(value)
        if _SCHEME.match(address) and _is_web(address) and is_openable(address):
            return address
    return None


def language_of(head: Mapping[str, Value]) -> str | None:
    """Return the BCP 47 tag of the language that front matter names, its case as RFC 5646, 2.1.1 has it."""
    for value in _values(head, "lang", "language", "locale"):
        if isinstance(value, str) and (match := _LANGUAGE.fullmatch(clean_line(value))):
            language, script, region = match.groups(default="")
            return "-".join(filter(None, (language.lower(), script.title(), region.upper())))
    return None


def is_draft(head: Mapping[str, Value]) -> bool:
    """Return whether front matter says that the article is not published."""
    return _word(head.get("draft")) in {"true", "yes"} or _word(head.get("published")) in {"false", "no"}


def identity_of(head: Mapping[str, Value], url: str | None, title: str | None, file: str) -> ArticleId:
    """Return what the article is known by, whose `title` is what stands in the file with this full name, if any does.

    A `guid` or `id` may be unique in the world. One that is a mere number or word, and a permalink without a site, are
    so on one site only: with such a key, day and title count too, and without a title it says nothing.
    """
    for value in _values(head, "guid", "id"):
        key = _address(value)
        if _UNIQUE.fullmatch(key):
            return ArticleId(f"guid:{key}")
    if url:
        return ArticleId(f"url:{url}")
    if title and (own_key := _first_name(head, "guid", "id", "permalink", "url")):
        return by_own_key(own_key, _day_of(head), title)
    return by_file(file)


def _day_of(head: Mapping[str, Value]) -> str:
    """Return the day that front matter names, the same one in whatever form and wherever it is read; empty if none."""
    moments = filter(None, map(read_date, _values(head, *DATE_KEYS)))
    return next((moment.date().isoformat() for moment in moments), "")


def _values(head: Mapping[str, Value], *keys: str) -> Iterator[Value]:
    """Yield what is there under `keys`, at the top or, as in Zola, below `taxonomies`."""
    for key in keys:
        if (value := head.get(key)) is not None:
            yield value
    if isinstance(taxonomies := head.get("taxonomies"), dict):
        yield from _values({**taxonomies, "taxonomies": None}, *keys)


def _paths(value: Value) -> list[list[str]]:
    if not isinstance(value, list):
        return [[name] for name in _names(value)]
    if not any(isinstance(item, list) for item in value):
        return [_names(value)]
    return [_names(item if isinstance(item, list) else [item]) for item in value[:_MOST_NAMES]]


def _names(value: Value) -> list[str]:
    """Return the names in a list or in a text with commas, without empty ones."""
    if isinstance(value, str):
        items: Sequence[Value] = _COMMA.split(value)
    else:
        items = value if isinstance(value, list) else [value]
    return [name for item in items[:_MOST_NAMES] if (name := _name(item))]


def _first_name(head: Mapping[str, Value], *keys: str) -> str:
    """Return the first name under `keys`, empty if there is none."""
    return next(filter(None, map(_name, _values(head, *keys))), "")


@lru_cache(maxsize=1024)
def _known_label(text: str) -> str:
    """Return a label of the kind that many articles of a library share."""
    return label(text)


def _name(value: Value) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, str):
        return _known_label(value)
    if value is None or isinstance(value, bool | list | dict):
        return ""
    if isinstance(value, int) and value.bit_length() > _LARGEST_BITS:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _author(value: Value) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "email") if value.get(key)), None)
    name = _known_label(value) if isinstance(value, str) else ""
    mailbox = _MAILBOX.fullmatch(name)
    return mailbox[1].strip() if mailbox else name


def _address(value: Value) -> str:
    """Return `value` as an address, empty if it is none: too long, or no text."""
    if not isinstance(value, str) or len(value) > _LONGEST_ADDRESS:
        return ""
    return clean_line(value.replace("&amp;", "&"))


def _picture(value: Value) -> str:
    """Return the first address of a picture in a text, a mapping or a list of them, empty if there is none."""
    for item in value[:_MOST_NAMES] if isinstance(value, list) else [value]:
        texts = map(item.get, ("src", "url", "path")) if isinstance(item, dict) else [item]
        for address in filter(None, map(_address, texts)):
            is_none = address.rpartition("/")[2].lower() in _NO_PICTURES or _RANDOM_PICTURE.match(address)
            if not is_none and _is_web(address):
                return address
    return ""


def _is_web(address: str) -> bool:
    return not _SCHEME.match(address) or address.lower().startswith(("http://", "https://"))


def _word(value: Value) -> str:
    return str(value).strip().lower() if isinstance(value, str | bool) else ""
