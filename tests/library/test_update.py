"""An index costs time and nothing else, however it is damaged, and also while it is shown."""

from __future__ import annotations

import errno
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.domain.query import Query
from reader.library.source import source_of
from reader.storage.database import DamagedError
from reader.storage.left_note import distrust
from reader.storage.state import State
from tests.four_articles import Opener, rows_in, shown, write
from tests.library_of import scan

if TYPE_CHECKING:
    from reader.library import Library

PAGE = 4096
PATIENCE = 20.0
"""Seconds after which nothing is being read."""
LISTED = {("Other",): "d", ("Top",): "c", ("Top", "Low"): "ab"}


def pages_of(file: Path) -> list[bytes]:
    """Return the content of a database with each of its pages damaged in turn."""
    data = file.read_bytes()
    return [data[:start] + b"\xa5" * PAGE + data[start + PAGE :] for start in range(0, len(data), PAGE)]


@pytest.fixture
def index_file(library: Library, folder: Path, tmp_path: Path) -> Path:
    """Return the index of a library that was left."""
    library.marks.mark_all_read(Query())
    library.close()
    return source_of([folder]).index_file(tmp_path / "home" / "cache")


def test_damage_in_any_page_is_found_by_the_next_scan(index_file: Path, opened: Opener) -> None:
    damaged = pages_of(index_file)
    assert len(damaged) > 8
    for data in damaged:
        index_file.write_bytes(data)
        library = opened()
        scan(library)
        library.shelf.renew()
        assert (shown(library), library.shelf.counts().unread) == (LISTED, 0)
        library.close()


@pytest.mark.parametrize("length", [0, 1, 100, PAGE, 3 * PAGE, 5 * PAGE + 7])
def test_an_index_that_was_cut_is_made_anew(length: int, index_file: Path, opened: Opener) -> None:
    index_file.write_bytes(index_file.read_bytes()[:length])
    library = opened()
    scan(library)
    library.shelf.renew()
    assert shown(library) == LISTED


def test_damage_that_only_the_list_meets_empties_it_until_the_next_scan(index_file: Path, opened: Opener) -> None:
    met = 0
    for data in pages_of(index_file):
        status = index_file.stat()
        index_file.write_bytes(data)
        os.utime(index_file, ns=(status.st_atime_ns, status.st_mtime_ns))
        library = opened()
        library.shelf.listings(rows_in(library))
        scan(library)
        if library.shelf.renew():
            met += 1
            scan(library)
        assert shown(library) == LISTED
        library.close()
    assert met > 2


def test_a_cache_that_is_deleted_while_the_list_is_shown_is_made_anew(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    assert not library.shelf.renew()
    shutil.rmtree(tmp_path / "home" / "cache")
    write(folder, "e.md", title="e", category="Other", day=2)
    assert library.shelf.renew()
    assert not library.shelf.renew()
    scan(library)
    assert shown(library) == {**LISTED, ("Other",): "ed"}


def test_a_damaged_state_costs_no_index(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state_file = tmp_path / "home" / "state.db"

    def refuse(*_: object) -> None:
        raise DamagedError("state.db: not whole", state_file)

    for asked in ("back_up", "sequence"):
        with monkeypatch.context() as patched:
            patched.setattr(State, asked, refuse)
            with pytest.raises(DamagedError, match="state"):
                scan(library) if asked == "back_up" else library.marks.catch_up()
        assert not library.shelf.renew()
        assert shown(library) == LISTED


def test_where_no_index_can_be_made_anew_nothing_is_listed(
    index_file: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, missing_ok: bool) -> None:
        raise PermissionError(errno.EACCES, f"{path}, {missing_ok=}")

    library = opened()
    monkeypatch.setattr(Path, "unlink", refuse)
    library._index.file.mend(DamagedError("malformed", index_file))
    assert library.shelf.renew()
    assert shown(library) == {}


def test_companions_of_an_index_that_is_gone_keep_nobody_from_another(
    opened: Opener, folder: Path, tmp_path: Path
) -> None:
    library = opened()
    scan(library)
    index_file = source_of([folder]).index_file(tmp_path / "home" / "cache")
    assert index_file.with_name(f"{index_file.name}-wal").stat().st_size > 0
    index_file.unlink()
    assert library.shelf.renew()
    scan(library)
    assert shown(library) == LISTED


def test_an_index_that_another_window_has_made_anew_is_taken_as_it_is(
    index_file: Path, opened: Opener, tmp_path: Path
) -> None:
    status = index_file.stat()
    damaged = index_file.read_bytes()[:PAGE]
    library = opened()
    index_file.rename(tmp_path / "before")
    other = opened()
    scan(other)
    (tmp_path / "before").write_bytes(damaged)
    assert library.shelf.renew()
    assert shown(library) == LISTED
    assert status.st_ino != index_file.stat().st_ino


def test_an_index_that_nobody_has_checked_stays_suspect(
    index_file: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    distrust(index_file)
    opened().close()
    checked: list[bool] = []
    monkeypatch.setattr("reader.storage.index_file.IndexFile.check", lambda _file: checked.append(True))
    library = opened()
    scan(library)
    library.close()
    scan(opened())
    assert checked == [True]


def test_an_index_that_was_left_is_not_checked(
    index_file: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert index_file.exists()
    library = opened()
    monkeypatch.setattr("reader.storage.index_file.IndexFile.check", pytest.fail)
    scan(library)
    assert shown(library) == LISTED


def test_a_large_library_that_no_index_knows_is_read_from_its_opening_on(
    opened: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.scan.MANY", len("abcd"))
    library = opened(folder)
    end = time.monotonic() + PATIENCE
    while library.shelf.counts().total < len("abcd") and time.monotonic() < end:
        time.sleep(0.01)
    assert shown(library) == LISTED
    assert scan(library).found == len("abcd")
    assert shown(library) == LISTED
