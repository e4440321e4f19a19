"""The themes: every one on offer colours every screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from reader import paths
from reader.library import Library
from reader.render.theme import Role, read_theme
from reader.settings import Settings
from reader.ui.app import ReaderApp
from reader.ui.themes import DEFAULT_THEME
from tests.library_of import write_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = write_library(tmp_path / "library")
    opened = Library.open([folder], state_file=tmp_path / "state.db", cache_folder=tmp_path)
    yield opened
    opened.close()


def test_every_theme_can_be_chosen_while_reading(library: Library) -> None:
    async def choose() -> list[str]:
        app = ReaderApp(library, Settings())
        async with app.run_test(size=(100, 30)) as pilot:
            for name in app.available_themes:
                app.theme = name
                await pilot.pause()
                assert Color.parse(app.theme_variables["quiet"]) != Color.parse(app.theme_variables["background"])
                read_theme(paths.page_styles(), "screen", app.theme_variables)
            return list(app.available_themes)

    assert {"broadsheet-dark", "broadsheet-light", "gruvbox"} <= set(asyncio.run(choose()))


def test_a_theme_that_is_not_there_any_more_is_not_missed(library: Library) -> None:
    library.set_preference("theme", "of-another-version")
    assert ReaderApp(library, Settings()).theme == DEFAULT_THEME


def test_the_screen_has_a_style_for_every_role() -> None:
    class Colours(dict[str, str]):
        def __missing__(self, name: str) -> str:
            return "#123456"

    assert set(read_theme(paths.page_styles(), "screen", Colours()).styles) == set(Role)


def test_printing_names_no_colour_of_a_theme() -> None:
    assert read_theme(paths.page_styles(), "terminal", {}).styles
