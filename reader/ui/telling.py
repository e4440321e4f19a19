"""Tells the user of mishaps on the screen, so that a full disk does not end the program."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.domain.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget


@contextmanager
def telling(widget: Widget) -> Iterator[None]:
    """Show a ReaderError that is raised within it as a notice."""
    try:
        yield
    except ReaderError as error:
        widget.notify(str(error), severity="error", timeout=20, markup=False)
