"""Tags of site generators: those that mean code or a figure become HTML, the others go and leave their text."""

from __future__ import annotations

import html
import re
from functools import partial
from typing import TYPE_CHECKING

from reader.domain.article import MarkupKind

if TYPE_CHECKING:
    from collections.abc import Callable

# Each begins with a literal, which is looked for faster than a choice of several.
_HINTS = (
    re.compile(r"\{[%{<:]"),
    re.compile(r"\[(?:caption|gallery|embed|video|audio)\b"),
    re.compile(r"<!--\s*more"),
)
_FENCED = re.compile(
    r"(^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\2[`~]*[ \t]*$|\Z)|(?<!`)(`+)(?!`)(?:[^\n]|\n(?!\n))*?(?<!`)\3(?!`)"
    r"|(?<=\n\n)(?: {4,}|\t)\[[^\n]*)",
    re.DOTALL | re.MULTILINE,
)
_CODE = re.compile(
    r"\{%-?\s*(highlight|codeblock|code)\b([^%\n]*)-?%\}[ \t]*\n?"
    r"((?:[^{]|\{(?!%-?\s*(?:end)?\1\b))*+)\{%-?\s*end\1\s*-?%\}"
    r"|\{\{[<%]\s*highlight\b([^>%\n]*)[>%]\}\}[ \t]*\n?"
    r"((?:[^{]|\{(?!\{[<%]\s*/?\s*highlight\b))*+)\{\{[<%]\s*/\s*highlight\s*[>%]\}\}"
)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_FIGURE = re.compile(
    r"\{\{[<%]\s*(?:[a-z]+-)*(?:figure|img|image|picture)(?:-[a-z]+)*\s([^{}]{0,1500}?)/?[>%]\}\}"
    r"|\{%-?\s*include\s[^\s%]*(?:figure|image|img|picture)[^\s%]*\s((?:[^%]|%(?!\})){0,1500}?)-?%\}"
)
_IMAGE_KEYS = ("src", "img", "image", "image_path", "url", "file")
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
_MEDIA = re.compile(
    r"\[(gallery|embed|video|audio)(\s[^\]\[\n]{0,1500})?\](?:([^\]\[]{0,1500})\[/\1\]|(?![(\[:]))"
)
_MEDIA_ELEMENTS = {"video": "video", "audio": "audio", "embed": "iframe"}
_ADDRESS = re.compile(r"https?://[^\s\"'<>\]]+")
_ASSET = re.compile(r"\{%\s*(?:asset_img|img|image|fullimage)\s+((?:[^%]|%(?!\}))*?)\s*%\}")
_CAPTION = re.compile(r"\[caption\b[^\]\[]{0,500}\](.{0,4000}?)\[/caption\]", re.DOTALL)
_CAPTION_TEXT = re.compile(
    r"((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?|\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?)(.*)", re.DOTALL
)
_OTHER = re.compile(
    r"\{%-?\s*/?[A-Za-z_](?:[^%\n]|%(?!\})){0,400}%\}|\{\{[<%]\s*/?\s*[A-Za-z_](?:[^\n>%]|[>%](?!\}\})){0,400}[>%]\}\}"
    r"|^\{:[^}\n]*\}[ \t]*$|(?<=\S)\{:[ \t]*[.#][^}\n]*\}",
    re.MULTILINE,
)
_LINE_END = re.compile(r"[ \t]*\n")
_PARAMETER = re.compile(r"([A-Za-z_-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_WORD = re.compile(r"(?:lang:)?([A-Za-z0-9#+_-]+)")


def replace_site_tags(text: str, markup: MarkupKind) -> str:
    """Return `text` with the tags of Hexo, Jekyll, Hugo and WordPress replaced, except in Markdown's own code."""
    if not any(hint.search(text) for hint in _HINTS):
        return text
    text = _CODE.sub(_write_code, text)
    if markup is MarkupKind.HTML:
        return _replace(text)
    pieces = re.split(r"(<pre><code class=\"site\b.*?</code></pre>)", text, flags=re.DOTALL)
    return "".join(
        piece if number % 2 else _replace_outside(piece, _FENCED, _replace) for number, piece in enumerate(pieces)
    )


def _replace_outside(text: str, pattern: re.Pattern[str], replace: Callable[[str], str]) -> str:
    written: list[str] = []
    at = 0
    for match in pattern.finditer(text):
        written += [replace(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*written, replace(text[at:])])


def _replace(text: str) -> str:
    text = _RAW.sub("", text)
    for pattern, write in _WRITERS:
        text = pattern.sub(partial(_set_apart, write), text)
    if "[/caption]" in text:
        text = _CAPTION.sub(_write_caption, text)
    return _OTHER.sub("", text)


def _set_apart(write: Callable[[re.Match[str]], str], match: re.Match[str]) -> str:
    """Return what `write` makes of a match, an empty line behind it: Markdown goes on as HTML up to there."""
    written = write(match)
    return written + "\n" if written and _LINE_END.match(match.string, match.end()) else written


def _write_code(match: re.Match[str]) -> str:
    parameters, code = (match[2], match[3]) if match[1] else (match[4], match[5])
    words = [word for word in _WORD.findall(parameters or "") if word != "lang"]
    if match[1] == "codeblock" and "lang:" not in (parameters or ""):
        words = []
    if match[1] == "codeblock" and (named := re.search(r"lang:([\w#+-]+)", parameters or "")):
        words = [named[1]]
    language = f" language-{words[0]}" if words else ""
    # An empty line ends an HTML block of Markdown, but not one that begins with pre.
    return f'\n<pre><code class="site{language}">\n{html.escape(code, quote=False)}</code></pre>\n'


def _write_figure(match: re.Match[str]) -> str:
    values = {name.lower(): a or b or c for name, a, b, c in _PARAMETER.findall(match[1] or match[2] or "")}
    source = html.escape(next((values[name] for name in _IMAGE_KEYS if values.get(name)), ""))
    alt = html.escape(values.get("alt", ""))
    texts = [values[name] for name in ("title", "caption", "attr") if values.get(name)]
    caption = f"<figcaption>{html.escape(' '.join(texts), quote=False)}</figcaption>" if texts else ""
    return f'<figure><img src="{source}" alt="{alt}">{caption}</figure>' if source or alt else ""


def _write_embed(match: re.Match[str]) -> str:
    name, given = match[1] or match[3], match[2] or match[4]
    values = {key.lower(): a or b or c for key, a, b, c in _PARAMETER.findall(given)}
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


def _write_asset(match: re.Match[str]) -> str:
    words = match[1].split()
    place = next((number for number, word in enumerate(words) if "." in word or "/" in word), None)
    if place is None:
        return ""
    title = " ".join(word for word in words[place + 1 :] if not word.isdigit()).strip("'\"")
    return f'<img src="{html.escape(words[place])}" alt="{html.escape(title)}">'


def _write_caption(match: re.Match[str]) -> str:
    parts = _CAPTION_TEXT.match(match[1].strip())
    if not parts:
        return match[1]
    if parts[1].startswith(("[", "!")):
        return f"\n\n{parts[1]}\n\n{parts[2].strip()}\n\n"
    caption = parts[2].strip()
    return f"<figure>{parts[1]}<figcaption>{caption}</figcaption></figure>"


_WRITERS = (
    (_FIGURE, _write_figure),
    (_ASSET, _write_asset),
    (_EMBED, _write_embed),
    (_MEDIA, _write_media),
)
