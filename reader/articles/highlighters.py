"""Code that a script has coloured, its lines in elements of their own, as the code that it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LINES = {
    "syntaxhighlighter": ("table", ".code .line"),
    "dp-highlighter": ("ol", "li"),
    "crayon-syntax": ("table", ".crayon-line"),
}
"""By the class of what a highlighter has made: which element of it holds the code, and which its lines."""
_ASIDE = ".toolbar, .bar, .crayon-tools, .crayon-plain-wrap"
"""Buttons, and the code once more for those who copy it."""


def restore_code(parser: LexborHTMLParser, text: str) -> None:
    """Write the code that highlighters have taken apart as such, in the tree that `parser` made of `text`."""
    for name, (around, lines) in _LINES.items():
        if name not in text:
            continue
        for node in parser.css(f"div.{name}"):
            coloured = node.css_first(around)
            if coloured is None or coloured.css_first(f"div.{name}") is not None:
                continue
            found = [line.text().rstrip("\n") for line in coloured.css(lines)]
            if not found:
                continue
            for aside in node.css(_ASIDE):
                aside.replace_with("")
            title = coloured.css_first("caption")
            if title is not None:
                coloured.insert_before(_element(parser, "p", title.text()))
            code = _element(parser, "pre", "\n".join(found))
            code.attrs["class"] = f"brush: {_language(node, name)}"
            coloured.replace_with(code)


def _element(parser: LexborHTMLParser, tag: str, text: str) -> LexborNode:
    element = parser.create_node(tag)
    element.insert_child(text)
    return element


def _language(node: LexborNode, name: str) -> str:
    """Return the last of the classes of what a highlighter has made, such as `bg_java`, if it has any but its own."""
    last = (node.attributes.get("class") or "").split()[-1]
    return "none" if last == name or last.startswith("crayon") else last.removeprefix("bg_")
