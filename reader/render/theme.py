"""The roles that text plays on a page, and the styles that a theme gives them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Mapping


_NAME = re.compile(r"\$([\w-]+)")


class Role(StrEnum):
    """What a piece of text is on the page; its value is the name that `styles/page.toml` gives it."""

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


def read_theme(text: str, medium: str, colours: Mapping[str, str]) -> Theme:
    """Return the theme that `text`, in TOML, gives for a medium: a table of styles as Rich writes them, by role.

    A `$name` in a style is one of `colours`.
    """
    table: dict[str, str] = tomllib.loads(text)[medium]
    return Theme(
        {Role(role): Style.parse(_NAME.sub(lambda name: colours[name[1]], style)) for role, style in table.items()}
    )
