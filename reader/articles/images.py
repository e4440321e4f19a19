"""Images: where they really are, how large they are, and which of their texts describe them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_plus

from reader.articles.html_tree import TAG, attributes
from reader.articles.links import resolve
from reader.articles.sanitize import clean_line
from reader.domain.block import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LAZY_SOURCES = (
    "data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-url", "data-lazyload", "data-original-src",
    "data-echo", "data-cfsrc", "data-croporisrc", "zoomfile",
)  # fmt: skip
"""Attributes with the real address, the last one that of Discuz, whose `file` is one where `src` is a placeholder."""
_SOURCE_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:blank|none|spacer|pixel|placeholder|loading|lazy(?:load)?|1x1|transparent|grey)\.(?:gif|png|svg|jpe?g)"
)
_CANDIDATE = re.compile(r"\s*(\S*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)")
_STYLE_SIZE = re.compile(r"(?:^|[;\s])(width|height)\s*:\s*([\d.]+)px", re.IGNORECASE)
_PIXELS = re.compile(r"\s*(\d{1,6})(?:\.\d+)?\s*(?:px)?\s*$")
_FILE_NAME = re.compile(
    r"^[^\s，。、]*\.(?:png|jpe?g|gif|webp|svg|bmp|avif|heic)$|^(?:IMG|DSC|image|img|图片|photo|picture)[\s_-]*\d*$",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[,，、;；|]")
_WORDS = re.compile(r"[^\W_]+")
_TINY = 32
LONGEST_LETTER = 16
"""Characters that stand for an image as small as a letter, wherever it stands: `😀`, `[smile]`."""
_TINY_CLASS = re.compile(r"emoji|emoticon|icon|smil", re.IGNORECASE)
_FORMULA_SOURCE = re.compile(r"(?:/equation\?tex|/latex\.php\?latex|/math\?formula)=([^&]+)|\.latex\?(.+)")
"""The formula of a source; that of CodeCogs is all behind the `?`, its blanks written as `&space;`."""
_SETTING = re.compile(r"\\(?:inline(?![A-Za-z])|dpi *\{\d*\}|(?:bg|fn)_\w+) *")
"""How CodeCogs is to draw a formula."""
_FORMULA = re.compile(r"[\\^_={}<>+|]|^\S+$")
"""What tells an `alt` that is a formula from one in words."""
_MATHML_END = "</math></span>"
"""What stands before the image of a formula of MediaWiki that is there as MathML too."""
_DISPLAYED = re.compile(r"\{\\(?:display|text)style (.*)\}$")


@dataclass(frozen=True, slots=True)
class Image:
    """What the markup says of an image: address, size in pixels, and its `alt` and `title`."""

    address: str | None
    alt: str
    title: str
    width: int | None
    height: int | None
    inline: bool
    """Whether it is as small as a letter, such as an emoji."""
    spelling: str | None = None
    """The letter or the formula that it stands for, if it does: it is text."""


def read_image(attributes: Mapping[str, str], base: str | None) -> Image | None:
    """Return the image of an `img` element, or None for a tracking pixel and for one that has nothing to show."""
    width, height = read_size(attributes)
    if (width is not None and width <= 1) or (height is not None and height <= 1):
        return None
    address = _address(attributes, base)
    alt = " ".join(attributes.get("alt", "").split())
    title = " ".join(attributes.get("title", "").split())
    if address is None and not alt and not attributes.get("src", "").startswith("data:image"):
        return None
    small = max(width or 0, height or 0)
    named_tiny = not small and _TINY_CLASS.search(attributes.get("class", "")) is not None
    inline = 0 < small <= _TINY or named_tiny
    return Image(address, alt, title, width, height, inline, _spelling(attributes, alt, inline=inline))


def _spelling(attributes: Mapping[str, str], alt: str, *, inline: bool) -> str | None:
    source, names = attributes.get("src", ""), attributes.get("class", "")
    formula = _formula(source)
    if formula or (alt and ("mwe-math" in names or ("latex" in names.split() and _FORMULA.search(alt)))):
        text = (formula or alt).strip("$ ").removesuffix("\\\\").rstrip()
        return clean_line(f"${text if (displayed := _DISPLAYED.match(text)) is None else displayed[1]}$")
    return alt if inline and 0 < len(alt) <= LONGEST_LETTER else None


def _formula(source: str) -> str | None:
    match = _FORMULA_SOURCE.search(source) if "?" in source else None
    if match is None:
        return None
    if match[1]:
        return unquote_plus(match[1])
    return _SETTING.sub("", unquote(match[2].replace("&space;", " ").replace("&plus;", "+"))).strip()


def find_images(document: str, base: str | None) -> dict[int, Image]:
    """Return the images of a mended document, by the place where their tags begin.

    Where an image that is loaded lazily stands again in a `noscript`, behind it or before it, the latter is the one.
    """
    found: dict[int, Image] = {}
    first = end = -1
    start = document.find("<img")
    while start >= 0:
        tag = TAG.match(document, start)
        start = document.find("<img", start + 1)
        if tag is None or tag[2] != "img":
            continue
        own = attributes(tag[3])
        image = read_image(own, base)
        if image is None or (image.spelling is not None and document.endswith(_MATHML_END, 0, tag.start())):
            continue
        between = document[end : tag.start()].strip() if end >= 0 else ""
        if between == "<noscript>":
            found[first] = image
            continue
        before = found[first].address if between == "</noscript>" else None
        if before is not None and before in [resolve(value, base) for value in own.values()]:
            continue
        found[tag.start()] = image
        first, end = tag.span()
    return found


class Pictures:
    """Tells what the pictures of an article show: a text that several images share tells nothing."""

    def __init__(self, images: Iterable[Image], title: str) -> None:
        self._shared = Counter(text for image in images for text in {image.alt, image.title} if text)
        self._title = title

    def picture(self, image: Image, number: int) -> Picture:
        """Return an image as the picture of this number, with the text that tells it from the others, if one does."""
        texts = (text for text in (image.alt, image.title) if describes(text, self._shared[text], self._title))
        return Picture(
            number=number, address=image.address, text=next(texts, None), width=image.width, height=image.height
        )


def describes(text: str, count: int, title: str) -> bool:
    """Return whether a text that `count` images have tells what one of an article of this title shows."""
    if not text or count > 1 or _FILE_NAME.match(text) or text.startswith(("http://", "https://")):
        return False
    parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    # A sentence with commas ends like one, a list of keywords does not.
    if len(parts) > 2 and text[-1] not in ".。!！?？…" and all(len(part) < 16 for part in parts):
        return False
    words = _WORDS.findall(text.casefold())
    return bool(words) and not all(word in title.casefold() for word in words)


def _address(attributes: Mapping[str, str], base: str | None) -> str | None:
    source = attributes.get("src", "")
    candidates = [source]
    names = " ".join(attributes)
    if "data-" in names or "srcset" in names or "file" in names:
        lazy = [attributes[name] for name in _LAZY_SOURCES if attributes.get(name)]
        sets = [largest(attributes[name]) for name in _SOURCE_SETS if attributes.get(name)]
        real = [source] if source and not _PLACEHOLDER.search(source.lower()) else []
        candidates = [*lazy, *real, *sets, attributes.get("file", ""), source]
    for candidate in candidates:
        if not candidate.lstrip().lower().startswith("data:") and (address := resolve(candidate, base)):
            return address
    return None


def largest(source_set: str) -> str:
    """Return the address of the largest image of a `srcset`, empty if it names none."""
    if len(source_set) > 20_000 or "data:" in source_set:
        return ""
    best = ("", -1.0)
    for match in _CANDIDATE.finditer(source_set):
        size = float(match[2]) if match[2] and match[2].count(".") < 2 and match[2] != "." else 0.0
        if size > best[1]:
            best = (match[1], size)
    return best[0]


def read_size(attributes: Mapping[str, str]) -> tuple[int | None, int | None]:
    """Return the width and the height that an element has in pixels."""
    found: dict[str, int] = {}
    if style := attributes.get("style"):
        found = {name.lower(): int(float(value)) for name, value in _STYLE_SIZE.findall(style) if _number(value)}
    for name in ("width", "height"):
        if name in attributes and (match := _PIXELS.match(attributes[name])):
            found[name] = int(match[1])
    return found.get("width"), found.get("height")


def _number(value: str) -> bool:
    return value.count(".") < 2 and value.strip(".") != "" and len(value) < 12


def file_name(address: str) -> str:
    """Return the last part of the path of `address`, decoded."""
    return unquote(address.split("?", 1)[0].rstrip("/").rsplit("/", 1)[-1])
