"""Captions: which paragraphs after an image belong to it."""

from __future__ import annotations

import re

_LABEL = re.compile(r'label="图片描述"|class="[^"]*\b(?:caption|wp-caption-text|image-caption|img-desc|pic-desc)\b')
_SMALL = re.compile(r"font-size\s*:\s*(\d+(?:\.\d+)?)px", re.IGNORECASE)
_SOURCE = re.compile(
    r"[（(【\[▲△]?\s*(?:图|图源|图片|图片来源|图片来自|图片源自|图片说明|来源|配图|image|photo|source|credit)s?\s*(?:来源|by)?\s*[:：丨|/]",
    re.IGNORECASE,
)
_SMALL_PIXELS = 13
_LONGEST_SOURCE = 80
LONGEST = 300
"""Characters of a caption; a longer paragraph after an image is text."""


def is_caption(text: str, attributes: str, *, centred: bool) -> bool:
    """Return whether a paragraph with `text`, right after an image, whose tag has these attributes is its caption."""
    if len(text) > LONGEST:
        return False
    if _LABEL.search(attributes):
        return True
    size = _SMALL.search(attributes)
    if centred and size and float(size[1]) <= _SMALL_PIXELS:
        return True
    return len(text) <= _LONGEST_SOURCE and _SOURCE.match(text) is not None
