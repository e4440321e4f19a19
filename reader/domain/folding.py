"""Folds text, so that a search finds it however it is written."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Return `text` without the differences of case and of full and half width (NFKC, case folding)."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
