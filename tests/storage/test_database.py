"""Opening databases, changing them as a whole, and bringing their tables up to date."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from reader.domain.errors import StorageError
from reader.storage.database import (
    DamagedError,
    DeniedError,
    VersionError,
    check,
    migrate,
    open_database,
    transaction,
    version_of,
    wrapped,
)

if TYPE_CHECKING:
    from pathlib import Path

MIGRATIONS = ("CREATE TABLE one (x);\nINSERT INTO one VALUES (1)", "ALTER TABLE one ADD COLUMN y DEFAULT 7")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "some.db"


def test_migrations_run_once_and_in_their_order(file: Path) -> None:
    connection = open_database(file, durable=True)
    migrate(connection, file, MIGRATIONS[:1])
    assert version_of(connection, file) == 1
    connection.close()
    connection = open_database(file, durable=True)
    migrate(connection, file, MIGRATIONS)
    migrate(connection, file, MIGRATIONS)
    assert version_of(connection, file) == 2
    assert connection.execute("SELECT x, y FROM one").fetchall() == [(1, 7)]


def test_a_migration_that_fails_leaves_everything_as_it_was(file: Path) -> None:
    connection = open_database(file, durable=True)
    migrate(connection, file, MIGRATIONS[:1])
    with pytest.raises(StorageError):
        migrate(connection, file, (MIGRATIONS[0], "DROP TABLE one;\nNONSENSE"))
    assert version_of(connection, file) == 1
    assert connection.execute("SELECT x FROM one").fetchall() == [(1,)]


def test_a_newer_version_is_refused(file: Path) -> None:
    connection = open_database(file, durable=True)
    migrate(connection, file, MIGRATIONS)
    with pytest.raises(VersionError, match=r"some\.db"):
        migrate(connection, file, MIGRATIONS[:1])


def test_a_transaction_is_all_or_nothing(file: Path) -> None:
    connection = open_database(file, durable=False)
    migrate(connection, file, MIGRATIONS)

    def fail() -> None:
        with transaction(connection, file):
            connection.execute("DELETE FROM one")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert connection.execute("SELECT count(*) FROM one").fetchone() == (1,)
    with transaction(connection, file):
        connection.execute("DELETE FROM one")
    other = open_database(file, durable=False)
    assert other.execute("SELECT count(*) FROM one").fetchone() == (0,)


def test_a_transaction_within_another_is_a_part_of_it(file: Path) -> None:
    connection = open_database(file, durable=False)
    migrate(connection, file, MIGRATIONS)

    def fail() -> None:
        with transaction(connection, file):
            with transaction(connection, file):
                connection.execute("DELETE FROM one")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert connection.execute("SELECT count(*) FROM one").fetchone() == (1,)


def test_a_transaction_that_the_database_ended_by_itself_tells_why(file: Path) -> None:
    connection = open_database(file, durable=False)
    migrate(connection, file, MIGRATIONS)

    def fail() -> None:
        with transaction(connection, file):
            connection.execute("ROLLBACK")
            connection.execute("SELECT * FROM missing")

    with pytest.raises(StorageError, match="no such table"):
        fail()


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
def test_what_is_durable_waits_for_the_disk(file: Path, durable: bool, level: int) -> None:
    connection = open_database(file, durable=durable)
    assert connection.execute("PRAGMA synchronous").fetchone() == (level,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_mistake_of_the_program_is_not_the_users(file: Path) -> None:
    connection = open_database(file, durable=False)
    with pytest.raises(sqlite3.ProgrammingError), wrapped(file):
        connection.execute("SELECT ?", ())


def test_what_the_tables_refuse_is_damage(file: Path) -> None:
    connection = open_database(file, durable=False)
    connection.execute("CREATE TABLE one (x INTEGER PRIMARY KEY)")
    for value in (1, "text"):
        with pytest.raises(DamagedError, match=r"some\.db") as caught, transaction(connection, file):
            connection.executemany("INSERT INTO one VALUES (?)", [(value,), (value,)])
        assert caught.value.file == file


def test_text_that_is_no_text_is_damage(file: Path) -> None:
    connection = open_database(file, durable=False)
    with pytest.raises(DamagedError, match=r"some\.db"), wrapped(file):
        connection.execute("SELECT CAST(x'ff' AS TEXT)").fetchall()


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_CORRUPT_INDEX, DamagedError),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, DeniedError),
        (sqlite3.SQLITE_READONLY_DBMOVED, DeniedError),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StorageError),
    ],
)
def test_an_error_is_of_the_kind_that_the_first_byte_of_its_code_says(
    code: int, kind: type[StorageError], file: Path
) -> None:
    error = sqlite3.OperationalError("something happened")
    error.sqlite_errorcode = code
    with pytest.raises(StorageError, match=r"some\.db: something happened") as caught, wrapped(file):
        raise error
    assert type(caught.value) is kind


def test_what_a_check_finds_is_one_line(file: Path) -> None:
    connection = open_database(file, durable=False)
    migrate(connection, file, MIGRATIONS)
    connection.close()
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))
    connection = open_database(file, durable=False)
    with pytest.raises(DamagedError, match=r"some\.db: .*main") as caught:
        check(connection, file)
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "occupied").touch()
    with pytest.raises(StorageError, match="occupied"):
        open_database(tmp_path / "occupied" / "some.db", durable=False)
