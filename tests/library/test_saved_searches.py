"""Saved searches list what a search finds, the newest first, and follow marks, files and texts."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.domain.category import saved_search
from reader.domain.listing import RowId
from reader.domain.query import Query, View
from reader.domain.reading_state import Mark
from reader.library import saved_searches
from tests.library_of import index_all, open_library, scan, write_article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.library import Library

SEA, UNREAD = saved_search("sea"), saved_search("new")
SEARCHES = {"sea": "海", "new": "is:unread 海", "nothing": "饕餮"}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "library"
    for day in range(1, 6):
        body = "海" if day != 3 else "山"
        write_article(folder, f"{day}.md", title=f"T{day}", categories=["c"], date=f"2026-03-0{day}", body=body)
    with closing(open_library(folder, tmp_path, searches=SEARCHES)) as library:
        index_all(library)
        yield library


def look(library: Library) -> None:
    for _ in library.shelf.saved.look():
        pass


def titles(library: Library, path: tuple[str, ...] = SEA, listed: Sequence[int] = ()) -> list[str]:
    rows = map(RowId, library.shelf.articles_in(path, listed))
    return [listing.title for listing in library.shelf.listings(rows)]


def row(library: Library, title: str) -> RowId:
    (found,) = [found for found in library.search.files.newest_first() if titles_of(library, found) == title]
    return found


def titles_of(library: Library, found: RowId) -> str:
    return library.shelf.listings([found])[0].title


def counts(library: Library) -> dict[str, tuple[int, int]]:
    return {category.name: (category.total, category.unread) for category in library.shelf.categories()}


def partial(library: Library) -> dict[str, bool]:
    """Return of which searches the list says that there may be more."""
    saved = library.shelf.saved.categories(View.ALL)
    return {category.name.removeprefix("⌕ "): category.partial for category in saved}


def test_they_stand_above_the_categories_in_their_order_and_begin_with_nothing(library: Library) -> None:
    assert counts(library) == {"⌕ sea": (0, 0), "⌕ new": (0, 0), "⌕ nothing": (0, 0), "c": (5, 5)}
    assert list(counts(library)) == ["⌕ sea", "⌕ new", "⌕ nothing", "c"]
    assert titles(library) == []


def test_they_list_what_is_found_the_newest_first(library: Library) -> None:
    look(library)
    assert titles(library) == ["T5", "T4", "T2", "T1"]
    assert counts(library) == {"⌕ sea": (4, 4), "⌕ new": (4, 4), "⌕ nothing": (0, 0), "c": (5, 5)}


def test_a_view_shows_of_them_what_it_shows(library: Library) -> None:
    library.marks.set(Mark.STARRED, True, [row(library, "T4"), row(library, "T3")])
    library.marks.set(Mark.READ, True, [row(library, "T4"), row(library, "T5")])
    look(library)
    library.shelf.query = Query(View.STARRED)
    assert counts(library) == {"⌕ sea": (1, 0), "c": (2, 1)}
    assert titles(library) == ["T4"]
    library.shelf.query = Query(View.UNREAD)
    assert counts(library) == {"⌕ sea": (2, 2), "⌕ new": (2, 2), "c": (3, 3)}
    assert titles(library) == ["T2", "T1"]


def test_a_list_that_is_narrowed_shows_categories_only(library: Library) -> None:
    look(library)
    library.shelf.query = Query(words=("T4",))
    assert list(counts(library)) == ["c"]


def test_they_follow_marks(library: Library) -> None:
    look(library)
    assert not library.shelf.saved.is_stale()
    library.marks.set(Mark.READ, True, [row(library, "T4")])
    assert library.shelf.saved.is_stale()
    look(library)
    assert counts(library)["⌕ sea"] == (4, 3)
    assert titles(library, UNREAD) == ["T5", "T2", "T1"]
    assert not library.shelf.saved.is_stale()


def test_they_follow_files_before_these_are_indexed(library: Library, tmp_path: Path) -> None:
    look(library)
    write_article(tmp_path / "library", "6.md", title="T6", categories=["c"], date="2026-03-06", body="海")
    write_article(tmp_path / "library", "5.md", title="T5", categories=["c"], date="2026-03-05", body="山")
    (tmp_path / "library" / "4.md").unlink()
    scan(library)
    assert library.shelf.saved.is_stale()
    look(library)
    assert titles(library) == ["T6", "T2", "T1"]
    assert partial(library) == {"sea": False, "new": False, "nothing": False}
    assert not library.shelf.saved.is_stale()
    index_all(library)
    look(library)
    assert titles(library) == ["T6", "T2", "T1"]


def test_they_say_that_there_may_be_more_until_most_is_indexed(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_searches, "FEW_FILES", 0)
    library.shelf.saved.take({**SEARCHES, "late": "after:2026-03-05", "unread": "is:unread"})
    assert all(partial(library).values())
    look(library)
    assert not any(partial(library).values())
    write_article(tmp_path / "library", "6.md", title="T6", categories=["c"], date="2026-03-06", body="海")
    write_article(tmp_path / "library", "5.md", title="T5", categories=["c"], date="2026-03-05", body="山")
    scan(library)
    look(library)
    assert titles(library) == ["T4", "T2", "T1"]
    assert counts(library)["⌕ late"] == (2, 2)
    # What asks for no text need not wait for it.
    assert partial(library) == {"sea": True, "new": True, "nothing": True, "late": False, "unread": False}
    assert not library.shelf.saved.is_stale()
    index_all(library)
    look(library)
    assert titles(library) == ["T6", "T4", "T2", "T1"]
    assert not any(partial(library).values())


def test_what_asks_for_no_text_is_not_looked_for_again_when_texts_are_indexed(library: Library, tmp_path: Path) -> None:
    library.shelf.saved.take({"unread": "is:unread"})
    write_article(tmp_path / "library", "6.md", title="T6", categories=["c"], date="2026-03-06", body="海")
    scan(library)
    look(library)
    assert counts(library)["⌕ unread"] == (6, 6)
    index_all(library)
    assert not library.shelf.saved.is_stale()


def test_what_was_listed_stays_until_it_is_gone(library: Library, tmp_path: Path) -> None:
    look(library)
    shown = library.shelf.articles_in(UNREAD)
    library.marks.set(Mark.READ, True, [row(library, "T4")])
    look(library)
    assert titles(library, UNREAD) == ["T5", "T2", "T1"]
    assert titles(library, UNREAD, shown) == ["T5", "T4", "T2", "T1"]
    (tmp_path / "library" / "4.md").unlink()
    scan(library)
    assert titles(library, UNREAD, shown) == ["T5", "T2", "T1"]


def test_the_way_from_one_article_to_the_next_stays_in_the_search(library: Library) -> None:
    look(library)

    def beside(title: str | None, step: int, *, unread: bool = False) -> str | None:
        here = row(library, title) if title is not None else None
        found = library.shelf.neighbour(here, SEA, step, unread=unread)
        assert found is None or found[0] == SEA
        return titles_of(library, found[1]) if found else None

    assert beside("T4", 1) == "T2"
    assert beside("T4", -1) == "T5"
    assert beside("T1", 1) is None
    assert beside("T5", -1) is None
    assert (beside(None, 1), beside(None, -1)) == ("T5", "T1")
    assert beside("T3", 1) == "T2"  # it is not found: the next one by date
    library.marks.set(Mark.READ, True, [row(library, "T2"), row(library, "T1")])
    look(library)
    assert beside("T4", 1, unread=True) == "T5"
    assert beside("T5", -1, unread=True) == "T4"
    library.marks.set(Mark.READ, True, [row(library, "T5")])
    assert beside("T4", 1, unread=True) is None
    look(library)
    assert beside("T4", 1, unread=True) is None


def test_other_searches_take_their_place(library: Library) -> None:
    look(library)
    library.shelf.saved.take({"hill": "山", "sea": "海"})
    assert list(counts(library)) == ["⌕ hill", "⌕ sea", "c"]
    assert titles(library) == ["T5", "T4", "T2", "T1"]
    library.shelf.saved.take({"sea": "山"})
    assert titles(library) == []
    look(library)
    assert titles(library) == ["T3"]


def test_what_an_old_search_finds_is_not_noted_under_the_name_of_a_new_one(library: Library) -> None:
    looking = library.shelf.saved.look()
    next(looking)
    library.shelf.saved.take({"sea": "山"})
    for _ in looking:
        pass
    assert titles(library) == []
    look(library)
    assert titles(library) == ["T3"]


def test_a_list_without_any_opens_no_text_index(tmp_path: Path) -> None:
    write_article(tmp_path / "a", "1.md", title="x", categories=["c"], date="2026-03-01", body="y")
    library = open_library(tmp_path / "a", tmp_path)
    library.shelf.categories()
    assert not list((tmp_path / "cache").glob("*.text.*"))
    library.close()


def test_a_damaged_text_index_costs_no_article(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(library)
    file = library.search.text_file
    library.close()
    for size in range(0, file.stat().st_size, 4096):
        with file.open("r+b") as stream:
            stream.seek(size)
            stream.write(b"\xff" * 4096)
    with closing(open_library(tmp_path / "library", tmp_path, searches=SEARCHES)) as again:
        with monkeypatch.context() as patched:
            patched.setattr(saved_searches, "FEW_FILES", 0)
            look(again)
            assert titles(again) == []
            assert partial(again) == {"sea": True, "new": True, "nothing": True}
        index_all(again)
        look(again)
        assert titles(again) == ["T5", "T4", "T2", "T1"]
