"""Draws the pictures in docs/ from the real program and its samples: `python -m tests.pictures`."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from reader import paths
from reader.library import Library
from reader.settings import Settings
from reader.ui.app import ReaderApp
from tests.library_of import scan

DOCS = Path(__file__).parent.parent / "docs"
SIZE = (112, 34)


async def draw(name: str, article: str, *keys: str, theme: str = "broadsheet-dark") -> None:
    """Draw the program with one of the samples open, after some keys."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        library = Library.open([paths.samples_folder()], state_file=home / "state.db", cache_folder=home)
        library.set_preference("theme", theme)
        scan(library)
        file = next(paths.samples_folder().rglob(f"{article}*"))
        row = library.row_of(file)
        library.keep_session(row, ())
        app = ReaderApp(library, Settings())
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(1.0)
            await pilot.press("tab", *keys)
            await pilot.pause(1.0)
            picture = app.export_screenshot(title="Broadsheet")
        library.close()
    (DOCS / f"{name}.svg").write_text(picture, encoding="utf-8")


async def main() -> None:
    """Draw every picture."""
    DOCS.mkdir(exist_ok=True)
    await draw("reader", "避头尾")
    await draw("reader-light", "The Width of a Line", theme="broadsheet-light")
    await draw("images", "图片的十二种写法", "space")
    await draw("table", "一个汉字占几格", "space")
    await draw("code", "git 里只有四种东西", "space")
    await draw("japanese", "ふりがな")
    await draw("thai", "ประโยค")


if __name__ == "__main__":
    os.environ["TZ"] = "Asia/Shanghai"
    asyncio.run(main())
