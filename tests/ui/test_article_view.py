"""An article looks the same however it has come to the screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.domain.reading_state import Place
from reader.library import Library
from reader.settings import Settings
from reader.ui.app import ReaderApp
from reader.ui.widgets.article_view import ArticleView
from tests.library_of import write_library

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_was_set_ahead_looks_as_if_it_were_set_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_library(tmp_path / "library")
    library = Library.open([folder], state_file=tmp_path / "state.db", cache_folder=tmp_path / "cache")
    place = Place(7)

    async def run() -> None:
        app = ReaderApp(library, Settings())
        async with app.run_test(size=(100, 30)):
            view = app.query_one(ArticleView)
            one, other = (library.open_file(folder / name) for name in ("a/spring.md", "a/summer.md"))
            view.show(other.article, other.body, place)
            wanted = view.lines_shown()
            view.show(one.article, one.body, None)
            view.set_ahead(other.article, other.body, place)
            assert view.lines_shown() != wanted
            with monkeypatch.context() as patch:
                patch.setattr("reader.render.document.Document", None)  # there is no need of another
                view.show(other.article, other.body, place)
            assert view.lines_shown() == wanted

    asyncio.run(run())
    library.close()
