"""A run of text of one look, before it is broken into lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.render.theme import Role


@dataclass(frozen=True, slots=True)
class Span:
    """Text with the roles it plays, the outermost first; a line feed in it is a hard break."""

    text: str
    roles: tuple[Role, ...] = ()
    link: str | None = None
    """The http, https or mailto address that it leads to."""
