"""Addresses: which of them may be followed, and how they are written in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_WEB = frozenset({"http", "https"})
_BLANKS = re.compile(r"[\s\x00-\x20]+")
_LONGEST = 8000
_UNSAFE = re.compile(r"[\s()<>\\\"`|^{}]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BARE = re.compile(r"https?://[A-Za-z0-9_~:/?#\[\]@!$&'()*+,;=%.|-]+")
_OPENING = {")": "(", "]": "["}
_SHORTEST = len("https://")


def resolve(address: str, base: str | None) -> str | None:
    """Return `address` made absolute against `base`; None if it carries its data, is malformed or not for the web."""
    address = _BLANKS.sub(" ", address).strip()
    if not address or len(address) > _LONGEST:
        return None
    scheme = _SCHEME.match(address)
    if scheme:
        return address if scheme[1].lower() in _WEB else None
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return None


def followable(address: str, base: str | None) -> str | None:
    """Return the absolute address that a link leads to, or None if it is not http, https or mailto."""
    stripped = address.strip()
    if stripped[:7].lower() == "mailto:":
        return _BLANKS.sub("", stripped) if 7 < len(stripped) < _LONGEST else None
    if stripped.startswith("#"):
        return None
    resolved = resolve(stripped, base)
    if resolved is None or not resolved[:8].lower().startswith(("http://", "https://")):
        return None
    return resolved


def destination(address: str) -> str:
    """Return `address` as a link destination of CommonMark, percent-encoded where it would end early or be decoded."""
    return _ENTITY.sub("&amp;", _UNSAFE.sub(lambda match: quote(match[0], safe=""), address))


def bare_addresses(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each bare address of `text` begins, and the address: it ends before CJK text."""
    for match in _BARE.finditer(text):
        address = _before_unopened_bracket(match[0])
        address = address.rstrip(".,;:!?'*_")
        if len(address) > _SHORTEST:
            yield match.start(), address


def _before_unopened_bracket(address: str) -> str:
    opened: list[str] = []
    for place, character in enumerate(address):
        if character in "([":
            opened.append(character)
        elif character in ")]" and (not opened or opened.pop() != _OPENING[character]):
            return address[:place]
    return address
