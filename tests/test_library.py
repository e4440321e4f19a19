"""A library from its folder to its list, its pages and its marks."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.domain.category import LAST_READ
from reader.domain.errors import ArticleError, ReaderError, StorageError
from reader.domain.listing import RowId
from reader.domain.query import Query, View
from reader.domain.reading_state import Mark, MarkRead, Place
from reader.domain.session import Session
from reader.library import Library
from reader.library.scan import ScanReport
from reader.storage.index import Index

if TYPE_CHECKING:
    from reader.domain.category import CategoryPath
    from reader.storage.state import State

Opener = Callable[..., Library]


def write(folder: Path, name: str, *, title: str, category: str = "One", day: int = 1, extra: str = "") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    head = f"title: {title}\ncategories: [{category}]\ndate: 2026-01-{day:02} 12:00:00\n{extra}"
    file.write_text(f"---\n{head}---\n\nThe text of {title}.\n", encoding="utf-8")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four articles: d, c and a, b below it, the newest first in each."""
    folder = tmp_path / "papers"
    write(folder, "a.md", title="a", category="Top, Low", day=4)
    write(folder, "b.md", title="b", category="Top, Low", day=3)
    write(folder, "c.md", title="c", category="Top", day=2)
    write(folder, "d.md", title="d", category="Other", day=1)
    return folder


@pytest.fixture
def opened(tmp_path: Path, folder: Path) -> Iterator[Opener]:
    """Open libraries that share one state, and close them at the end."""
    libraries: list[Library] = []

    def opened(*paths: Path) -> Library:
        home = tmp_path / "home"
        libraries.append(Library.open(paths or [folder], state_file=home / "state.db", cache_folder=home / "cache"))
        return libraries[-1]

    yield opened
    for library in libraries:
        library.close()


def scan(library: Library) -> ScanReport:
    return library.scan(lambda _read, _total: None, lambda: False)


@pytest.fixture
def library(opened: Opener) -> Library:
    library = opened()
    scan(library)
    return library


def row_of(library: Library, file: Path) -> RowId:
    row = library.row_of(file)
    assert row is not None
    return row


def title(library: Library, row: int) -> str:
    return library.shelf.listings([RowId(row)])[0].title


def shown(library: Library) -> dict[CategoryPath, str]:
    shelf = library.shelf
    return {
        category.path: "".join(title(library, row) for row in shelf.articles_in(category.path))
        for category in shelf.categories()
    }


def rows_in(library: Library) -> list[RowId]:
    shelf = library.shelf
    return [RowId(row) for category in shelf.categories() for row in shelf.articles_in(category.path)]


def test_a_folder_is_listed_by_category(library: Library) -> None:
    assert library.name == "papers"
    assert shown(library) == {("Other",): "d", ("Top",): "c", ("Top", "Low"): "ab"}


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder / "missing.md", "no such file or folder"),
        (lambda folder: folder.parent / "missing", "no such file or folder"),
        (lambda folder: empty(folder), "no articles in this folder"),
        (lambda folder: picture(folder), "not a text file"),
    ],
)
def test_what_is_no_library_is_one_clear_line(
    opened: Opener, folder: Path, make: Callable[[Path], Path], words: str
) -> None:
    path = make(folder)
    with pytest.raises(ReaderError, match=words) as caught:
        opened(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def empty(folder: Path) -> Path:
    place = folder.parent / "empty"
    place.mkdir()
    return place


def picture(folder: Path) -> Path:
    file = folder / "picture.md"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    return file


def test_one_file_opens_its_folder(opened: Opener, folder: Path) -> None:
    library = opened(folder / "b.md")
    scan(library)
    assert library.name == "papers"
    assert library.shelf.counts().total == 4


def test_several_files_are_a_library_of_just_those(opened: Opener, folder: Path) -> None:
    library = opened(folder / "a.md", folder / "d.md", folder / "a.md")
    scan(library)
    assert library.name == "2 files"
    assert shown(library) == {("Other",): "d", ("Top",): "", ("Top", "Low"): "a"}


def test_a_scan_reads_only_what_has_changed(library: Library, folder: Path) -> None:
    assert scan(library) == ScanReport(found=4, read=0, removed=0)
    write(folder, "a.md", title="changed", category="Top, Low", day=4)
    write(folder, "e.md", title="e", category="Other", day=9)
    (folder / "d.md").unlink()
    assert scan(library) == ScanReport(found=4, read=2, removed=1)
    assert shown(library) == {("Other",): "e", ("Top",): "c", ("Top", "Low"): "changedb"}


def test_a_scan_in_another_thread_shows_here(opened: Opener) -> None:
    library = opened()
    thread = threading.Thread(target=scan, args=[library])
    thread.start()
    thread.join()
    assert library.shelf.counts().total == 4


def test_a_cancelled_scan_goes_on_the_next_time(opened: Opener) -> None:
    library = opened()
    assert library.scan(lambda _read, _total: None, lambda: True).read == 0
    assert scan(library).read == 4


def test_marks_made_while_a_scan_runs_stay(opened: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.heads.BATCH", 1)
    library = opened()
    unlisted = [library.open_file(file).article.id for file in sorted(folder.iterdir())]

    def mark_meanwhile(_read: int, _total: int) -> None:
        library.marks.open(unlisted.pop())

    library.scan(mark_meanwhile, lambda: False)
    assert library.shelf.counts().unread == 0
    assert all(category.unread == 0 for category in library.shelf.categories())


def test_a_scan_tells_how_far_it_is(opened: Opener) -> None:
    told: list[tuple[int, int]] = []
    opened().scan(lambda read, total: told.append((read, total)), lambda: False)
    assert told[-1] == (4, 4)


def test_what_was_marked_before_an_article_is_listed_counts(opened: Opener, folder: Path) -> None:
    library = opened()
    library.marks.open(library.open_file(folder / "a.md").article.id)
    scan(library)
    assert library.shelf.counts().unread == 3


def test_the_index_may_be_deleted(library: Library, opened: Opener, folder: Path, tmp_path: Path) -> None:
    library.marks.set(Mark.READ, True, [row_of(library, folder / "a.md")])
    library.close()
    shutil.rmtree(tmp_path / "home" / "cache")
    again = opened()
    scan(again)
    assert again.shelf.counts().total == 4
    assert again.shelf.counts().unread == 3


def test_a_page_is_its_article_its_body_and_its_state(library: Library, folder: Path) -> None:
    row = row_of(library, folder / "a.md")
    page = library.open_article(row)
    library.marks.keep_place(page.article.id, Place(0, 3, 0.25))
    page = library.open_article(row)
    assert page.article.title == "a"
    assert len(page.body) == 1
    assert page.state.place == Place(0, 3, 0.25)
    assert not page.state.read


def test_a_file_opens_before_it_is_listed(opened: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    library = opened(Path("a.md"))
    assert library.row_of(Path("a.md")) is None
    assert library.open_file(Path("a.md")).article.path == "a.md"
    scan(library)
    assert library.row_of(Path("../papers/a.md")) == library.row_of(folder / "a.md") is not None
    assert library.row_of(folder.parent / "elsewhere.md") is None


def test_a_page_says_that_an_article_has_vanished(library: Library, folder: Path) -> None:
    row = row_of(library, folder / "a.md")
    known = library.open_article(row).article.id
    (folder / "a.md").unlink()
    article = library.open_article(row).article
    assert "a.md: cannot be read: no such file" in article.title
    assert article.id == known
    scan(library)
    with pytest.raises(ArticleError, match="gone"):
        library.open_article(row)


def test_what_is_known_of_a_vanished_article_comes_back_with_it(library: Library, folder: Path) -> None:
    file = folder / "a.md"
    library.marks.set(Mark.STARRED, True, [row_of(library, file)])
    content = file.read_bytes()
    file.unlink()
    scan(library)
    assert library.shelf.counts().starred == 0
    file.write_bytes(content)
    scan(library)
    assert library.shelf.listings([row_of(library, file)])[0].starred


def test_what_is_known_of_an_article_that_vanished_is_kept_for_longer_than_400_days(
    library: Library, opened: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, days = folder / "a.md", 86_400 * 10**9
    now = time.time_ns()
    library.marks.set(Mark.READ, True, [row_of(library, file)])
    library.marks.keep_place(library.open_file(file).article.id, Place(1, share=0.5))
    content = file.read_bytes()
    file.unlink()
    for after in (1, 200, 401):
        monkeypatch.setattr(time, "time_ns", lambda after=after: now + after * days)
        again = opened()
        scan(again)
        again.marks.mark_all_read(Query())
        again.close()
    file.write_bytes(content)
    again = opened()
    scan(again)
    assert again.shelf.listings([row_of(again, file)])[0].read
    assert again.open_file(file).state.place == Place(1, share=0.5)


def test_article_files_are_never_touched(library: Library, folder: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}
    for file in list(before):
        page = library.open_file(file)
        library.marks.open(page.article.id)
        library.marks.keep_place(page.article.id, Place(0))
    scan(library)
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()} == before


def test_marks_are_undone_and_redone_in_words(library: Library, folder: Path) -> None:
    rows = [row_of(library, folder / "a.md"), row_of(library, folder / "b.md")]
    library.marks.set(Mark.READ, True, rows[:1])
    assert str(library.marks.mark_all_read(Query())) == "3 articles marked read"
    library.marks.set(Mark.STARRED, True, rows)
    assert (library.shelf.counts().unread, library.shelf.counts().starred) == (0, 2)
    assert str(library.marks.undo()) == "2 articles starred"
    assert str(library.marks.undo()) == "3 articles marked read"
    assert (library.shelf.counts().unread, library.shelf.counts().starred) == (3, 0)
    assert str(library.marks.redo()) == "3 articles marked read"
    assert library.shelf.counts().unread == 0
    assert library.marks.set(Mark.READ, True, rows) is None


def test_marks_are_undone_and_redone_after_a_restart(library: Library, opened: Opener, folder: Path) -> None:
    library.marks.set(Mark.STARRED, True, [row_of(library, folder / "a.md")])
    library.marks.mark_all_read(Query())
    library.marks.undo()
    library.close()
    again = opened()
    assert str(again.marks.undo()) == "1 article starred"
    assert (again.shelf.counts().unread, again.shelf.counts().starred) == (4, 0)
    assert str(again.marks.redo()) == "1 article starred"
    assert str(again.marks.redo()) == "4 articles marked read"
    assert again.marks.redo() is None
    assert (again.shelf.counts().unread, again.shelf.counts().starred) == (0, 1)


def test_what_was_done_in_another_library_is_not_undone_here(library: Library, opened: Opener, tmp_path: Path) -> None:
    write(tmp_path / "other", "x.md", title="x")
    other = opened(tmp_path / "other")
    scan(other)
    other.marks.mark_all_read(Query())
    assert library.marks.undo() is None
    assert str(other.marks.undo()) == "1 article marked read"


def test_all_that_is_shown_is_marked_and_nothing_else(library: Library) -> None:
    library.marks.mark_all_read(Query(words=("low",)))
    assert {category.path: category.unread for category in library.shelf.categories()} == {
        ("Other",): 1,
        ("Top",): 1,
        ("Top", "Low"): 0,
    }


def test_what_is_hidden_is_not_marked(library: Library, folder: Path) -> None:
    library.marks.set(Mark.STARRED, True, [row_of(library, folder / "a.md"), row_of(library, folder / "d.md")])
    assert str(library.marks.mark_all_read(Query(View.STARRED, words=("low",)))) == "1 article marked read"
    assert [listing.title for listing in library.shelf.listings(rows_in(library)) if listing.read] == ["a"]
    place = Place(1, share=0.5)
    library.marks.keep_place(library.open_article(row_of(library, folder / "b.md")).article.id, place)
    assert str(library.marks.mark_all_read(Query(View.BEGUN))) == "1 article marked read"
    assert [listing.title for listing in library.shelf.listings(rows_in(library)) if listing.read] == ["a", "b"]


@pytest.mark.parametrize(
    ("when", "after"),
    [(MarkRead.ON_OPEN, (3, 3)), (MarkRead.AT_END, (4, 3)), (MarkRead.MANUAL, (4, 4))],
)
def test_an_article_counts_as_read_when_its_reader_wants(
    when: MarkRead, after: tuple[int, int], folder: Path, tmp_path: Path
) -> None:
    library = Library.open([folder], state_file=tmp_path / "state.db", cache_folder=tmp_path, mark_read=when)
    scan(library)
    article = library.open_file(folder / "a.md").article.id
    library.marks.open(article)
    opened = library.shelf.counts().unread
    assert library.marks.finish(article) is (when is MarkRead.AT_END)
    assert not library.marks.finish(article)
    assert (opened, library.shelf.counts().unread) == after
    assert library.marks.undo() is None
    library.close()


def test_what_was_listed_stays_in_its_category_when_it_has_left_the_view(library: Library, folder: Path) -> None:
    write(folder, "e.md", title="e", category="Top, Low", day=2)
    scan(library)
    low, shelf = ("Top", "Low"), library.shelf
    shelf.query = Query(View.UNREAD)
    listed = list(shelf.articles_in(low))
    library.marks.set(Mark.READ, True, [row_of(library, folder / "a.md"), row_of(library, folder / "e.md")])
    write(folder, "f.md", title="f", category="Top, Low", day=3)
    (folder / "e.md").unlink()
    scan(library)
    assert [title(library, row) for row in shelf.articles_in(low)] == ["b", "f"]
    assert [title(library, row) for row in shelf.articles_in(low, listed)] == ["a", "b", "f"]
    shelf.sort_next(low)
    shelf.query = Query(View.UNREAD, words=("b",))
    assert [title(library, row) for row in shelf.articles_in(low, listed)] == ["b"]


def test_what_was_listed_as_begun_stays_where_it_is_when_it_is_finished(library: Library, folder: Path) -> None:
    ids = {name: library.open_file(folder / f"{name}.md").article.id for name in "abcd"}
    for name in "abc":
        library.marks.keep_place(ids[name], Place(1, share=0.5))
    library.marks.catch_up()
    shelf = library.shelf
    shelf.query = Query(View.BEGUN)
    listed = list(shelf.articles_in(LAST_READ))
    library.marks.keep_place(ids["b"], Place(1, share=1.0))
    library.marks.keep_place(ids["d"], Place(1, share=0.1))
    library.marks.catch_up()
    assert [title(library, row) for row in shelf.articles_in(LAST_READ)] == ["d", "c", "a"]
    assert [title(library, row) for row in shelf.articles_in(LAST_READ, listed)] == ["d", "c", "b", "a"]
    assert library.shelf.counts().begun == 3
    found = shelf.neighbour(row_of(library, folder / "d.md"), LAST_READ, 1)
    assert found == (LAST_READ, row_of(library, folder / "c.md"))
    assert shelf.place_of(row_of(library, folder / "c.md")) == LAST_READ


def test_what_one_program_marks_the_other_shows(library: Library, opened: Opener, folder: Path) -> None:
    other = opened()
    row = row_of(library, folder / "a.md")
    library.marks.set(Mark.READ, True, [row])
    other.marks.catch_up()
    assert other.shelf.listings([row])[0].read
    assert not library.marks.catch_up()


def test_a_state_of_another_library_marks_the_same_story_here(library: Library, opened: Opener, tmp_path: Path) -> None:
    address = "url: https://example.com/story\n"
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    write(mine, "x.md", title="x", extra=address)
    write(theirs, "y.md", title="y", extra=address)
    one, other = opened(mine), opened(theirs)
    scan(one)
    scan(other)
    one.marks.mark_all_read(Query())
    other.marks.catch_up()
    assert other.shelf.counts().unread == 0
    assert library.shelf.counts().unread == 4


ORDER = "dabc"
"""The titles in the order of the list: below a category, its sub-categories come first."""


def test_a_category_is_sorted_by_date_title_or_source_from_then_on(opened: Opener, tmp_path: Path) -> None:
    folder = tmp_path / "sorted"
    for title_, source, day in (("b", "Y", 1), ("A", "z", 2), ("c", "x", 3), ("a2", "Z", 4)):
        write(folder, f"{title_}.md", title=title_, category="One", day=day, extra=f"author: {source}\n")
    library = opened(folder)
    scan(library)
    assert shown(library) == {("One",): "a2cAb"}
    for order, titles in (("title", "Aa2bc"), ("source", "cba2A")):
        assert library.shelf.sort_next(("One",)) == order
        assert shown(library) == {("One",): titles}
        assert walked(library, 1) == titles
        assert opened(folder).shelf.order_of(("One",)) == order
    assert library.shelf.sort_next(("One",)) == "date"
    assert shown(library) == {("One",): "a2cAb"}


def walked(library: Library, step: int) -> str:
    titles = ""
    found = library.shelf.neighbour(None, None, step)
    while found is not None:
        category, row = found
        titles += title(library, row)
        found = library.shelf.neighbour(row, category, step)
    return titles


@pytest.mark.parametrize("step", [1, -1])
def test_neighbours_go_through_the_whole_list_once(library: Library, step: int) -> None:
    assert walked(library, step) == ORDER[::step]


def test_the_next_unread_article_goes_round(library: Library, folder: Path) -> None:
    rows = {name: row_of(library, folder / f"{name}.md") for name in ORDER}
    library.marks.set(Mark.READ, True, [rows["b"], rows["c"]])

    def after(name: str, category: CategoryPath, step: int = 1) -> RowId | None:
        found = library.shelf.neighbour(rows[name], category, step, unread=True)
        return found[1] if found else None

    assert after("d", ("Other",)) == rows["a"]
    assert after("a", ("Top", "Low")) == rows["d"]
    assert after("c", ("Top",), -1) == rows["a"]
    assert after("d", ("Other",), -1) == rows["a"]
    library.marks.set(Mark.READ, True, [rows["a"]])
    assert after("d", ("Other",)) is None
    assert after("c", ("Top",)) == rows["d"]
    library.marks.set(Mark.READ, True, [rows["d"]])
    library.marks.set(Mark.READ, False, [rows["a"]])
    assert after("b", ("Top", "Low")) == rows["a"]
    assert after("a", ("Top", "Low")) is None


def test_an_article_that_has_left_the_view_still_has_neighbours(library: Library, folder: Path) -> None:
    library.shelf.query = Query(View.UNREAD)
    row = row_of(library, folder / "a.md")
    library.marks.set(Mark.READ, True, [row])
    found = library.shelf.neighbour(row, ("Top", "Low"), 1)
    assert found == (("Top", "Low"), row_of(library, folder / "b.md"))


def test_an_article_in_two_categories_is_not_its_own_neighbour(opened: Opener, tmp_path: Path) -> None:
    folder = tmp_path / "double"
    both = write(folder, "x.md", title="x", category="[One], [Two]", day=2)
    other = write(folder, "y.md", title="y", category="Two", day=1)
    library = opened(folder)
    scan(library)
    found = library.shelf.neighbour(row_of(library, both), ("One",), 1)
    assert found == (("Two",), row_of(library, other))


def test_what_was_open_is_known_at_the_next_start(library: Library, opened: Opener, folder: Path) -> None:
    row = row_of(library, folder / "c.md")
    assert library.start() == (("Top", "Low"), row_of(library, folder / "a.md"))
    library.shelf.query = Query(View.UNREAD)
    library.keep_session(row, [("Top",)])
    library.set_preference("theme", "paper")
    library.close()
    again = opened()
    assert again.session() == Session(article="c.md", expanded=(("Top",),), view=View.UNREAD)
    assert again.start() == (("Top",), row)
    assert again.preference("theme") == "paper"
    assert again.preference("measure") is None


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the program from writing and renaming its own files, as root too."""
    write_allowed = os.access
    monkeypatch.setattr("os.access", lambda path, mode: "home" not in str(path) and write_allowed(path, mode))

    def rename(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, f"{self} to {target}")

    monkeypatch.setattr(Path, "rename", rename)


def test_a_state_that_cannot_be_kept_is_shown_and_does_not_keep_anyone_from_reading(
    library: Library, opened: Opener, folder: Path, request: pytest.FixtureRequest
) -> None:
    library.marks.set(Mark.READ, True, [row_of(library, folder / "b.md")])
    library.close()
    request.getfixturevalue("stuck")
    again = opened()
    assert "state.db" in (again.mishap or "")
    assert "forgotten when you leave" in (again.mishap or "")
    again.marks.set(Mark.READ, True, [row_of(again, folder / "a.md")])
    assert again.shelf.counts().unread == 2
    scan(again)
    assert again.shelf.counts().unread == 2
    again.close()
    request.getfixturevalue("monkeypatch").undo()
    assert opened().shelf.counts().unread == 3


def test_an_index_that_cannot_be_kept_is_made_elsewhere(opened: Opener, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "cache").write_text("a file where the folder should be", encoding="utf-8")
    library = opened()
    scan(library)
    assert library.shelf.counts().total == 4
    assert "cache" in (library.mishap or "")


def test_a_state_that_was_damaged_shows_the_marks_of_its_backup(
    library: Library, opened: Opener, folder: Path, tmp_path: Path
) -> None:
    library.marks.set(Mark.READ, True, [row_of(library, folder / "a.md")])
    shutil.rmtree(tmp_path / "home" / "backups")
    scan(library)
    library.marks.set(Mark.READ, True, [row_of(library, folder / "b.md")])
    library.close()
    (tmp_path / "home" / "state.db").write_bytes(b"nonsense")
    again = opened()
    assert "the backup state-" in (again.mishap or "")
    assert again.shelf.counts().unread == 3
    again.marks.set(Mark.READ, True, [row_of(again, folder / "c.md")])
    assert again.shelf.counts().unread == 2


@pytest.mark.parametrize("name", ["state.db", "cache/*.index.db"])
def test_damage_that_left_size_and_time_as_they_were_does_not_block_the_start(
    name: str, library: Library, opened: Opener, folder: Path, tmp_path: Path
) -> None:
    library.marks.mark_all_read(Query())
    shutil.rmtree(tmp_path / "home" / "backups")
    scan(library)
    library.close()
    file = next((tmp_path / "home").glob(name))
    status, content = file.stat(), bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(content)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    again = opened()
    scan(again)
    assert again.shelf.counts().unread == 0
    assert again.shelf.counts().total == 4
    assert row_of(again, folder / "a.md")


FULL_DISK = """
import resource, sys
from pathlib import Path
from reader.domain.errors import StorageError
from reader.domain.query import Query
from reader.domain.reading_state import Mark
from reader.library import Library
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
folder, home = map(Path, sys.argv[1:])
library = Library.open([folder], state_file=home / "state.db", cache_folder=home / "cache")
library.scan(lambda _read, _total: None, lambda: False)
print(library.shelf.counts().unread)
refused = False
while not refused:
    try:
        library.marks.set(Mark.STARRED, True, library.shelf.articles_in(("Other",)))
        library.marks.undo()
    except StorageError:
        refused = True
print(library.open_article(library.shelf.articles_in(("Other",))[0]).article.title)
library.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no limit of file sizes")
def test_a_full_disk_blocks_neither_the_start_nor_the_reading(library: Library, folder: Path, tmp_path: Path) -> None:
    library.marks.set(Mark.READ, True, [row_of(library, folder / "a.md")])
    library.close()
    command = [sys.executable, "-c", FULL_DISK, str(folder), str(tmp_path / "home")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("3\nd\n", "")


def test_an_index_that_cannot_follow_the_state_is_shown_as_it_is(
    library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_index: Index, _state: State) -> bool:
        raise StorageError("index.db: database or disk is full")

    monkeypatch.setattr(Index, "catch_up", refuse)
    again = opened()
    assert again.mishap == "index.db: database or disk is full"
    assert again.shelf.counts() == library.shelf.counts()


def test_a_session_that_is_damaged_is_no_session(library: Library, opened: Opener, tmp_path: Path) -> None:
    library.keep_session(None, [("Top",)])
    library.close()
    connection = sqlite3.connect(tmp_path / "home" / "state.db")
    connection.execute("UPDATE facts SET value = substr(value, 2) WHERE key = 'session'")
    connection.commit()
    connection.close()
    assert opened().session() == Session()


def test_all_is_well(library: Library) -> None:
    assert library.mishap is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_what_is_no_file_is_passed_over(opened: Opener, folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    (folder / "loop").symlink_to(folder)
    (folder / "nowhere.md").symlink_to(folder / "missing.md")
    library = opened()
    scan(library)
    assert library.shelf.counts().total >= 4


def test_a_file_that_is_no_text_is_listed_with_its_problem(library: Library, folder: Path) -> None:
    row_file = picture(folder)
    assert scan(library).read == 1
    assert library.shelf.listings([row_of(library, row_file)])[0].problems == 1
    row_file.write_bytes(b"---\ntitle: Mended\n---\n")
    scan(library)
    assert title(library, row_of(library, row_file)) == "Mended"


def test_what_could_not_be_read_is_tried_again_though_its_size_and_time_are_the_same(
    library: Library, folder: Path
) -> None:
    file = picture(folder)
    scan(library)
    status, size = file.stat(), len(file.read_bytes())
    file.write_bytes(b"Now a text.".ljust(size))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert scan(library).read == 1
    assert library.shelf.listings([row_of(library, file)])[0].problems == 0
    assert scan(library).read == 0
