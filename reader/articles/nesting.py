"""Elements nested without end: for each tag, the parser looks at all that are open."""

from __future__ import annotations

import re

DEEPEST = 500
"""Elements that may be open at once; browsers draw a line at as many."""

_SUSPECT = 3000
"""How many more tags begin than end something where it is worth a closer look."""
_LOOKS = 64
_PARAGRAPHS_EACH = 8
"""Of how many of the looks one is for paragraphs too."""

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^<>]*>")
# What has no end tag, or may do without one, ends where the next one begins; what holds no elements hides its content.
_ENDLESS = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "body", "colgroup", "head", "html", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
    "iframe", "noembed", "noframes", "script", "style", "template", "textarea", "title", "xmp",
}  # fmt: skip
# One of these ends where another of its kind begins, but not the one of the other kind around it.
_ITEMS = {"li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd")}
# The end of one of these closes no block inside it: the parser keeps both, the one around the other.
_FORMATTING = {
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
}  # fmt: skip


def flatten(text: str) -> str:
    """Return the HTML `text` without the tags of elements that lie deeper than DEEPEST; what is in them stays."""
    if not _may_be_deep(text):
        return text
    written: list[str] = []
    copied = dropped = 0
    opened: list[str] = []
    counts: dict[str, int] = {}
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _ENDLESS:
            continue
        if name in _ITEMS and not tag[1] and opened and opened[-1] in _ITEMS[name]:
            counts[opened.pop()] -= 1
        if tag[1]:
            if dropped and name not in _ITEMS:
                dropped -= 1
            elif counts.get(name, 0) and name in _FORMATTING:
                del opened[len(opened) - 1 - opened[::-1].index(name)]
                counts[name] -= 1
                continue
            elif counts.get(name, 0):
                while (last := opened.pop()) != name:
                    counts[last] -= 1
                counts[name] -= 1
                continue
            else:
                continue
        elif len(opened) < DEEPEST:
            opened.append(name)
            counts[name] = counts.get(name, 0) + 1
            continue
        elif name not in _ITEMS:
            dropped += 1
        written.append(text[copied : tag.start()])
        copied = tag.end()
    return "".join([*written, text[copied:]])


def _may_be_deep(text: str) -> bool:
    """Return whether `text` leaves many tags open at one of some places: to read each tag takes far longer."""
    if len(text) <= len("<b>") * _SUSPECT:
        return False
    step = len(text) // _LOOKS + 1
    surplus = endless = counted = 0
    for number, start in enumerate(range(0, len(text), step)):
        piece = text[start : start + step]
        surplus += piece.count("<") - 2 * piece.count("</")
        # A paragraph that ends without having begun is one, and looks for its beginning in all that is open.
        if number % _PARAGRAPHS_EACH == 0:
            surplus += _PARAGRAPHS_EACH * max(0, piece.count("</p") - piece.count("<p"))
        if surplus - endless > _SUSPECT:
            endless += text.count("<br", counted, start + step) + text.count("<img", counted, start + step)
            counted = start + step
            if surplus - endless > _SUSPECT:
                return True
    return False
