"""Comments, and elements whose content is no text, where they are not closed: to the parser, the rest is theirs."""

from __future__ import annotations

import re

_NAMES = ("iframe", "script", "style", "template", "textarea", "title", "xmp", "noembed", "noframes")
_OPENING = re.compile(rf"<!--|<({'|'.join(_NAMES)})(?=[\s/>])([^<>]*)(?<!/)(/?)>", re.IGNORECASE | re.ASCII)
_CLOSINGS = {name: re.compile(f"</{name}", re.IGNORECASE | re.ASCII) for name in _NAMES} | {"": re.compile("-->")}
_FRAME = re.compile("<iframe", re.IGNORECASE | re.ASCII)


def close_raw(text: str) -> str:
    """Return the HTML `text` so that none of them swallows the rest: one with attributes ends at once, others are text.

    A page that writes of `<title>` without escaping it means the word, not the element.
    """
    written: list[str] = []
    at = copied = 0
    ends: dict[str, int] = {}
    while opening := _OPENING.search(text, at):
        at = opening.end()
        name, attributes, slash = (opening[1] or "").lower(), opening[2], opening[3]
        if ends.get(name, -1) < at:
            closing = _CLOSINGS[name].search(text, at)
            ends[name] = closing.start() if closing else len(text)
        end = ends[name]
        # A frame holds no frames: it has lost its end to the next one.
        closed = end < len(text) and not slash and not (name == "iframe" and _FRAME.search(text, at, end))
        if closed:
            at = end
        elif attributes or slash:
            written += [text[copied:at], f"</{name}>"]
            copied = at
        else:
            written += [text[copied : opening.start()], "&lt;"]
            copied = opening.start() + 1
    return "".join([*written, text[copied:]])
