"""The index follows the files while they change."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from queue import Queue

import pytest

from reader.domain.errors import LibraryError
from reader.domain.listing import RowId
from reader.library import Library, watch_process
from reader.library.source import source_of
from reader.library.watch_process import _changes_below, changes_of
from tests.library_of import open_library, scan, write_article, write_library

PATIENCE = 20.0
"""Seconds after which a change will never be noticed."""
ALL = {"春天的事", "夏天的事", "秋天的事", "冬天的事", "Tides"}
DATE = "Mon, 06 Apr 2026 05:57:00 GMT"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_library(tmp_path / "papers")


@pytest.fixture
def library(folder: Path, tmp_path: Path) -> Iterator[Library]:
    with closing(open_library(folder, tmp_path)) as library:
        yield library


@pytest.fixture
def shows(library: Library, folder: Path) -> Iterator[Callable[[set[str]], bool]]:
    """Watch a library, and return what waits until it lists just some titles."""
    noticed, stopped = threading.Event(), threading.Event()
    write_article(folder, "meanwhile.md", title="Meanwhile", categories=["New"], date=DATE)
    watching = threading.Thread(target=library.watch, args=[lambda _mishap: noticed.set(), stopped])
    watching.start()

    def shows(titles: set[str]) -> bool:
        while titles_of(library) != titles:
            if not noticed.wait(PATIENCE):
                return False
            noticed.clear()
        return True

    assert shows({*ALL, "Meanwhile"})
    (folder / "meanwhile.md").unlink()
    assert shows(ALL)
    yield shows
    stopped.set()
    watching.join(PATIENCE)
    assert not watching.is_alive()


def titles_of(library: Library) -> set[str]:
    shelf = library.shelf
    rows = (RowId(row) for category in shelf.categories() for row in shelf.articles_in(category.path))
    return {listing.title for listing in shelf.listings(rows)}


def test_a_file_that_is_added_changed_or_removed_shows(shows: Callable[[set[str]], bool], folder: Path) -> None:
    file = write_article(folder, "a/new.md", title="New", categories=["New"], date=DATE)
    assert shows({*ALL, "New"})
    write_article(folder, "a/new.md", title="Newer", categories=["New"], date=DATE)
    assert shows({*ALL, "Newer"})
    file.unlink()
    assert shows(ALL)


def test_a_folder_comes_moves_and_goes_with_what_is_in_it(
    shows: Callable[[set[str]], bool], library: Library, folder: Path, tmp_path: Path
) -> None:
    row = library.row_of(folder / "b/autumn.md")
    (folder / "b").rename(tmp_path / "b")
    assert shows(ALL - {"秋天的事", "冬天的事"})
    (tmp_path / "b").rename(folder / "c")
    assert shows(ALL)
    assert row is not None
    assert library.row_of(folder / "c/autumn.md") is not None


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights of their own")
def test_what_changes_is_listed_where_it_lies_whatever_links_lead_there(
    library: Library, folder: Path, shows: Callable[[set[str]], bool]
) -> None:
    (folder / "0").symlink_to(folder / "a")
    file = write_article(folder, "a/new.md", title="New", categories=["New"], date=DATE)
    assert shows({*ALL, "New"})
    write_article(folder, "0/new.md", title="Newer", categories=["New"], date=DATE)
    assert shows({*ALL, "Newer"})
    assert library.shelf.counts().total == len(ALL) + 1
    file.unlink()
    assert shows(ALL)
    assert library.shelf.counts().total == len(ALL)


def test_another_folder_in_the_place_of_this_one_is_followed(
    shows: Callable[[set[str]], bool], folder: Path, tmp_path: Path
) -> None:
    write_article(tmp_path / "next", "next.md", title="Next", categories=["New"], date=DATE)
    folder.rename(tmp_path / "before")
    (tmp_path / "next").rename(folder)
    assert shows({"Next"})
    write_article(folder, "more.md", title="More", categories=["New"], date=DATE)
    assert shows({"Next", "More"})


def test_a_folder_that_is_made_anew_at_once_is_followed(shows: Callable[[set[str]], bool], folder: Path) -> None:
    shutil.rmtree(folder)
    write_article(folder, "next.md", title="Next", categories=["New"], date=DATE)
    assert shows({"Next"})
    write_article(folder, "more.md", title="More", categories=["New"], date=DATE)
    assert shows({"Next", "More"})


def test_what_has_changed_while_nothing_was_watched_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    done: list[object] = []

    def watch(_root: str) -> Iterator[list[str]]:
        done.append("watched")
        yield []
        yield ["new.md"]

    def tell(_stream: object, told: tuple[object, str | None]) -> None:
        done.append(told[0])
        if done.count("watched") == 2 and told[0]:
            raise BrokenPipeError

    monkeypatch.setattr(watch_process, "_changes_below", watch)
    monkeypatch.setattr(watch_process, "receive", lambda _stream: str(folder))
    monkeypatch.setattr(watch_process, "send", tell)
    watch_process.serve()
    assert done == ["watched", None, ["new.md"], None, "watched", None, ["new.md"]]


def test_where_nothing_can_be_watched_it_says_so_once(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("Too many open files")

    monkeypatch.setattr("watchfiles.watch", refuse)
    with pytest.raises(RuntimeError):
        next(_changes_below(str(folder)))


def test_a_folder_that_is_gone_for_a_while_is_followed_when_it_is_back(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    told: Queue[str | None] = Queue()
    stopped = threading.Event()
    watching = threading.Thread(target=library.watch, args=[told.put, stopped])
    write_article(folder, "new.md", title="New", categories=["New"], date=DATE)
    watching.start()
    assert told.get(timeout=PATIENCE) is None
    folder.rename(tmp_path / "away")
    assert "cannot be read" in (told.get(timeout=PATIENCE) or "")
    (tmp_path / "away" / "new.md").unlink()
    (tmp_path / "away").rename(folder)
    assert told.get(timeout=PATIENCE) is None
    assert titles_of(library) == ALL
    stopped.set()
    watching.join(PATIENCE)


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_name_that_is_no_text_does_not_end_the_watching(shows: Callable[[set[str]], bool], folder: Path) -> None:
    odd = os.fsencode(folder) + b"/\xff\xfe.md"
    os.close(os.open(odd, os.O_CREAT))
    assert shows({*ALL, "��"})
    os.unlink(odd)  # noqa: PTH108 - a name for which there is no Path
    assert shows(ALL)
    write_article(folder, "last.md", title="Last", categories=["New"], date=DATE)
    assert shows({*ALL, "Last"})


def test_what_is_no_article_is_not_listed(shows: Callable[[set[str]], bool], folder: Path) -> None:
    for name in (".a.md.swp", "picture.png", "a.md~", "node_modules"):
        (folder / name).write_text("x", encoding="utf-8")
    write_article(folder, "last.md", title="Last", categories=["New"], date=DATE)
    assert shows({*ALL, "Last"})


def test_nothing_is_told_of_places_where_no_article_is_looked_for(folder: Path) -> None:
    stopped, told = threading.Event(), set[str]()
    bound = threading.Timer(PATIENCE, stopped.set)
    bound.start()
    for paths in changes_of(source_of([folder]), stopped):
        told.update(paths or ())
        if "last.md" in told:
            break
        for name in (".a.md.swp", "node_modules/a.md", ".git/a.md", "last.md"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text("x", encoding="utf-8")
    bound.cancel()
    stopped.set()
    assert told == {"last.md"}


@pytest.mark.parametrize(("path", "left"), [("picture.png", ALL), ("sea/tides.md", ALL - {"Tides"})])
def test_no_file_is_read_but_those_that_are_told_of(
    path: str, left: set[str], library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_article(folder, "untold.md", title="Untold", categories=["New"], date=DATE)
    (folder / path).unlink(missing_ok=True)
    monkeypatch.setattr("reader.library.watch_process.changes_of", lambda _source, _stopped: iter([{path}]))
    library.watch(lambda _mishap: None, threading.Event())
    assert titles_of(library) == left


@pytest.mark.parametrize("name", ["closed/a.md", "closed/a.txt"])
def test_what_cannot_be_looked_at_does_not_end_the_watching(
    name: str, library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stat = Path.stat

    def refuse(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if "closed" in path.parts:
            raise PermissionError(13, "Permission denied")
        return stat(path, follow_symlinks=follow_symlinks)

    write_article(folder, "last.md", title="Last", categories=["New"], date=DATE)
    monkeypatch.setattr("reader.library.watch_process.changes_of", lambda _source, _stopped: iter([{name, "last.md"}]))
    monkeypatch.setattr(Path, "stat", refuse)
    library.watch(lambda _mishap: None, threading.Event())
    assert titles_of(library) == {*ALL, "Last"}


def test_a_library_of_some_files_takes_no_other_in(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [folder / "a/spring.md", folder / "a/summer.md"]
    with closing(Library.open(files, state_file=tmp_path / "some.db", cache_folder=tmp_path / "some")) as library:
        scan(library)
        write_article(folder, "a/new.md", title="New", categories=["New"], date=DATE)
        monkeypatch.setattr("reader.library.watch_process.changes_of", lambda _source, _stopped: iter([{"new.md"}]))
        library.watch(lambda _mishap: None, threading.Event())
        assert titles_of(library) == {"春天的事", "夏天的事"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a program that fails")
def test_without_its_process_it_says_that_it_notices_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(LibraryError, match="r looks for them"):
        library.watch(lambda _mishap: None, threading.Event())
