"""The library: the one object that the screens and the commands talk to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.library import Library

__all__ = ["Library"]


def __getattr__(name: str) -> object:
    """Import `Library` when it is asked for: the processes that modules of this package start do without."""
    if name == "Library":
        from reader.library.library import Library

        return Library
    raise AttributeError(name)
