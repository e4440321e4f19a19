"""The texts that a page shows for the images of a body, put in their place before anything is parsed."""

from __future__ import annotations

import html
import re
from collections import Counter

_IMAGE = re.compile(r"(<(?:img|IMG)\b[^<>]*>)(?:\s*<noscript>\s*<(?:img|IMG)\b[^<>]*>\s*</noscript>)?")
"""An image; one that is loaded lazily stands again in a `noscript`."""
_CAPTIONED = re.compile(
    r"<figure\b[^<>]*>(?>(?:[^<]+|<(?!/?fig))*)<figcaption\b[^<>]*>(?>(?:\s+|<(?!/fig)[^<>]*>)*)[^<]", re.IGNORECASE
)
"""Images up to a caption that says something: a page shows that in the place of their texts."""
_VALUE = r"""\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))"""
_TEXT = re.compile(rf"\s(?:alt|title){_VALUE}", re.IGNORECASE)
_ATTRIBUTE = re.compile(rf"([^\s\"'<>/=]+){_VALUE}")


def show_images(text: str) -> str:
    """Return HTML with a text in the place of each image that a page shows one for, as it chooses it."""
    tags = _IMAGE.findall(text)
    texts = Counter(_value(*groups) for tag in tags for groups in _TEXT.findall(tag)) if tags else None
    if not texts:
        return text
    from reader.articles.images import LONGEST_LETTER, Pictures, describes, read_image  # few searches need it

    # Most texts of images are the same few keywords, and which attributes there are besides takes longer to tell.
    if not any(len(each) <= LONGEST_LETTER or describes(each, count, "") for each, count in texts.items() if each):
        return text
    text = _CAPTIONED.sub(lambda figure: _IMAGE.sub("", figure[0]), text)
    images = {tag: read_image(_attributes(tag), None) for tag in tags}
    pictures = Pictures((image for tag in tags if (image := images[tag])), "")

    def show(match: re.Match[str]) -> str:
        image = images.get(match[1])  # without a captioned image, the text around it may have become another
        shown = (image.alt if image.spelling else pictures.picture(image, 1).text) if image else None
        return f" {html.escape(shown)} " if shown else match[0]

    return _IMAGE.sub(show, text)


def _attributes(tag: str) -> dict[str, str]:
    return {name.lower(): _value(*forms) for name, *forms in _ATTRIBUTE.findall(tag)}


def _value(*forms: str) -> str:
    value = "".join(forms)
    return " ".join((html.unescape(value) if "&" in value else value).split())
