"""The palette in Broadsheet's looks."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.command import CommandPalette

from reader import paths


class PaletteScreen(CommandPalette):
    """Lies over the screen and finds commands by name."""

    CSS_PATH = paths.styles_folder() / "palette.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "escape", "close", show=False, id="palette.close", priority=True),
    ]
