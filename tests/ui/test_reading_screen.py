"""What the list and the text do at a key: where they stand then, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList, Static

from reader.domain.category import LAST_READ, saved_search
from reader.domain.outline import ArticleRow
from reader.domain.query import Order, View
from reader.domain.reading_state import Mark, Place
from reader.ui.screens import looking
from reader.ui.screens.search import SearchScreen
from reader.ui.widgets.hits import Hits
from reader.ui.widgets.prompt import Prompt
from reader.ui.widgets.viewport_view import LINES_KEPT
from tests.library_of import open_library, scan, write_article
from tests.ui.program import drive, press, screen_of

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reader.library import Library
    from reader.ui.screens.reading import ReadingScreen

WORDS = "<p>Some words.</p>"
PARTS = "".join(f"<h2>Part {number}</h2>{WORDS * 20}" for number in range(3))
LONG = "<p>Words that go on for so long that of two widths of the lines one ends before a needle.</p>"
NEEDLE = f"{WORDS * 8}{LONG}{WORDS * 30}"
PATIENCE = 20.0
"""Seconds after which something will never happen."""
TITLES = {"a": "Parts", "b": "Haystack", "c": "Short"}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Three articles in one category, the newest first, and one in each of two others."""
    for day, (name, body) in enumerate(zip("cba", ("<p>Short.</p>", NEEDLE, PARTS), strict=True), 1):
        date = f"2021-01-0{day}"
        write_article(tmp_path / "a", f"{name}.md", title=TITLES[name], categories=["One"], date=date, body=body)
    for name in ("In", "Out"):
        write_article(tmp_path / "a", f"{name}.md", title=name, categories=["Two", name], date="2020-01-01", body="x")
    with closing(open_library(tmp_path / "a", tmp_path)) as library:
        yield library


def top(screen: ReadingScreen) -> int | None:
    viewport = screen.article_pane.view.viewport
    return viewport.top if viewport is not None else None


def current(screen: ReadingScreen) -> str:
    """Return the title of the article or the name of the category that the cursor stands on."""
    row = screen.list_pane.sidebar.current
    if isinstance(row, ArticleRow):
        return screen.list_pane.library.shelf.listings([row.row])[0].title
    return row.category.name if row is not None else ""


def lit(screen: ReadingScreen) -> str:
    """Return what is lit in the text."""
    segments = (segment for line in screen.article_pane.view.lines_shown() for segment in line)
    return "".join(segment.text for segment in segments if segment.style and segment.style.reverse)


def test_a_page_down_leaves_some_lines_of_the_page_before(library: Library) -> None:
    height = press(library, look=lambda screen: screen.article_pane.view.size.height)
    assert press(library, "tab", "pagedown", "pageup", look=top) == 0
    assert press(library, "tab", "pagedown", look=top) == height - LINES_KEPT


def test_the_outline_begins_at_the_heading_that_the_text_stands_at(library: Library) -> None:
    async def open_outline(pilot: Pilot[None]) -> int | None:
        await pilot.press("tab", "right_square_bracket", "right_square_bracket", "t")
        await pilot.pause()
        return pilot.app.screen.query_one(OptionList).highlighted

    assert drive(library, open_outline) == 2


FIND = ("J", "tab", "slash", *"needle", "enter")


def test_a_match_on_the_screen_is_lit_where_it_stands(library: Library) -> None:
    assert press(library, *FIND, look=lambda screen: (lit(screen), top(screen))) == ("needle", 0)


def test_a_match_stays_lit_in_lines_of_another_width(library: Library) -> None:
    assert press(library, *FIND, *["minus"] * 6, look=lit) == "needle"


def test_nothing_is_lit_in_the_next_article(library: Library) -> None:
    assert press(library, *FIND, "J", look=lambda screen: screen.article_pane.view.found) == ""


def test_an_article_that_was_only_shown_has_no_place(library: Library, tmp_path: Path) -> None:
    press(library, look=top)
    assert library.open_file(tmp_path / "a" / "a.md").state.place is None
    press(library, "tab", "pagedown", look=top)
    assert library.open_file(tmp_path / "a" / "a.md").state.place is not None


def test_the_text_stands_alone_until_the_list_comes_back(library: Library) -> None:
    assert not press(library, "z", look=lambda screen: screen.list_pane.display)
    assert press(library, "z", "z", look=lambda screen: screen.list_pane.display)


def test_an_article_that_is_selected_twice_is_not_selected(library: Library) -> None:
    assert len(press(library, "x", look=lambda screen: screen.list_pane.sidebar.selected)) == 1
    assert not press(library, "x", "up", "x", look=lambda screen: screen.list_pane.sidebar.selected)


def test_what_is_selected_is_so_in_one_view(library: Library) -> None:
    assert not press(library, "x", "v", look=lambda screen: screen.list_pane.sidebar.selected)


def test_what_has_left_the_list_is_not_selected(library: Library) -> None:
    async def leave(pilot: Pilot[None]) -> None:
        await pilot.press("v", "x")
        sidebar = screen_of(pilot).list_pane.sidebar
        assert len(sidebar.selected) == 1
        library.marks.set(Mark.READ, True, sidebar.selected)
        await pilot.press("G", "enter", "down", "enter", "down")
        assert current(screen_of(pilot)) == "In"
        assert isinstance(sidebar.current, ArticleRow)
        assert not sidebar.selected

    drive(library, leave)


def test_out_of_a_closed_category_the_way_leads_to_the_one_above_it(library: Library) -> None:
    assert press(library, "G", "enter", "down", look=current) == "In"
    assert press(library, "h", look=current) == "One"
    assert press(library, "G", "h", look=current) == "Two"


def test_the_cursor_of_an_article_that_is_gone_stands_on_the_one_next_to_it(library: Library, tmp_path: Path) -> None:
    async def lose(pilot: Pilot[None]) -> list[str]:
        await pilot.press("down")
        screen = screen_of(pilot)
        stood = [current(screen)]
        for _ in range(2):
            row = screen.list_pane.sidebar.current
            assert isinstance(row, ArticleRow)
            (tmp_path / "a" / (library.shelf.path_of(row.row) or "")).unlink()
            scan(library)
            screen.list_pane.sidebar.load()
            stood.append(current(screen))
        return stood

    assert drive(library, lose) == ["Haystack", "Short", "Parts"]


@pytest.mark.parametrize(
    ("keys", "title"),
    [("out", "Out"), ("two", "In"), ("one", "Parts"), (["x", "backspace", "o", "n", "e"], "Parts"), ("none", "")],
)
def test_a_filter_leaves_the_cursor_on_its_article_or_puts_it_on_the_first_one(
    library: Library, keys: list[str], title: str
) -> None:
    assert press(library, "slash", *keys, "enter", look=current) == title
    assert press(library, "home", "slash", *keys, "enter", look=current) == title


def test_a_filter_shows_the_categories_above_the_first_article(library: Library, tmp_path: Path) -> None:
    for day in range(1, 29):
        write_article(tmp_path / "a", f"{day}.md", title=f"Day {day}", categories=["Days"], date=f"2021-02-{day}")
    scan(library)
    scrolled = press(
        library, "end", "enter", "end", "slash", *"day", look=lambda screen: screen.list_pane.sidebar.scroll_y
    )
    assert scrolled == 0


def test_a_filter_counts_each_article_once(library: Library, tmp_path: Path) -> None:
    file = write_article(tmp_path / "a", "both.md", title="Both", categories=["[One]", "[Two, In]"], date="2020-01-02")
    scan(library)
    library.marks.set(Mark.READ, True, [row for row in [library.row_of(file.with_name("c.md"))] if row is not None])
    assert press(library, "slash", *"one", look=counted) == ("3", "4 found · Tab searches the text")
    assert press(library, "v", "slash", *"one", look=counted) == ("3", "3 found · Tab searches the text")


def counted(screen: ReadingScreen) -> tuple[str, str]:
    """Return the number above the list, and what is said beside the words of the filter."""
    return screen.list_pane.title.note, str(screen.query_one(Prompt).query(Static).last().render())


def test_a_filter_that_is_given_up_leaves_the_list_as_it_was(library: Library) -> None:
    def stands(screen: ReadingScreen) -> tuple[str, int]:
        return current(screen), len(screen.list_pane.sidebar.outline)

    for keys, title in ((["down"] * 2, "Short"), (["end"], "Two")):
        before = press(library, *keys, look=stands)
        assert before[0] == title
        assert press(library, *keys, "slash", *"out", "escape", look=stands) == before


def test_what_a_filter_has_opened_is_closed_at_the_next_start(library: Library) -> None:
    press(library, "slash", "t", "w", "o", "enter", "end", "enter", look=top)
    assert ("Two",) not in library.session().expanded


def test_a_search_that_is_not_understood_is_not_saved(library: Library) -> None:
    async def save(pilot: Pilot[None]) -> int:
        await pilot.press("ctrl+f", *"words", "space", "minus", "ctrl+s")
        await pilot.pause()
        return len(pilot.app.screen.query(Prompt))

    assert drive(library, save) == 0


def test_no_more_hits_are_listed_than_anyone_looks_through(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST", 1)

    async def search(pilot: Pilot[None]) -> int:
        await pilot.press("ctrl+f", *"words")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, SearchScreen)
        return screen.hits.row_count()

    assert drive(library, search) == 1


def test_a_hit_is_opened_by_two_clicks(library: Library) -> None:
    async def click(pilot: Pilot[None]) -> str:
        await pilot.press("ctrl+f", *"needle")
        await pilot.click(Hits, offset=(5, 0), times=2)
        await pilot.pause()
        return screen_of(pilot).article_pane.title.title

    assert drive(library, click) == "Haystack"


@pytest.mark.parametrize("in_text", [True, False])
def test_the_open_article_is_found_in_an_index_that_is_made_anew(
    library: Library, tmp_path: Path, *, in_text: bool
) -> None:
    open_one = tmp_path / "a" / "b.md"

    async def make_anew(pilot: Pilot[None]) -> tuple[str, bool]:
        screen = screen_of(pilot)
        await pilot.press("down", "enter", *([] if in_text else ["escape"]))
        before = library.row_of(open_one)
        for file in (tmp_path / "a").iterdir():
            row = library.row_of(file)
            if row is not None and before is not None and row < before:
                file.unlink()  # so that the articles behind it have other rows
        for file in (tmp_path / "cache").iterdir():
            file.unlink()
        screen.action_rescan()
        end = monotonic() + PATIENCE
        while screen.article_pane.row in (None, before) and monotonic() < end:
            await pilot.pause(0.02)
        await pilot.press("m")
        return current(screen), library.open_file(open_one).state.read

    assert drive(library, make_anew) == ("Haystack", False)


def test_the_place_is_kept_before_another_view_is_listed(library: Library, tmp_path: Path) -> None:
    async def turn(pilot: Pilot[None]) -> Place | None:
        await pilot.press("tab")
        screen_of(pilot).article_pane.view.action_scroll_pages(1)
        screen_of(pilot).action_next_view()
        return library.open_file(tmp_path / "a" / "a.md").state.place

    place = drive(library, turn)
    assert place is not None
    assert place.block > 0


@pytest.mark.parametrize(("head", "is_same"), [("id: 1\ntitle: New", True), ("id: 2\ntitle: Other", False)])
def test_the_place_in_an_article_whose_title_is_changed_meanwhile_is_kept(
    library: Library, tmp_path: Path, head: str, is_same: bool
) -> None:
    file = tmp_path / "a" / "a.md"

    def write(head: str) -> None:
        file.write_text(f"---\n{head}\ndate: 2021-01-03\n---\n\n{PARTS}\n", encoding="utf-8")
        scan(library)

    async def read_on(pilot: Pilot[None]) -> Place | None:
        await pilot.press("tab", "pagedown")
        write(head)
        screen_of(pilot).list_pane.fill()
        await pilot.pause()
        await pilot.press("pagedown")
        screen_of(pilot).article_pane.put_down()
        return library.open_file(file).state.place

    write("id: 1\ntitle: Parts")
    place = drive(library, read_on)
    assert (place is not None and place.block > 20) is is_same


def test_what_has_an_order_of_its_own_is_not_sorted(library: Library, tmp_path: Path) -> None:
    library.shelf.saved.take({"kept": "words"})
    press(library, "g", "S", look=current)
    assert library.shelf.order_of(saved_search("kept")) is Order.DATE
    library.marks.keep_place(library.open_file(tmp_path / "a" / "a.md").article.id, Place(1, share=0.5))
    press(library, "v", "v", "v", "S", look=current)
    assert library.shelf.order_of(LAST_READ) is Order.DATE
    assert press(library, "v", "S", look=lambda _: library.shelf.order_of(("One",))) is Order.TITLE


@pytest.fixture
def long_list(library: Library, tmp_path: Path) -> Library:
    for number in range(60):
        write_article(tmp_path / "a", f"{number}.md", title="x", categories=["One"], date="2020-01-01", body="x")
    scan(library)
    return library


def test_what_is_added_above_moves_nothing_on_the_screen(long_list: Library, tmp_path: Path) -> None:
    async def add(pilot: Pilot[None]) -> None:
        await pilot.press("g", "pagedown", "pagedown", "up", "up")
        sidebar = screen_of(pilot).list_pane.sidebar
        row, line = sidebar.current, sidebar.cursor - sidebar.scroll_offset.y
        for number in range(5):
            write_article(tmp_path / "a", f"new{number}.md", title="x", categories=["One"], date="2021-02-01", body="x")
        scan(long_list)
        sidebar.load()
        await pilot.pause()
        assert (sidebar.current, sidebar.cursor - sidebar.scroll_offset.y) == (row, line)
        assert sidebar.scroll_offset.y > 5

    drive(long_list, add)


def test_a_page_of_the_list_leaves_one_row_of_the_page_before(long_list: Library) -> None:
    def place(screen: ReadingScreen) -> tuple[int, int]:
        sidebar = screen.list_pane.sidebar
        return sidebar.cursor, sidebar.size.height

    cursor, height = press(long_list, "g", "pagedown", look=place)
    assert cursor == height - 1
    assert press(long_list, "g", "pagedown", "pageup", look=place)[0] == 0


def test_the_title_fills_up_as_a_scan_goes_on(library: Library) -> None:
    def filled(screen: ReadingScreen) -> float:
        title = screen.list_pane.title
        title.share = 0.25
        done = title.get_component_rich_style("pane-title--done", partial=True).bgcolor
        line = title.render_line(0)
        return sum(part.cell_length for part in line if part.style and part.style.bgcolor == done) / line.cell_length

    assert press(library, look=filled) == pytest.approx(0.25, abs=0.02)


@pytest.mark.parametrize(("view", "preview"), [(View.ALL, True), (View.UNREAD, False)])
def test_an_article_of_a_category_that_has_just_come_is_shown_in_it(
    view: View, preview: bool, library: Library, tmp_path: Path
) -> None:
    async def show_new(pilot: Pilot[None]) -> str:
        screen = screen_of(pilot)
        while library.shelf.query.view is not view:
            await pilot.press("v")
        file = write_article(tmp_path / "a", "new.md", title="New", categories=["Three"], date="2022-01-01", body="x")
        scan(library)
        row = library.row_of(file)
        assert row is not None
        screen.show_article(row, ("Three",), enter=False, preview=preview)
        return current(screen)

    assert drive(library, show_new) == "New"
