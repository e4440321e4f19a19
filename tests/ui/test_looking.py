"""An open search calls nothing all that is found once the library has changed."""

from __future__ import annotations

from contextlib import closing
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from reader.domain.reading_state import Mark
from reader.ui.screens import looking
from reader.ui.screens.looking import Looking
from tests.library_of import index_all, open_library, scan, write_article, write_library
from tests.ui.program import drive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.library import Library

PATIENCE = 20.0
"""Seconds after which something will never be said."""


def write(library: Library) -> None:
    write_article(library.search.root, "new.md", title="New", categories=["c"], date="2021-05-01", body="A tide.")
    scan(library)


def mark(library: Library) -> None:
    library.marks.set(Mark.STARRED, True, library.search.files.newest_first())


@pytest.mark.parametrize(
    ("query", "before", "change", "said"),
    [
        ("tide", "1 found", write, "1 found · looking on · 5 of 6 indexed, the others are read"),
        ("absent", "0 found", write, "looking … · 5 of 6 indexed, the others are read"),
        ("tide is:unread", "1 found", mark, "1 found · looking on"),
        ("tide", "1 found", mark, "1 found"),
    ],
)
def test_what_is_found_is_not_called_all_after_a_change(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    query: str,
    before: str,
    change: Callable[[Library], None],
    said: str,
) -> None:
    monkeypatch.setattr(looking, "AGAIN_SECONDS", 1e9)
    monkeypatch.setattr(looking, "PROGRESS_SECONDS", 0.01)
    with closing(open_library(write_library(tmp_path / "library"), tmp_path)) as library:
        index_all(library)

        async def search(pilot: Pilot[None]) -> None:
            await pilot.press("ctrl+f", *query)
            screen = pilot.app.screen
            assert isinstance(screen, Looking)
            await says(pilot, screen, before)
            change(library)
            await pilot.pause(0.2)  # what is said may be the same as before
            await says(pilot, screen, said)

        drive(library, search)


async def says(pilot: Pilot[None], screen: Looking, text: str) -> None:
    """Wait until the line under the words says `text`."""
    end = monotonic() + PATIENCE
    while str(screen.status.render()) != text and monotonic() < end:
        await pilot.pause(0.02)
    assert str(screen.status.render()) == text
