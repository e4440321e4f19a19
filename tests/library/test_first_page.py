"""The first screen of an article, as another process sets it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reader import paths
from reader.domain.reading_state import Place
from reader.library.child import Child
from reader.library.first_page import FirstPage, FirstScreen
from reader.library.page import read_page
from reader.render.document import Document
from reader.render.theme import PLAIN
from tests.library_of import write_article

if TYPE_CHECKING:
    from pathlib import Path

    from reader.domain.article_id import ArticleId

COLOURS = dict.fromkeys(re.findall(r"\$([\w-]+)", paths.page_styles()), "#808080")
BODY = "".join(f"<p>Paragraph {number} of many, <b>bold</b> and long enough to be broken.</p>" for number in range(30))

pytestmark = pytest.mark.skipif("os.name != 'posix'", reason="another process cannot be waited for with a clock")


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the other process as long as it takes, on a machine that is busy too."""
    monkeypatch.setattr("reader.library.first_page.PATIENCE_SECONDS", 20.0)


def screen_of(file: Path, place: Place | None = None) -> FirstScreen | None:
    asked: list[ArticleId] = []

    def place_in(article: ArticleId) -> Place | None:
        asked.append(article)
        return place

    with FirstPage(file) as page:
        screen = page.set(place_in, width=40, height=12, styles=paths.page_styles(), colours=COLOURS)
    assert len(asked) == (screen is not None)
    return screen


def write_one(folder: Path) -> Path:
    return write_article(
        folder, "one.md", title="One", categories=["Test"], date="Wed, 01 Apr 2026 05:57:00 GMT", body=BODY
    )


def text_of(screen: FirstScreen) -> list[str]:
    return ["".join(text for text, _ in line) for line in screen.lines]


def test_it_is_set_as_it_is_here(tmp_path: Path) -> None:
    file = write_one(tmp_path)
    article, body = read_page(file, tmp_path)
    document = Document(article, body, width=40, theme=PLAIN)
    for block in range(6):
        document.lay_out(block)
    screen = screen_of(file)
    assert screen is not None
    assert screen.title == "One"
    assert text_of(screen) == [document.line(y).text for y in range(12)]
    assert any("bold" in style for line in screen.lines for _, style in line)


def test_it_begins_where_its_reader_stopped(tmp_path: Path) -> None:
    file = write_one(tmp_path)
    screen = screen_of(file, Place(block=11))
    assert screen is not None
    assert "".join(text_of(screen)[:2]).startswith("Paragraph 10 ")


def test_what_cannot_be_read_is_not_waited_for(tmp_path: Path) -> None:
    assert screen_of(tmp_path / "missing.md") is None


def test_a_frame_waits_for_the_text_and_not_for_the_end_of_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[Child] = []
    close = Child.close

    def close_and_note(child: Child) -> None:
        close(child)
        ended.append(child)

    def screen_now(page: FirstPage) -> FirstScreen | None:
        return page.set(lambda _id: None, width=40, height=12, styles=paths.page_styles(), colours=COLOURS)

    monkeypatch.setattr(Child, "close", close_and_note)
    with FirstPage(write_one(tmp_path)) as page:
        assert screen_now(page) is not None
        assert not ended
        page.close()
        assert ended
        assert screen_now(page) is None
