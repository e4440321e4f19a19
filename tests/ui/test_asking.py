"""What keys ask for is opened by its number or its letters, and nothing but an address of the web ever is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.settings import MEASURE_RANGE
from tests.library_of import open_library, write_article
from tests.ui.program import press

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.screens.reading import ReadingScreen

LINKS = "<p>" + " ".join(f'<a href="https://l.example/{number}">{number}</a>' for number in range(30))
IMAGES = [f'<img src="https://i.example/{number}.png">' for number in range(1, 4)]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what a browser would have been told to open."""
    addresses: list[str] = []
    monkeypatch.setattr("reader.ui.browser.open_in_browser", lambda _app, address: addresses.append(address))
    return addresses


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    for day, body in enumerate((LINKS, IMAGES[0], "".join(IMAGES)), 1):
        extra = f"url: https://a.example/{day}\n"
        write_article(
            tmp_path / "a",
            f"{day}.md",
            title=f"{day}",
            categories=["c"],
            date=f"2021-01-0{day}",
            body=body,
            extra=extra,
        )
    with closing(open_library(tmp_path / "a", tmp_path)) as library:
        yield library


def press_in(library: Library, name: str, *keys: str, look: Callable[[ReadingScreen], object] = id) -> object:
    """Press some keys while an article is open, and return what is seen then."""
    library.keep_session(library.row_of(library.search.root / name), ())
    return press(library, *keys, look=look)


def test_the_only_image_is_suggested(library: Library, opened: list[str]) -> None:
    press_in(library, "2.md", "i", "enter")
    assert opened == ["https://i.example/1.png"]


def test_an_image_is_opened_by_its_number(library: Library, opened: list[str]) -> None:
    press_in(library, "3.md", "i", "2", "enter")
    assert opened == ["https://i.example/2.png"]


def test_of_several_images_none_is_suggested(library: Library, opened: list[str]) -> None:
    press_in(library, "3.md", "i", "enter")
    assert opened == []


@pytest.mark.parametrize("keys", [["j", "f"], ["J", "F"], ["f", "backspace", "j", "f"], ["1", "j", "1", "f"]])
def test_a_link_is_opened_by_its_letters_whatever_was_typed_between(
    keys: list[str], library: Library, opened: list[str]
) -> None:
    press_in(library, "1.md", "f", *keys)
    assert opened == ["https://l.example/26"]


def test_the_page_is_opened_and_the_next_unread_article_shown(library: Library, opened: list[str]) -> None:
    row = press_in(library, "3.md", "O", look=lambda screen: screen.article_pane.row)
    assert opened == ["https://a.example/3"]
    assert row == library.row_of(library.search.root / "2.md")


def test_nothing_but_an_address_of_the_web_is_opened(library: Library, opened: list[str]) -> None:
    assert press_in(library, "1.md", look=lambda screen: screen.browse("file:///etc/passwd")) is False
    assert opened == []


@pytest.mark.parametrize(("key", "last"), [("minus", MEASURE_RANGE.start + 2), ("plus", MEASURE_RANGE.stop - 3)])
def test_lines_are_never_shorter_or_longer_than_can_be_set(key: str, last: int, library: Library) -> None:
    library.set_preference("measure", str(last))
    assert press_in(library, "1.md", key, look=lambda screen: screen.article_pane.view.measure) == last
    assert library.preference("measure") == str(last)


def test_a_filter_is_gone_on_with(library: Library) -> None:
    press_in(library, "1.md", "slash", "c", "enter", "slash", "enter")
    assert library.shelf.query.words == ("c",)


def test_a_filter_ends_with_a_search(library: Library) -> None:
    press_in(library, "1.md", "slash", "c", "enter", "ctrl+f", "escape")
    assert library.shelf.query.words == ()
