"""The roles that text plays on a page, and the styles that a theme gives them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(StrEnum):
    """What a piece of text is on the page; its value is the last part of the name that a style sheet gives it."""

    TITLE = "title"
    BYLINE = "byline"
    CATEGORY = "category"
    PROBLEM = "problem"
    HEADING_1 = "heading-1"
    HEADING_2 = "heading-2"
    HEADING_3 = "heading-3"
    """Also the levels below."""
    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRIKE = "strike"
    UNDERLINE = "underline"
    MARK = "mark"
    KEYBOARD = "keyboard"
    SMALL = "small"
    CODE = "code"
    LINK = "link"
    LINK_NUMBER = "link-number"
    QUOTE = "quote"
    QUOTE_BAR = "quote-bar"
    MARKER = "marker"
    RULE = "rule"
    FRAME = "frame"
    PICTURE = "picture"
    CAPTION = "caption"
    TABLE_HEAD = "table-head"
    CODE_BLOCK = "code-block"
    CODE_LANGUAGE = "code-language"
    KEYWORD = "keyword"
    STRING = "string"
    NUMBER = "number"
    COMMENT = "comment"
    FUNCTION = "function"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Theme:
    """The style of each role; a role without one looks like the text around it."""

    styles: Mapping[Role, Style] = field(default_factory=dict)

    def style(self, *roles: Role) -> Style:
        """Return the styles of `roles` laid over each other, the last on top."""
        return sum((self.styles.get(role, Style.null()) for role in roles), Style.null())


PLAIN = Theme()
"""No styles at all."""

TERMINAL = Theme(
    {
        Role.TITLE: Style(bold=True),
        Role.BYLINE: Style(dim=True),
        Role.CATEGORY: Style(dim=True),
        Role.PROBLEM: Style(color="yellow"),
        Role.HEADING_1: Style(bold=True),
        Role.HEADING_2: Style(bold=True),
        Role.HEADING_3: Style(bold=True),
        Role.STRONG: Style(bold=True),
        Role.EMPHASIS: Style(italic=True),
        Role.STRIKE: Style(strike=True),
        Role.UNDERLINE: Style(underline=True),
        Role.MARK: Style(reverse=True),
        Role.KEYBOARD: Style(bold=True),
        Role.CODE: Style(color="cyan"),
        Role.LINK: Style(underline=True),
        Role.LINK_NUMBER: Style(dim=True),
        Role.QUOTE: Style(italic=True),
        Role.QUOTE_BAR: Style(dim=True),
        Role.RULE: Style(dim=True),
        Role.FRAME: Style(dim=True),
        Role.CAPTION: Style(italic=True),
        Role.TABLE_HEAD: Style(bold=True),
        Role.CODE_LANGUAGE: Style(dim=True),
        Role.KEYWORD: Style(color="magenta"),
        Role.STRING: Style(color="green"),
        Role.NUMBER: Style(color="cyan"),
        Role.COMMENT: Style(dim=True),
        Role.FUNCTION: Style(color="blue"),
    }
)
"""The sixteen colours of a terminal, whatever they look like there: for printing."""
