"""Footnotes in HTML: which anchors refer to one, which lead back, and what they are called."""

from __future__ import annotations

import re

_NOTE = re.compile(r"(?:user-content-)?(?:fn|_?ftn|_?edn|footnote|cite_note|note)[-:_.]?([\w.:-]*\w)$", re.IGNORECASE)
_ELEMENT = re.compile(r'<(?:li|section(?=[^<>]*footnote))\b[^<>]* id="([^"]*)"')
_BACK = re.compile(
    r"#(?:user-content-)?(?:fnref|_?ftnref|_?ednref|footnote-?ref|cite_ref|ref|reffn)[-:_.]?", re.IGNORECASE
)
_ARROW = re.compile(r'<a\b(?=[^<>]* href="' + _BACK.pattern + r")[^<>]*>[^<\w]*</a>", re.IGNORECASE)

_PERMALINK = re.compile(
    r'(<h[1-6]\b[^<>]*>\s*+)?<a\b(?=[^<>]* href="#)([^<>]*)>\s*+[¶#🔗]\ufe0f?\s*+</a>(\s*+</h[1-6]>)?'
)
"""A sign that may lead to its heading: what stands before it, its attributes, what stands behind it."""
_PERMALINK_CLASS = re.compile(r'class="(?:[^"]*[\s_-])?(?:header-?link|heading-?link|anchor|permalink)\b')


def note_label(identifier: str) -> str | None:
    """Return the label of the footnote whose element has this id, None if it is none."""
    match = _NOTE.match(identifier)
    return match[1] if match and not is_backlink("#" + identifier) else None


def note_labels(document: str) -> frozenset[str]:
    """Return the labels of the footnotes in a mended document."""
    return frozenset(label for match in _ELEMENT.finditer(document) if (label := note_label(match[1])) is not None)


def reference_label(href: str) -> str | None:
    """Return the label of the footnote that `href` may lead to."""
    return note_label(href[1:]) if href.startswith("#") else None


def is_backlink(href: str) -> bool:
    """Return whether `href` leads from a footnote back to the text."""
    return _BACK.match(href) is not None


def drop_backlinks(document: str) -> str:
    """Return a mended document without the signs that lead from its footnotes back or to a heading; words stay."""
    return _PERMALINK.sub(_without_sign, _ARROW.sub("", document)) if ' href="#' in document else document


def _without_sign(permalink: re.Match[str]) -> str:
    """Return what stands around a sign at one edge of its heading, or with the class of one; all, if it is none."""
    before, own, behind = permalink.groups("")
    is_alone = bool(before and behind)
    is_sign = bool(before or behind) or _PERMALINK_CLASS.search(own)
    return before + behind if is_sign and not is_alone else permalink[0]
