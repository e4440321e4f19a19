"""Tells the user of mishaps on the screen, so that a full disk does not end the program."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.domain.errors import ReaderError
from reader.render.cells import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget


@contextmanager
def telling(widget: Widget) -> Iterator[None]:
    """Show a ReaderError that is raised within it as a notice."""
    try:
        yield
    except ReaderError as error:
        say_mishap(widget, str(error))


def say(widget: Widget, text: str) -> None:
    """Show a short notice in place of those that are there."""
    widget.app.clear_notifications()
    widget.notify(_one_line(text), markup=False)


def say_mishap(widget: Widget, text: str) -> None:
    """Show what went wrong, for as long as it takes to read, in place of the notices that are there."""
    widget.app.clear_notifications()
    widget.notify(_one_line(text), severity="error", timeout=20, markup=False)


def _one_line(text: str) -> str:
    """Return a notice with nothing in it that a terminal would obey: the name of a file can hold anything."""
    return " ".join(printable(text).split())
