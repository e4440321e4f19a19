"""Tags of site generators that mean a figure or an embed, as HTML."""

from __future__ import annotations

import html
import re

_FIGURE = re.compile(
    r"\{\{[<%]\s*(?:[a-z]+-)*(?:figure|img|image|picture)(?:-[a-z]+)*\s([^{}]{0,1500}?)/?[>%]\}\}"
    r"|\{%-?\s*include\s[^\s%]*(?:figure|image|img|picture)[^\s%]*\s((?:[^%]|%(?!\})){0,1500}?)-?%\}"
    r"|\{%\s*(?:asset_img|img|image|fullimage)\s((?:[^%]|%(?!\})){0,1500}?)%\}"
)
_SOURCES = ("src", "img", "image", "image_path", "url", "file")
_TEXTS = ("title", "caption", "description", "attr")
_PLACE = re.compile(r"(?<![^\s\"'])[^\s\"',=]*[./][^\s\"',]*")
"""The address of an image among words without names."""
_QUOTED = re.compile(r"\"([^\"]+)\"")
_SIZE = re.compile(r"\s(\d+)\s+(\d+)(?!\S)")
_EMBED = re.compile(
    r"\{\{[<%]\s*(youtube|vimeo|tweet|x)\s([^{}]{1,500}?)/?[>%]\}\}|\{%\s*(youtube|vimeo|tweet)\s([^{}%]{1,500}?)%\}"
)
_EMBEDDED = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "tweet": "https://x.com/i/status/",
    "x": "https://x.com/i/status/",
}
"""Where what these tags embed lies, but for its name."""
_MEDIA = re.compile(r"\[(gallery|embed|video|audio)(\s[^\]\[\n]{0,1500})?\](?:([^\]\[]{0,1500})\[/\1\]|(?![(\[:]))")
_MEDIA_ELEMENTS = {"video": "video", "audio": "audio", "embed": "iframe"}
_ADDRESS = re.compile(r"https?://[^\s\"'<>\]]+")
_CAPTION = re.compile(r"\[caption\b[^\]\[]{0,500}\](.{0,4000}?)\[/caption\]", re.DOTALL)
_CAPTION_TEXT = re.compile(
    r"((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?|\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?)(.*)", re.DOTALL
)
_PARAMETER = re.compile(r"([A-Za-z_-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")


def read_parameters(given: str) -> dict[str, str]:
    """Return the parameters of a tag that have names, which are in lower case."""
    return {name.lower(): a or b or c for name, a, b, c in _PARAMETER.findall(given)}


def _write_figure(match: re.Match[str]) -> str:
    values = read_parameters(given := match[1] or match[2] or match[3] or "")
    source = next((values[name] for name in _SOURCES if values.get(name)), "")
    alt = values.get("alt", "")
    texts = [values[name] for name in _TEXTS if values.get(name)]
    words = _PARAMETER.sub("", given)
    if not source and (place := _PLACE.search(words)):
        source, words = place[0], words[place.end() :]
        if size := _SIZE.search(words):
            values |= {"width": size[1], "height": size[2]}
            words = words[size.end() :]
        quoted = _QUOTED.findall(words)
        alt = alt or (quoted[0] if quoted else words.strip("\"', \n"))
    if not source and not alt:
        return ""
    shown: dict[str, str] = {
        "src": source,
        "alt": alt,
        **{name: values[name] for name in ("width", "height") if name in values},
    }
    image = "".join(f' {name}="{html.escape(value)}"' for name, value in shown.items())
    caption = f"<figcaption>{html.escape(' '.join(texts), quote=False)}</figcaption>" if texts else ""
    return f"<figure><img{image}>{caption}</figure>"


def _write_embed(match: re.Match[str]) -> str:
    name, given = match[1] or match[3], match[2] or match[4]
    values = read_parameters(given)
    identity = values.get("id") or given.split()[0].strip("\"'")
    title = html.escape(values.get("title", ""))
    return f'<iframe src="{html.escape(_EMBEDDED[name] + identity)}" title="{title}"></iframe>'


def _write_media(match: re.Match[str]) -> str:
    name, given, content = match[1], match[2] or "", match[3]
    if content is None and "=" not in given and "://" not in given:
        return match[0]  # a word in brackets
    address = _ADDRESS.search(f"{given} {content}")
    if name not in _MEDIA_ELEMENTS or not address:
        return content or ""
    return f'<{_MEDIA_ELEMENTS[name]} src="{html.escape(address[0])}"></{_MEDIA_ELEMENTS[name]}>'


def _write_caption(match: re.Match[str]) -> str:
    parts = _CAPTION_TEXT.match(match[1].strip())
    if not parts:
        return match[1]
    return f"<figure>{parts[1]}<figcaption>{' '.join(parts[2].split())}</figcaption></figure>"


FIGURES = (
    (_FIGURE, _write_figure),
    (_EMBED, _write_embed),
    (_MEDIA, _write_media),
    (_CAPTION, _write_caption),
)
"""Which tags there are, and what writes each; what it writes is HTML only if it begins with `<`."""
