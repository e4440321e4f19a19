"""The title of an article: from its front matter, its body or its file name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.articles.dates import read_date
from reader.articles.label import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.articles.value import Value

UNTITLED = "Untitled"

_HEAD = 32 * 1024

# What could hide a heading that is none comes first; what is never closed goes to the end, so that the scan is linear.
_HEADING = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>style|script|pre|template)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|^[ ]{0,3}(?P<fence>```|~~~).*?(?:^[ ]{0,3}(?P=fence)|\Z)"
    r"|<(?P<tag>h[1-3]|title)\b[^<>]*>(?P<html>.*?)(?:</(?P=tag)\s*>|<(?:p|div|h[1-6])\b|\Z)"
    r"|^[ ]{0,3}\#{1,6}[ \t]+(?P<atx>[^\n]*)"
    r"|(?<![^\n]\n)^(?![ ]{4}|[-+*>|\#<])(?P<setext>[^\n]+)\n[ ]{0,3}(?:=+|-{2,})[ \t]*$",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_MARKS = re.compile(r"\*\*|__|`|\{[#.:][^{}]*\}$|(?<=[ \t])#+[ \t]*$")

_EXTENSION = re.compile(r"\.(?:md|markdown|html?|txt)$", re.IGNORECASE)
_DATED = re.compile(r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{8})[-_ .]+(.+)", re.DOTALL)


def title_of(head: Mapping[str, Value]) -> str | None:
    """Return the title that front matter names, None if it names none; only text is a title."""
    value = head.get("title")
    if not isinstance(value, str):
        return None
    title = label(value)
    # Dumps of feeds wrap titles that hold quotes in seven of them.
    if title.startswith('"""'):
        title = title.lstrip('"')
    if title.endswith('"""'):
        title = title.rstrip('"')
    return title.strip() or None


def first_heading(body: str) -> str | None:
    """Return the text of the first heading in the first 32 K characters of `body`, Markdown or HTML.

    In HTML that is `<title>` or one of `<h1>` to `<h3>`; nothing in comments, scripts and code blocks counts.
    """
    for match in _HEADING.finditer(body[:_HEAD]):
        markdown = match["atx"] or match["setext"]
        text = _MARKS.sub("", _LINK.sub(r"\1", markdown.rstrip())) if markdown else match["html"]
        if text and (heading := label(_TAG.sub("", text))):
            return heading
    return None


def title_from_name(file_name: str) -> str:
    """Return a title made of `file_name`: percent escapes decoded, without date and extension, words set apart."""
    name = unquote(_EXTENSION.sub("", file_name), errors="replace").strip()
    if (dated := _DATED.fullmatch(name)) and read_date(dated[1]):
        name = dated[2]
    if not any(map(str.isspace, name)):
        name = name.replace("-", " ").replace("_", " ")
    return label(name) or UNTITLED
