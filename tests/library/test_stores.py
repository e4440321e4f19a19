"""A library whose state or index is damaged, or cannot be kept."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.domain.errors import StorageError
from reader.domain.query import Query
from reader.domain.reading_state import Mark
from reader.domain.session import Session
from reader.storage.index import Index
from tests.four_articles import Opener, row_of
from tests.library_of import scan

if TYPE_CHECKING:
    from reader.library import Library
    from reader.storage.state import State


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
