"""The texts of a library are indexed by one process at a time, which goes on where it was and ends with its library."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.domain.listing import RowId
from reader.library.child import send
from reader.library.unindexed import take_out_stale
from reader.storage import text_segment
from reader.storage.database import only_one
from reader.storage.index_search import ArticleFiles
from reader.storage.text_index import TextIndex
from tests.library_of import files_of, index_all, index_elsewhere, open_library, scan, write_article, write_library
from tests.pseudo_terminal import PROJECT

if TYPE_CHECKING:
    from reader.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(open_library(write_library(tmp_path / "library"), tmp_path)) as library:
        yield library


def start(library: Library, script: str = "from reader.library import text_indexing") -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", f"{script}\ntext_indexing.serve()"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT)
    assert process.stdin is not None
    send(process.stdin, files_of(library))
    return process


def test_the_texts_are_indexed_in_the_background(library: Library) -> None:
    library.text_index.start()
    index_elsewhere(library)
    assert not library.text_index.has_failed()
    assert library.search.progress() == (5, 5)


def test_nothing_is_imported_from_the_folder_that_the_reader_was_started_in(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trap").mkdir()
    for name in ("json", "numpy", "reader"):
        (tmp_path / f"trap/{name}.py").write_text("open('sprung', 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "trap")
    index_elsewhere(library)
    assert library.search.progress() == (5, 5)
    assert not Path("sprung").exists()


@pytest.mark.parametrize("suffix", [".lock", ".lock-journal"])
def test_what_keeps_the_texts_from_being_indexed_is_told_once(suffix: str, library: Library) -> None:
    lock = library.search.text_file.with_suffix(".lock")
    obstacle = lock.with_suffix(suffix)
    obstacle.mkdir()
    for _ in range(2):
        index_elsewhere(library)
        assert library.text_index.has_failed()
    assert str(lock) in str(library.text_index.mishap())
    assert library.text_index.mishap() is None
    obstacle.rmdir()
    index_elsewhere(library)
    assert not library.text_index.has_failed()


SEARCHING = """
import sys
from pathlib import Path
from reader.library import Library

folder, home = map(Path, sys.argv[1:])
library = Library.open([folder], state_file=home / "state.db", cache_folder=home / "cache", searches={})
library.search.take_out_stale()
library.text_index.start()
hits = library.search.find("潮汐 OR title:春 -夏")
library.close()
print(len(hits), "numpy" in sys.modules)
"""


def test_what_makes_an_index_is_not_loaded_by_who_searches_one(library: Library, tmp_path: Path) -> None:
    index_all(library)
    library.close()
    command: list[str | Path] = [sys.executable, "-c", SEARCHING, library.search.root, tmp_path]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "False"]


INDEXING = """
import sys
from pathlib import Path
from reader.library.text_indexing import index_texts
from reader.storage.index import Index
from reader.storage.text_index import TextIndex

index, texts, root = map(Path, sys.argv[1:])
index_texts(Index(index).files(), TextIndex(texts), root)
print("numpy" in sys.modules)
"""


def test_what_makes_an_index_is_loaded_only_where_something_is_new(library: Library) -> None:
    command = [sys.executable, "-c", INDEXING, *files_of(library)]
    for is_new in ("True", "False"):
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == is_new


def test_a_library_is_closed_while_it_is_indexed(library: Library) -> None:
    library.text_index.start()
    child = library.text_index._child
    assert child is not None
    library.close()
    assert not child.is_running()
    assert not library.text_index.is_at_work()


def test_articles_whose_dates_change_while_they_are_indexed_are_found_in_their_order(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = library.search.files.newest_first()
    monkeypatch.setattr(ArticleFiles, "newest_first", lambda _files: rows[::-1])
    index_all(library)
    monkeypatch.undo()
    assert [hit.row for hit in library.search.find("-zz")] == rows
    assert [hit.row for hit in library.search.find("after:2021-04-05 春")] == rows[:1]


@pytest.mark.parametrize(("full", "documents"), [(1, [1] * 5), (1 << 24, [5])])
def test_articles_that_hold_very_much_come_into_segments_of_their_own(
    library: Library, monkeypatch: pytest.MonkeyPatch, full: int, documents: list[int]
) -> None:
    monkeypatch.setattr(text_segment, "FULL", full)
    monkeypatch.setattr(text_segment, "_AT_ONCE", 50)
    index_all(library)
    with closing(TextIndex(library.search.text_file)) as texts:
        assert [segment.documents for segment in texts.segments()] == documents
    assert len(library.search.find("一行放不下")) == 4


def test_two_processes_do_not_index_the_same_library(library: Library) -> None:
    with only_one(library.search.text_file.with_suffix(".lock")) as is_only, start(library) as process:
        assert is_only
        assert process.wait() == 0
        assert library.search.progress() == (0, 5)
    with start(library) as process:
        assert process.wait() == 0
    assert library.search.progress() == (5, 5)


ENDLESS = """
import time
from reader.library import text_indexing

def read_endlessly(root, path):
    print("reads", flush=True)
    time.sleep(3600)

text_indexing.read_text = read_endlessly
"""


def test_the_process_ends_with_whoever_has_started_it_whatever_it_is_at(library: Library) -> None:
    with start(library, ENDLESS) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == b"reads\n"
            process.stdin.close()
            assert process.wait(60) == 0
        finally:
            process.kill()
    assert library.search.progress() == (0, 5)


def test_what_is_gone_leaves_nothing_behind_when_it_is_much(library: Library, tmp_path: Path) -> None:
    index_all(library)
    for name in ("a/spring.md", "a/summer.md", "b/autumn.md"):
        (tmp_path / "library" / name).unlink()
    scan(library)
    index_all(library)
    with closing(TextIndex(library.search.text_file)) as texts:
        assert [(segment.documents, segment.held) for segment in texts.segments()] == [(2, 2)]


def test_articles_that_come_later_are_found_in_their_order(library: Library, tmp_path: Path) -> None:
    index_all(library)
    for day in range(1, 13):
        write_article(
            tmp_path / "library", f"{day}.md", title=f"雨{day}", categories=["雨"], date=f"2021-04-{day:02} 09:00:00"
        )
        scan(library)
        index_all(library)
    with closing(TextIndex(library.search.text_file)) as texts:
        assert len(texts.segments()) < 9
    assert [hit.path for hit in library.search.find("title:雨")] == [f"{day}.md" for day in range(12, 0, -1)]


def test_two_processes_give_articles_their_new_rows_at_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    index_all(library)
    file, files = library.search.text_file, library.search.files
    with closing(TextIndex(file)) as texts, closing(TextIndex(file)) as other:
        rows = set(texts.fingerprints())
        texts.move({row: RowId(row + 1) for row in rows})
        fingerprints = texts.fingerprints

        def fingerprints_before_the_other_has_moved_them() -> dict[RowId, int]:
            monkeypatch.undo()
            found = fingerprints()
            assert take_out_stale(files, other) == rows
            return found

        monkeypatch.setattr(texts, "fingerprints", fingerprints_before_the_other_has_moved_them)
        assert take_out_stale(files, texts) == rows
        assert texts.fingerprints() == {row: known for part in files.fingerprints() for row, _, known in part}
