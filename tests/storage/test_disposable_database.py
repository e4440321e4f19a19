"""A disposable database costs time and nothing else: whatever is in its place, there is one to go on with."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from reader.domain.errors import StorageError
from reader.storage import disposable_database
from reader.storage.database import open_database, version_of
from reader.storage.disposable_database import DisposableDatabase, Tables
from reader.storage.index_file import IndexFile
from reader.storage.text_index import TextIndex

TABLES = Tables("CREATE TABLE things (name TEXT UNIQUE)", 7, connected="CREATE TEMP TABLE seen (name TEXT)")
PATIENCE = 20.0
"""Seconds after which nothing is being opened."""
Opening = Callable[[Path], DisposableDatabase]


def opened(file: Path) -> DisposableDatabase:
    return DisposableDatabase(file, TABLES)


def add(database: DisposableDatabase, name: str) -> None:
    with database.transaction():
        database.ask("INSERT INTO things VALUES (?)", name)


def names(database: DisposableDatabase) -> list[str]:
    return [name for (name,) in database.ask("SELECT name FROM things ORDER BY name")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "some.db"


@pytest.fixture
def database(file: Path) -> Iterator[DisposableDatabase]:
    with closing(opened(file)) as database:
        add(database, "kept")
        yield database


def replace(file: Path, *found: str) -> None:
    """Put another database in the place of one, as another process does; the one that is open stays as it is."""
    file.rename(file.with_name("before.db"))
    for tail in ("-wal", "-shm"):
        file.with_name(file.name + tail).unlink()
    with closing(opened(file)) as other:
        for name in found:
            add(other, name)


@pytest.mark.parametrize("opening", [opened, IndexFile, TextIndex])
@pytest.mark.parametrize("content", [b"", b"rubbish" * 1000, b"SQLite format 3\0" + b"\x11" * 4096])
def test_a_damaged_file_is_made_anew(opening: Opening, content: bytes, file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    opening(file).close()
    with closing(opening(file)) as again:
        assert again.is_there()
        assert again.ask_one("PRAGMA integrity_check") == ("ok",)


@pytest.mark.parametrize("opening", [opened, IndexFile, TextIndex])
def test_a_file_of_another_version_is_made_anew(opening: Opening, file: Path) -> None:
    with closing(opening(file)) as database:
        version = version_of(database.connection, file)
        database.ask("PRAGMA user_version = 1")
        database.ask("CREATE TABLE other (x)")
    with closing(opening(file)) as again:
        assert version_of(again.connection, file) == version
        assert again.ask("SELECT name FROM sqlite_master WHERE name = 'other'") == []


HOLD = """
import sys
from pathlib import Path
from reader.storage.index_file import IndexFile
from reader.storage.text_index import TextIndex
database = {"IndexFile": IndexFile, "TextIndex": TextIndex}[sys.argv[1]](Path(sys.argv[2]))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(os.name != "posix", reason="what is open cannot be deleted")
@pytest.mark.parametrize("opening", [IndexFile, TextIndex])
def test_what_another_process_keeps_beside_a_file_that_is_gone_keeps_nobody_from_another(
    opening: type[IndexFile | TextIndex], file: Path
) -> None:
    command = [sys.executable, "-c", HOLD, opening.__name__, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        file.unlink()
        with closing(opening(file)) as other:
            assert other.is_there()
        process.communicate()


@pytest.mark.usefixtures("database")
def test_a_file_with_the_tables_is_taken_as_it_is(file: Path) -> None:
    with closing(opened(file)) as other:
        assert names(other) == ["kept"]
        assert other.ask("SELECT * FROM seen") == []


def test_what_another_connection_changes_changes_the_version(database: DisposableDatabase, file: Path) -> None:
    before = database.version()
    add(database, "own")
    assert database.version() == before
    with closing(opened(file)) as other:
        add(other, "another")
        assert database.version() != before


def test_a_file_that_takes_its_place_is_followed(database: DisposableDatabase, file: Path) -> None:
    before = database.version()
    database.follow()
    assert database.version() == before
    replace(file, "new")
    assert not database.is_there()
    database.follow()
    assert names(database) == ["new"]
    assert database.renewals == 1


@pytest.mark.parametrize("opening", [opened, IndexFile, TextIndex])
def test_what_takes_its_place_is_made_anew_if_it_is_damaged(opening: Opening, file: Path) -> None:
    with closing(opening(file)) as database:
        file.rename(file.with_name("before.db"))
        file.write_bytes(b"rubbish" * 1000)
        database.follow()
        assert database.is_there()
        assert database.ask_one("PRAGMA integrity_check") == ("ok",)


@pytest.mark.usefixtures("database")
def test_a_file_that_takes_its_place_while_it_is_opened_is_followed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_and_replace(path: Path, *, durable: bool) -> sqlite3.Connection:
        monkeypatch.undo()
        connection = open_database(path, durable=durable)
        replace(path, "new")
        return connection

    monkeypatch.setattr(disposable_database, "open_database", open_and_replace)
    with closing(opened(file)) as late:
        late.follow()
        assert names(late) == ["new"]


def test_a_damaged_file_is_replaced_by_an_empty_one(database: DisposableDatabase) -> None:
    before = database.version()
    database.make_anew()
    assert names(database) == []
    assert database.version() != before


def test_what_another_process_has_made_anew_is_taken_as_it_is(database: DisposableDatabase, file: Path) -> None:
    replace(file, "new")
    database.make_anew()
    assert names(database) == ["new"]


def test_who_opens_a_file_that_is_just_made_anew_waits_for_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added, seen, unlink = Event(), Event(), Path.unlink

    def open_another() -> None:
        with closing(opened(file)) as other:
            add(other, "another")
            added.set()
            seen.wait(PATIENCE)

    def unlink_while_another_opens(path: Path, missing_ok: bool) -> None:
        unlink(path, missing_ok=missing_ok)
        if path == file:
            another.start()
            another.join(0.2)

    file.parent.mkdir()
    file.write_bytes(b"rubbish" * 1000)
    another = Thread(target=open_another)
    monkeypatch.setattr(Path, "unlink", unlink_while_another_opens)
    with closing(opened(file)) as database:
        assert added.wait(PATIENCE)
        assert names(database) == ["another"]
        seen.set()
        another.join()


def test_a_file_that_cannot_be_removed_is_one_clear_line(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, missing_ok: bool) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), f"{path}, {missing_ok=}")

    file.parent.mkdir()
    file.write_bytes(b"rubbish" * 1000)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StorageError, match=r"some\.db: cannot be removed \(Permission denied\)$"):
        opened(file)
