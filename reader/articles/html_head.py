"""What the head of an HTML document says of it, for files that have no front matter."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.articles.value import Values

_WITHIN = 8 * 1024
_DOCUMENT = re.compile(
    r"\s*(?>(?:(?><!--.*?-->)\s*)*)<(?:!doctype\s+html|\?xml|html|head|meta|title)\b", re.IGNORECASE | re.DOTALL
)
_TITLE = re.compile(r"<title\b[^>]*>([^<]*)</title", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z0-9-]+)", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:meta|link)\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([A-Za-z:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_KEYS = {
    "author": "author",
    "date": "date",
    "dcterms.date": "date",
    "article:published_time": "date",
    "canonical": "url",
    "og:url": "url",
    "og:image": "cover",
}


def read_html_head(text: str) -> Values:
    """Return title, author, date, language and addresses, if `text` is a whole document of HTML."""
    text = text[:_WITHIN]
    if not _DOCUMENT.match(text):
        return {}
    values: Values = {}
    if match := _TITLE.search(text):
        values["title"] = match[1]
    if match := _LANGUAGE.search(text):
        values["lang"] = match[1]
    for element in _ELEMENT.findall(text):
        said = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(element)}
        name = said.get("name") or said.get("property") or said.get("rel") or ""
        if key := _KEYS.get(name.lower()):
            values.setdefault(key, html.unescape(said.get("content") or said.get("href") or ""))
    return values
