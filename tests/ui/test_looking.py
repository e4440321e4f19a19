"""An open search calls nothing all that is found once the library has changed."""

from __future__ import annotations

from contextlib import closing
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


def write(library: Library) -> None:
    write_article(library.search.root, "new.md", title="New", categories=["c"], date="2021-05-01", body="A tide.")
    scan(library)


def mark(library: Library) -> None:
    library.marks.set(Mark.STARRED, True, library.search.files.newest_first())


@pytest.mark.parametrize(
    ("query", "change", "said"),
    [
        ("tide", write, "1 found · looking on · 5 of 6 indexed, the others are read"),
        ("tide is:unread", mark, "1 found · looking on"),
        ("tide", mark, "1 found"),
    ],
)
def test_what_is_found_is_not_called_all_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str, change: Callable[[Library], None], said: str
) -> None:
    monkeypatch.setattr(looking, "AGAIN_SECONDS", 1e9)
    monkeypatch.setattr(looking, "PROGRESS_SECONDS", 0.01)
    with closing(open_library(write_library(tmp_path / "library"), tmp_path)) as library:
        index_all(library)

        async def search(pilot: Pilot[None]) -> tuple[str, str]:
            await pilot.press("ctrl+f", *query)
            screen = pilot.app.screen
            assert isinstance(screen, Looking)
            await pilot.pause(0.2)
            before = str(screen.status.render())
            change(library)
            await pilot.pause(0.2)
            return before, str(screen.status.render())

        assert drive(library, search) == ("1 found", said)
