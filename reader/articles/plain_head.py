"""The quick reading of plain YAML: lines of `key: value` and lists of plain items, as nearly all article files have.

What it reads it reads as YAML 1.1 does; the rest it leaves to a YAML parser, which takes ten times as long.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.articles.value import Value, Values

UNPLAIN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Tabs, further line breaks and what YAML forbids."""
_KEY = re.compile("[A-Za-z][A-Za-z0-9_-]{0,99}")
_PLAIN_START = re.compile(r"[^\x00-\x27\x29-\x2e\x30-\x40\x5b-\x60\x7b-\x9f]")
"""Letters, `/`, `(` and all from U+00A0 on; said by what they are not, it is compiled a hundred times as fast."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?", re.ASCII)

_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= {form: True for word in ("yes", "true", "on") for form in (word, word.title(), word.upper())}
_WORDS |= {form: False for word in ("no", "false", "off") for form in (word, word.title(), word.upper())}


class NotPlainError(Exception):
    """The text needs a YAML parser."""


def read_plain(head: str) -> Values | None:
    """Return the values of `head`, or None if it is not plain."""
    if UNPLAIN.search(head):
        return None
    values: Values = {}
    items: list[Value] | None = None
    indent = -1
    key = ""
    try:
        for line in head.split("\n"):
            name, colon, rest = line.partition(":")
            if colon and _is_key(name):
                key, items = name if not rest.strip(" ") else "", None
                values[name] = read_value(rest)
            elif text := line.strip(" "):
                if text[0] != "-" or text[1:2] not in ("", " ") or not key or values[key] is not items:
                    return None
                if items is None:
                    values[key] = items = []
                    indent = line.index("-")
                elif line.index("-") != indent:
                    return None
                items.append(_read_scalar(text[1:].lstrip(" ")))
    except NotPlainError:
        return None
    return values


@lru_cache(maxsize=256)
def _is_key(text: str) -> bool:
    return text not in _WORDS and _KEY.fullmatch(text) is not None


def read_value(text: str) -> Value:
    """Return the value of what stands behind the colon of a key; raises NotPlainError."""
    if text and text[0] != " ":
        raise NotPlainError
    return _read_scalar(text.strip(" "))


def _read_scalar(text: str) -> Value:
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if first in "'\"":
        inner = text[1:-1]
        if len(text) < 2 or text[-1] != first or first in inner or (first == '"' and "\\" in inner):
            raise NotPlainError
        return inner
    if _PLAIN_START.match(text):
        if ": " in text or " #" in text or text[-1] == ":":
            raise NotPlainError
        return text
    if (match := _DATE.fullmatch(text)) is None:
        raise NotPlainError
    try:
        return date.fromisoformat(text) if match[1] is None else datetime.fromisoformat(text)
    except ValueError as error:
        raise NotPlainError from error
