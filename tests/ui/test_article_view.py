"""An article looks the same however it has come to the screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.domain.reading_state import Place
from tests.library_of import open_library, write_library
from tests.ui.program import drive, screen_of

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reader.library import Library

PLACE = Place(7)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(open_library(write_library(tmp_path / "library"), tmp_path)) as library:
        yield library


def test_what_was_set_ahead_looks_as_if_it_were_set_now(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async def show(pilot: Pilot[None]) -> None:
        view = screen_of(pilot).article_pane.view
        one, other = (library.open_file(library.search.root / name) for name in ("a/spring.md", "a/summer.md"))
        view.show(other.article, other.body, PLACE)
        wanted = view.lines_shown()
        view.show(one.article, one.body, None)
        view.set_ahead(other.article, other.body, PLACE)
        assert view.lines_shown() != wanted
        with monkeypatch.context() as patch:
            patch.setattr("reader.render.document.Document", None)  # there is no need of another
            view.show(other.article, other.body, PLACE)
        assert view.lines_shown() == wanted

    drive(library, show)
