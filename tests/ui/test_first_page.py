"""A file is opened by its name: another process sets its first screen, and is gone once that is shown."""

from __future__ import annotations

import asyncio
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from reader.library.first_page import FirstPage
from reader.settings import Settings
from reader.ui.app import ReaderApp
from tests.library_of import open_library, write_library

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif("os.name != 'posix'", reason="another process cannot be waited for with a clock")


class NotedPage(FirstPage):
    closed = False

    def close(self) -> None:
        self.closed = True
        super().close()


def test_the_process_that_sets_the_first_screen_is_gone_once_the_article_is_shown(tmp_path: Path) -> None:
    file = write_library(tmp_path / "library") / "sea" / "tides.md"

    async def show(page: NotedPage) -> bool:
        app = ReaderApp(library, Settings(), file=file, first_page=page)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            return page.closed

    with closing(open_library(file.parent, tmp_path)) as library, NotedPage(file) as page:
        assert asyncio.run(show(page))
