"""What changes while the texts are indexed is indexed after it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from reader.ui.widgets import following_pane
from tests.library_of import open_library, write_library
from tests.ui.program import drive

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot


def test_texts_are_indexed_once_more_after_a_process_that_is_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following_pane, "INDEXING_AFTER_SECONDS", 0.01)
    turns = iter([True, True, True])
    events: list[str] = []

    def is_at_work() -> bool:
        at_work = next(turns, False)
        events.append("at work" if at_work else "done")
        return at_work

    async def wait(pilot: Pilot[None]) -> None:
        for _ in range(200):
            if "started" in events:
                return
            await pilot.pause(0.05)

    with closing(open_library(write_library(tmp_path / "library"), tmp_path)) as library:
        monkeypatch.setattr(library.text_index, "is_at_work", is_at_work)
        monkeypatch.setattr(library.text_index, "start", lambda: events.append("started"))
        drive(library, wait)
    assert events[:5] == ["at work", "at work", "at work", "done", "started"]
