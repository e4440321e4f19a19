"""Captions: which paragraphs after an image belong to it."""

from __future__ import annotations

import re

_LABEL = re.compile(r'label="图片描述"|class="[^"]*\b(?:caption|wp-caption-text|image-caption|img-desc|pic-desc)\b')
_SIZE = re.compile(r"font-size\s*:\s*(\d+(?:\.\d+)?)px", re.IGNORECASE)
_GREY = re.compile(
    r"(?<!-)color\s*:\s*(?:#([7-9ab])\1\1(?:\1{3})?\b|#([7-9ab][\da-f])\2\2\b|gr[ae]y\b|rgb\((1\d\d), *\3, *\3\))",
    re.IGNORECASE,
)
_POINTER = re.compile(r"▲(?![A-Z]{2})|[△↑](?!\s*[A-Za-z\d$])")
_PART = re.compile(r"[（(【]?(?:未完|待续|(?:全[文书])?完[）)】]|第\S{1,6}[章节回部卷篇])")
"""What stands in the middle, and grey, between two parts of a text."""
_SOURCE = re.compile(
    r"[（(【\[▲△]?\s*(?:图|图源|图片|图片来源|图片来自|图片源自|图片说明|来源|配图|image|photo|source|credit)s?\s*(?:来源|by)?\s*[:：丨|/]",
    re.IGNORECASE,
)
_SMALL_PIXELS = 13
_LARGE_PIXELS = 16
_LONGEST_SOURCE = 80
LONGEST = 300
"""Characters of a caption; a longer paragraph after an image is text."""


def is_caption(text: str, attributes: str, *, centred: bool, alike: bool) -> bool:
    """Return whether a paragraph with `text`, right after an image, is its caption.

    The `attributes` are those of its tag, and of the tags around all of it; `alike` is one whose next looks like it.
    """
    if len(text) > LONGEST:
        return False
    if _LABEL.search(attributes) or _POINTER.match(text):
        return True
    size = _SIZE.search(attributes)
    pixels = float(size[1]) if size else None
    is_small = pixels is not None and pixels <= _SMALL_PIXELS
    is_grey = (pixels is None or pixels < _LARGE_PIXELS) and _GREY.search(attributes) is not None
    if centred and not alike and (is_small or is_grey) and not _PART.match(text):
        return True
    return len(text) <= _LONGEST_SOURCE and _SOURCE.match(text) is not None
