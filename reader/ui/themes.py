"""The themes: Broadsheet's own light and dark one, and what the others lack for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from textual.color import Color
from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DEFAULT_THEME = "broadsheet-dark"


class Palette(NamedTuple):
    """The colours of every theme."""

    themes: tuple[Theme, ...]
    """Broadsheet's own."""
    blends: Mapping[str, tuple[str, float]]
    """The colours that the style sheets name and other themes lack: so much of another one over the background."""

    def missing_from(self, theme: Theme) -> dict[str, str]:
        """Return the colours that a theme lacks, by name."""
        lacking = {name: blend for name, blend in self.blends.items() if name not in theme.variables}
        if not lacking:
            return {}
        colours = theme.to_color_system().generate()
        ground = Color.parse(colours["background"])
        return {
            name: ground.blend(Color.parse(colours[source]), share).hex for name, (source, share) in lacking.items()
        }


def read_palette(file: Path) -> Palette:
    """Read `themes.json`, which lies beside the style sheets."""
    tables = json.loads(file.read_text(encoding="utf-8"))
    themes = tuple(Theme(name=name, **table) for name, table in tables["themes"].items())
    return Palette(themes, tables["blends"])
