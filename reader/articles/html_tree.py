"""HTML as an HTML5 parser mends it: balanced, lower case, attributes quoted, so that one pattern finds its tags."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from reader.articles.footnotes import drop_backlinks
from reader.articles.highlighters import restore_code
from reader.articles.nesting import flatten
from reader.articles.sanitize import clean
from reader.articles.unclosed import close_raw

if TYPE_CHECKING:
    from collections.abc import Mapping

TAG = re.compile(r'<(?:(/?)([a-zA-Z][^\s/>]*)((?: =?[^ =>]*="[^"]*")*)>|!--.*?-->|[^>]*>)', re.DOTALL)
"""A tag of a mended document: groups 1 to 3 are its slash, name and attributes; a comment has none of them."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_ATTRIBUTE = re.compile(r' (=?[^ =>]*)="([^"]*)"')
_UNSEEN = ["script", "style", "template", "title", "meta", "link", "base"]
_RAW = ["iframe", "xmp", "plaintext", "noembed", "noframes"]
_SPECIAL = re.compile(
    r"<(?=.[-acefilmot])[!abilmnpstx](?:--|ase|frame|ink|eta|mp-img|o(?:embed|frames|script)|laintext|cript|tyle|e(?:mplate|xtarea)|itle|mp)",
    re.IGNORECASE | re.ASCII,
)
"""What begins a comment, or one of these elements, or a few others: that there is none is told faster than which."""
_REFERENCE = re.compile(r"&#?\w+")
_MATHJAX = re.compile(r'<script\b[^<>]*type="?math/tex[^<>]*>((?>(?:[^<]+|<(?!/?script))*))</script>', re.IGNORECASE)
_HEXO_CAPTION = re.compile("(<figcaption><span>[^<]*</span>)(?=<a )")
_NOSCRIPT = re.compile("<noscript>((?>(?:[^<]+|<(?!/?noscript|img))*))</noscript>")
_ABOUT_SCRIPTS = re.compile("java ?script|脚本", re.IGNORECASE)
_ASKING = re.compile("enable|turn on|activate|启用|开启|打开|啟用|開啟", re.IGNORECASE)
_OF_WORTH = re.compile(r"<(?:pre|code|table|iframe|video|audio|object|embed|a(?![^<>]*disqus))\b")
"""What a note about scripts does not hold, other than the link of Disqus."""
_LONGEST_NOTE = 300
_DUPLICATES = ("katex-html", "MathJax_Preview")
_JAMMERS = '.jammer, span[style*="display:none"]'
_JAMMED = re.compile("(?:[ -;] [?-~])+")
"""The letters against copying that Discuz hides. Other hidden text is what scripts unfold, and is shown."""


def mend(text: str) -> str:
    """Return the HTML fragment `text` as a balanced document without what no reader sees, such as style and script.

    The `text` is clean, and so is the document. The tree is serialised as the HTML standard says, so that the only `<`
    in it are those of tags and comments.
    """
    if "math/tex" in text:
        text = _MATHJAX.sub(lambda match: f"${html.escape(match[1])}$", text)
    special = _SPECIAL.search(text) is not None
    if special:
        text = text.replace("<amp-img", "<img")
    parser = LexborHTMLParser(flatten(close_raw(text) if special else text), is_fragment=True)
    if special and parser.css_first(", ".join(_UNSEEN + _RAW)):
        parser.strip_tags(_UNSEEN, recursive=True)
        _open_raw(parser)
    if any(name in text for name in _DUPLICATES):
        for node in parser.css(", ".join(f".{name}" for name in _DUPLICATES)):
            node.decompose()
    if 'class="jammer"' in text:
        for node in parser.css(_JAMMERS):
            only = node.first_child if node.first_child == node.last_child else None
            if node.tag != "span" or (only is not None and _JAMMED.fullmatch(only.text_content or "")):
                node.replace_with("")
    restore_code(parser, text)
    document = drop_backlinks(parser.html or "")
    if special:
        document = _NOSCRIPT.sub(_without_note, document)
    if "<figcaption><span>" in document:  # the name of a file of code and a link to it, apart by style alone
        document = _HEXO_CAPTION.sub(r"\1 ", document)
    # The parser has decoded the character references, and they may have brought control characters back.
    decoded = "".join(map(_decoded, set(_REFERENCE.findall(text))))
    return document if clean(decoded) == decoded and not _CONTROL.search(decoded) else _clean_texts(document)


def _open_raw(parser: LexborHTMLParser) -> None:
    """Empty frames, and let other elements whose content HTML takes as it is typed be their text."""
    for node in parser.css(", ".join(_RAW)):
        if node.tag == "iframe":
            for child in list(node.iter(include_text=True)):
                child.remove()
        else:
            node.replace_with(node.text())


def _without_note(noscript: re.Match[str]) -> str:
    """Return a `noscript` element, empty if it only asks its reader to let scripts run."""
    text = visible_text(noscript[1])
    is_note = len(text) <= _LONGEST_NOTE and _ABOUT_SCRIPTS.search(text) and _ASKING.search(text)
    return "" if is_note and not _OF_WORTH.search(noscript[1]) else noscript[0]


def _decoded(reference: str) -> str:
    """Return the character of a reference; for a number that HTML maps to another one, the one that it says."""
    try:
        if reference.startswith(("&#x", "&#X")):
            return chr(int(reference[3:], 16))
        if reference.startswith("&#"):
            return chr(int(reference[2:]))
    except (ValueError, OverflowError):
        return "\x00"
    return html.unescape(reference + ";")


def _clean_texts(document: str) -> str:
    """Clean `document` without ever taking a part of a tag for a part of an escape sequence."""
    if not _CONTROL.search(document):
        return clean(document)
    cleaned: list[str] = []
    at = 0
    for tag in TAG.finditer(document):
        cleaned += [clean(document[at : tag.start()]), clean(_CONTROL.sub("", tag[0]))]
        at = tag.end()
    return "".join([*cleaned, clean(document[at:])])


def attributes(source: str) -> Mapping[str, str]:
    """Return the attributes in the third group of a TAG match, decoded."""
    return {name: html.unescape(value) if "&" in value else value for name, value in _ATTRIBUTE.findall(source)}


def visible_text(source: str) -> str:
    """Return the text of a piece of a mended document, its tags taken out and its entities decoded."""
    return html.unescape(TAG.sub("", source)).replace("\u00a0", " ")
