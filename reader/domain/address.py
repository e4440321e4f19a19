"""Addresses of the web: which of them may be opened."""

from __future__ import annotations

import re

_OPENABLE = re.compile(r"(https?://|mailto:)[^\s\x00-\x20]+", re.IGNORECASE)
_PLAIN = re.compile(
    r"(?:https?://[A-Za-z0-9.-]+|[A-Za-z0-9_][A-Za-z0-9_.-]*)?(?:[/?#](?!/)[A-Za-z0-9_/?#@!$&'()*+,;=:.~-]*)?"
)


def is_openable(address: str) -> bool:
    """Return whether `address` is http, https or mailto, and one word; nothing else is ever handed to a browser."""
    return _OPENABLE.fullmatch(address) is not None


def is_plain(address: str) -> bool:
    """Return whether nothing in an address for the web needs to be encoded, or decoded for being read."""
    return _PLAIN.fullmatch(address) is not None and "xn--" not in address
