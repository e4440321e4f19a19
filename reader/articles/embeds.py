"""Embedded frames, videos, sound and objects: what stands in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.articles.html_tree import attributes
from reader.articles.images import read_size
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
    "mpvoice": "audio",
    "mp-common-mpaudio": "audio",
    "qqmusic": "audio",
}
"""What the elements are called to a reader."""

_SOURCE = re.compile(r"<(?:source|embed|iframe|param|a)((?: =?[^ =>]*=\"[^\"]*\")*)>")
_TITLES = {
    "mpvoice": ("name",),
    "mp-common-mpaudio": ("name",),
    "qqmusic": ("music_name",),
}
"""The attributes that name what WeChat embeds."""
_FALLBACK = re.compile(
    r"(?>(?:\s|<(?:source|track|param|embed)\b[^<>]*>)*)"
    r"<(p|div)\b[^<>]*>((?>(?:[^<]+|</?(?:a|b|br|code|em|i|span|strong)\b[^<>]*>)*))</\1>\s*"
)
"""One paragraph, behind what tells the sources."""
_UNSUPPORTED = re.compile(
    "(?s)(?=.*(?:browser|浏览器|瀏覽器|ブラウザ|HTML5)).*(?:support|支持|支援|対応)", re.IGNORECASE
)
_LONGEST_FALLBACK = 300
_ADDRESSES = ("data-src", "src", "data", "href", "value", "data-url", "poster")
_VIDEO = re.compile(
    r"youtu\.?be|vimeo|bilibili|youku|v\.qq\.com|tudou|iqiyi|dailymotion|/video/|video_(?:player|iframe)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class EmbedMarkup:
    """What the markup says of an embed."""

    kind: str
    title: str | None
    address: str | None


def read_embed(name: str, own: Mapping[str, str], content: str, base: str | None) -> EmbedMarkup | None:
    """Return what the element `name`, with its `own` attributes and `content`, embeds; None if that shows nothing."""
    sets = [own, *(attributes(match[1]) for match in _SOURCE.finditer(content))]
    found = (resolve(each[key], base) for key in _ADDRESSES for each in sets if each.get(key))
    address = next((address for address in found if address), None)
    titles = ("title", "aria-label", "alt", *_TITLES.get(name, ()))
    title = next((" ".join(own[key].split()) for key in titles if own.get(key)), None)
    kind = KINDS[name]
    if address is None and (name == "object" or (title is None and own.get("src") == "about:blank")):
        return None
    width, height = read_size(own)
    if width is not None and height is not None and max(width, height) <= 1:
        return None
    if kind in ("frame", "object") and _VIDEO.search(f"{own.get('class')} {address}"):
        kind = "video"
    return EmbedMarkup(kind, title or None, address)


def is_fallback(content: str) -> bool:
    """Return whether a reader whose browser shows no videos sees the `content` of one, and nobody else."""
    paragraph = _FALLBACK.fullmatch(content)
    if paragraph is None or len(paragraph[2]) > _LONGEST_FALLBACK:
        return False
    return _UNSUPPORTED.match(paragraph[2]) is not None
