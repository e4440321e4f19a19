"""Addresses of the web: which of them may be opened."""

from __future__ import annotations

import re

_OPENABLE = re.compile(r"(https?://|mailto:)[^\s\x00-\x20]+", re.IGNORECASE)


def is_openable(address: str) -> bool:
    """Return whether `address` is http, https or mailto, and one word; nothing else is ever handed to a browser."""
    return _OPENABLE.fullmatch(address) is not None
