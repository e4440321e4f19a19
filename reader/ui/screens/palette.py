"""The palette in Broadsheet's looks."""

from __future__ import annotations

from textual.command import CommandPalette

from reader import paths


class PaletteScreen(CommandPalette):
    """Lies over the screen and finds commands by name."""

    CSS_PATH = paths.styles_folder() / "palette.tcss"
