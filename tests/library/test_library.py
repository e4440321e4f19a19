"""A library from its folder to its list and its pages."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.domain.errors import ArticleError, ReaderError
from reader.domain.query import Query, View
from reader.domain.reading_state import Mark, Place
from reader.domain.session import Session
from reader.library.scan import ScanReport
from tests.four_articles import Opener, row_of, shown, title, write
from tests.library_of import scan

if TYPE_CHECKING:
    from reader.library import Library


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


def test_a_library_whose_articles_are_all_gone_still_opens(library: Library, opened: Opener, folder: Path) -> None:
    library.close()
    for file in folder.iterdir():
        file.unlink()
    again = opened()
    assert scan(again) == ScanReport(found=0, read=0, removed=4)
    assert again.start() is None


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
    monkeypatch.setattr("reader.library.head_readers.BATCH", 1)
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
    page = library.open_article(row)
    assert page.explains
    assert "a.md: cannot be read: no such file" in page.article.title
    assert page.article.id == known
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
    again.keep_session(None, ())
    assert again.session().article == "c.md"


def test_the_looks_of_an_article_are_known_until_its_file_changes(library: Library, folder: Path) -> None:
    row, other = (row_of(library, folder / name) for name in ("a.md", "b.md"))
    assert library.snapshot(row) is None
    library.keep_snapshot(row, "two\nlines")
    assert library.snapshot(row) == "two\nlines"
    assert library.snapshot(other) is None
    write(folder, "a.md", title="changed", category="Top, Low", day=4)
    scan(library)
    assert library.snapshot(row) is None


def test_where_all_is_well_no_mishap_is_told(library: Library) -> None:
    assert library.mishap is None


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
