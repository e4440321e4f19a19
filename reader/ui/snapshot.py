"""How the text pane looked when the reader was left: drawn at the next start, until the article itself is read."""

from __future__ import annotations

import json
from typing import NamedTuple

from rich.errors import StyleSyntaxError
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.render.cells import printable


class Snapshot(NamedTuple):
    """The lines of a text pane of a certain size, theme and measure, as they were drawn."""

    looks: str
    """Size, theme and measure; a pane of other looks has no use for the lines."""
    title: str
    strips: tuple[Strip, ...]


def write_snapshot(snapshot: Snapshot) -> str:
    """Return a snapshot as text."""
    lines = [[[text, str(style or "")] for text, style, _ in strip] for strip in snapshot.strips]
    return json.dumps([snapshot.looks, snapshot.title, lines], ensure_ascii=False)


def read_snapshot(text: str) -> Snapshot | None:
    """Return the snapshot that `text` holds, None if it holds none."""
    try:
        looks, title, lines = json.loads(text)
        strips = [Strip(Segment(printable(part), Style.parse(style)) for part, style in line) for line in lines]
    except (ValueError, TypeError, StyleSyntaxError):
        return None
    return Snapshot(str(looks), printable(str(title)), tuple(strips))
