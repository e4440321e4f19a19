"""Imports Textual without what no first frame needs: TLS beneath its event loop, and its command palette."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PALETTE = "textual.command"
_PALETTE_NAMES = ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider")


def import_textual() -> None:
    """Import Textual's application, in five sixths of the time; without effect if that is imported already.

    The palette's modules are imported when it is first opened: the application opens one of its own
    (`ui.screens.palette`), and names none of what stands in for them here.
    """
    if "ssl" not in sys.modules:
        with _standing_in("ssl", None):  # the way of Python to say that there is none
            import asyncio

            del asyncio
    if _PALETTE not in sys.modules:
        palette = ModuleType(_PALETTE)
        for name in _PALETTE_NAMES:
            setattr(palette, name, type(name, (), {}))
        with _standing_in(_PALETTE, palette):
            import textual.app

            del textual


@contextmanager
def _standing_in(name: str, module: ModuleType | None) -> Iterator[None]:
    """Have imports of the module `name` find `module` meanwhile."""
    sys.modules[name] = module  # type: ignore[assignment] # None is allowed, and not in the types
    try:
        yield
    finally:
        del sys.modules[name]
