"""Embedded frames, videos, sound and objects: what stands in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.articles.html_tree import attributes
from reader.articles.links import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = {
    "iframe": "frame",
    "video": "video",
    "audio": "audio",
    "embed": "object",
    "object": "object",
    "mpvideo": "video",
}
"""What the elements are called to a reader."""

_SOURCE = re.compile(r"<(?:source|embed|iframe|param|a)((?: =?[^ =>]*=\"[^\"]*\")*)>")
_ADDRESSES = ("data-src", "src", "data", "href", "value", "data-url", "poster")
_VIDEO = re.compile(r"youtu\.?be|vimeo|bilibili|youku|v\.qq\.com|tudou|iqiyi|dailymotion|/video/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EmbedMarkup:
    """What the markup says of an embed."""

    kind: str
    title: str | None
    address: str | None


def read_embed(name: str, own: Mapping[str, str], content: str, base: str | None) -> EmbedMarkup:
    """Return what the element `name`, with its `own` attributes and `content`, embeds."""
    sets = [own, *(attributes(match[1]) for match in _SOURCE.finditer(content))]
    found = (resolve(each[key], base) for each in sets for key in _ADDRESSES if each.get(key))
    address = next((address for address in found if address), None)
    title = next((" ".join(own[key].split()) for key in ("title", "aria-label", "alt") if own.get(key)), None)
    kind = KINDS[name]
    if kind in ("frame", "object") and address and _VIDEO.search(address):
        kind = "video"
    return EmbedMarkup(kind, title or None, address)
