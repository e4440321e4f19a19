"""The light and the dark theme of Broadsheet, read from `themes.toml` beside the style sheets."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEFAULT_THEME = "broadsheet-dark"


def read_themes(file: Path) -> Iterator[Theme]:
    """Yield the themes that `file` describes, one a table."""
    for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
        yield Theme(name=name, **table)
