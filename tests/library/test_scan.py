"""A scan in one process or in several finds the same; what it cannot read it lists with the cause."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.articles.article_file import LARGEST, read_article
from reader.articles.folder import find_files
from reader.domain.category import PROBLEMS
from reader.domain.errors import LibraryError
from reader.domain.file_stamp import FileStamp
from reader.domain.listing import RowId
from reader.domain.reading_state import Mark, Place
from reader.library import Library
from reader.library.head_readers import HeadReaders
from reader.library.scan import ScanReport
from reader.storage.index_entry import entry_of
from reader.storage.index_writer import IndexWriter
from tests.four_articles import row_of
from tests.library_of import scan, write_article, write_library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.storage.index_entry import IndexEntry
    from reader.storage.state import State

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_library(tmp_path / "papers")


@pytest.fixture
def library(folder: Path, tmp_path: Path) -> Library:
    return Library.open([folder], state_file=tmp_path / "state.db", cache_folder=tmp_path / "cache")


def titles(library: Library) -> dict[str, list[str]]:
    shelf = library.shelf
    return {
        "/".join(category.path): [one.title for one in shelf.listings(map(RowId, shelf.articles_in(category.path)))]
        for category in shelf.categories()
    }


def test_other_processes_read_what_this_one_does(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted(find_files(folder), key=lambda file: file.path)
    here = [
        entry_of(
            read_article(folder / file.path, root=folder), FileStamp(status.st_size, status.st_mtime_ns, status.st_ino)
        )
        for file in files
        for status in [(folder / file.path).stat()]
    ]
    monkeypatch.setattr("reader.library.head_readers.BATCH", 2)
    with HeadReaders(folder) as readers:
        assert [entry for batch in readers.read(files) for entry in batch] == here
        readers.start()
        assert [entry for batch in readers.read(files) for entry in batch] == here


def test_a_mark_that_is_made_while_a_renamed_file_is_read_is_kept(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(library)
    old, new = folder / "a/spring.md", folder / "a/renamed.md"
    row = row_of(library, old)
    old.rename(new)
    put = IndexWriter.put

    def mark_before(writer: IndexWriter, entries: Sequence[IndexEntry], state: State) -> None:
        monkeypatch.undo()
        library.marks.set(Mark.STARRED, True, [row])
        put(writer, entries, state)

    monkeypatch.setattr(IndexWriter, "put", mark_before)
    scan(library)
    library.marks.catch_up()
    (listing,) = library.shelf.listings([row_of(library, new)])
    assert listing.starred
    library.marks.undo()
    assert not library.open_file(new).state.starred


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_file_whose_name_is_no_text_is_listed(folder: Path, library: Library) -> None:
    text = (folder / "a/spring.md").read_bytes().replace("春天的事".encode(), "Café".encode())
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.md")).write_bytes(text)
    assert scan(library).found == 6
    assert scan(library) == ScanReport(found=6, read=0, removed=0)
    assert "Café" in titles(library)["四季/上半年"]


def test_what_other_processes_do_not_read_is_read_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false" if os.name == "posix" else sys.executable)
    files = list(find_files(folder))
    with HeadReaders(folder) as readers:
        readers.start()
        assert [entry.path for batch in readers.read(files) for entry in batch] == [file.path for file in files]


def test_a_large_library_is_scanned_in_a_process_of_its_own(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.scan.MANY", 5)
    monkeypatch.setattr("reader.library.scan.AT_FIRST", 2)
    told: list[tuple[int, int]] = []
    report = library.scan(lambda read, total: told.append((read, total)), lambda: False)
    assert (report, told) == (ScanReport(found=5, read=3, removed=0), [(2, 0), (3, 3)])
    assert library.shelf.counts().total == 5
    assert library.scan(lambda _read, _total: None, lambda: True).read == 0
    assert scan(library) == ScanReport(found=5, read=0, removed=0)
    for file in sorted(folder.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    folder.rmdir()
    with pytest.raises(LibraryError, match="no such file"):
        scan(library)


def test_a_renamed_file_keeps_its_row_and_what_is_known_of_its_reading(library: Library, folder: Path) -> None:
    scan(library)
    old = folder / "a/spring.md"
    row = row_of(library, old)
    library.marks.set(Mark.STARRED, True, [row])
    library.marks.open(library.open_article(row).article.id)
    library.marks.keep_place(library.open_article(row).article.id, Place(3))
    new = folder / "elsewhere/lenz.md"
    new.parent.mkdir()
    old.rename(new)
    assert scan(library) == ScanReport(found=5, read=1, removed=0)
    library.marks.catch_up()
    assert row_of(library, new) == row
    assert library.row_of(old) is None
    (listing,) = library.shelf.listings([row])
    assert (listing.read, listing.starred) == (True, True)
    assert library.open_article(row).state.place == Place(3)
    assert library.shelf.counts().unread == 4


@POSIX_ONLY
def test_a_file_from_a_far_future_is_known_again(library: Library, folder: Path) -> None:
    old, new = folder / "a/spring.md", folder / "a/vernal.md"
    os.utime(old, ns=(0, 10**19))
    assert scan(library) == ScanReport(found=5, read=5, removed=0)
    assert scan(library) == ScanReport(found=5, read=0, removed=0)
    row = row_of(library, old)
    old.rename(new)
    scan(library)
    assert row_of(library, new) == row


def test_a_copy_is_another_article(library: Library, folder: Path) -> None:
    scan(library)
    row = row_of(library, folder / "a/spring.md")
    library.marks.set(Mark.READ, True, [row])
    (folder / "copy.md").write_bytes((folder / "a/spring.md").read_bytes())
    assert scan(library) == ScanReport(found=6, read=1, removed=0)
    assert library.shelf.counts().unread == 5


def test_a_changed_article_keeps_its_row(library: Library, folder: Path) -> None:
    scan(library)
    row = row_of(library, folder / "a/spring.md")
    write_article(folder, "a/spring.md", title="Changed", categories=["New"], date="Sun, 05 Apr 2026 05:57:00 GMT")
    scan(library)
    assert row_of(library, folder / "a/spring.md") == row
    assert titles(library)["New"] == ["Changed"]


@POSIX_ONLY
def test_what_cannot_be_read_is_listed_with_the_cause(library: Library, folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "nowhere.md").symlink_to("missing.md")
    (folder / "again").symlink_to(folder)
    with (folder / "large.md").open("wb") as stream:
        stream.truncate(LARGEST + 1)
    (folder / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    scan(library)
    assert sorted(titles(library)[PROBLEMS[0]]) == [
        "again: a link that leads back to a folder above it",
        "large.md: larger than 64 MB, too large for an article",
        "loop.md: cannot be read: too many levels of symbolic links",
        "nowhere.md: cannot be read: no such file or directory",
        "picture.md: a binary file, not a text",
        "pipe.md: not a regular file",
    ]
    assert [category.path for category in library.shelf.categories()][-1] == PROBLEMS
    assert library.shelf.counts().unread == 5
    page = library.open_article(row_of(library, folder / "pipe.md"))
    assert "not a regular file" in page.article.title
    assert len(page.body) == 1


@POSIX_ONLY
def test_a_folder_that_cannot_be_read_is_a_problem_until_it_can(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refuse(place: bytes | str) -> Iterator[os.DirEntry[bytes]] | Iterator[os.DirEntry[str]]:
        if os.fsencode(place).endswith(b"/a"):
            raise PermissionError(13, "Permission denied")
        return scandir(place)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        scan(library)
    assert titles(library)[PROBLEMS[0]] == ["a: cannot be read: permission denied"]
    scan(library)
    assert PROBLEMS[0] not in titles(library)
    assert library.shelf.counts().total == 5
