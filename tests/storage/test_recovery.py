"""Whatever is in the place of the reading state, the reader starts, and says where the old file is."""

from __future__ import annotations

import errno
import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from reader.domain.article_id import ArticleId
from reader.domain.errors import StorageError
from reader.domain.field_change import Field
from reader.domain.reading_state import Mark
from reader.storage import database, recovery
from reader.storage.backups import backups_of
from reader.storage.database import DamagedError, only_one
from reader.storage.recovery import copy_state, replace_state
from reader.storage.state import State
from tests.changed_readings import changed_readings

PAGE = 4096
"""Bytes that SQLite reads and writes together."""
MANY = [ArticleId(f"file:/{number:0100}") for number in range(200)]
A = ArticleId("file:/a.md")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a state with many articles read, which its backup knows, and one starred since."""
    file = tmp_path_factory.mktemp("home") / "state.db"
    state = State(file)
    state.set_mark(Mark.READ, True, MANY)
    state.back_up()
    state.set_mark(Mark.STARRED, True, [A])
    state.close()
    return file.parent


@pytest.fixture
def file(home: Path, tmp_path: Path) -> Path:
    return copied(home, tmp_path / "config")


def copied(home: Path, folder: Path) -> Path:
    for source in home.rglob("*"):
        if source.is_file():
            target = folder / source.relative_to(home)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    return folder / "state.db"


def aside(file: Path) -> Path:
    found = list(file.parent.glob("state-*.db"))
    assert len(found) == 1, "nothing, or too much, was put aside"
    return found[0]


def empty(file: Path) -> None:
    file.write_bytes(b"")


def random_bytes(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(8192))  # noqa: S311 - the same bytes each time


def text(file: Path) -> None:
    file.write_bytes(b"not a database at all")


def only_a_head(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)


def another_programs(file: Path) -> None:
    file.unlink()
    connection = sqlite3.connect(file)
    connection.executescript("CREATE TABLE bookmarks (address); PRAGMA user_version = 2")
    connection.close()


def without_identity(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.executescript("DELETE FROM facts")
    connection.close()


def newer(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def renamed_column(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("ALTER TABLE readings RENAME COLUMN around TO aroune")
    connection.close()


def unreadable_name(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content.replace(b"CREATE TABLE facts", b"CREATE TABLE \xe6acts", 1))


def another_version(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 1")
    connection.close()


CALAMITIES = [
    empty,
    random_bytes,
    text,
    only_a_head,
    another_programs,
    without_identity,
    newer,
    folder,
    renamed_column,
    unreadable_name,
    another_version,
]


@pytest.mark.parametrize("befall", CALAMITIES)
def test_a_state_that_cannot_be_used_is_put_aside_and_its_backup_restored(
    befall: Callable[[Path], None], file: Path
) -> None:
    befall(file)
    old = file.read_bytes() if befall in (random_bytes, text, only_a_head) else None
    state = State(file)
    assert state.mishap is not None
    assert "\n" not in state.mishap
    assert str(aside(file)) in state.mishap
    assert backups_of(file)[0].name in state.mishap
    assert old is None or aside(file).read_bytes() == old
    assert len(state.readings(MANY)) == len(MANY)
    assert not state.reading(A).starred
    state.set_mark(Mark.STARRED, True, [A])
    state.close()
    again = State(file)
    assert again.mishap is None
    assert again.reading(A).starred


@pytest.mark.parametrize("befall", CALAMITIES[1:])
def test_without_a_backup_a_new_state_is_begun(befall: Callable[[Path], None], file: Path) -> None:
    backups_of(file)[0].unlink()
    befall(file)
    state = State(file)
    assert "a new one is begun" in (state.mishap or "")
    assert state.readings(MANY) == {}


def test_an_empty_file_of_which_there_is_no_backup_is_one_that_is_just_begun(tmp_path: Path) -> None:
    (tmp_path / "state.db").touch()
    assert State(tmp_path / "state.db").mishap is None


def test_a_backup_that_is_damaged_itself_is_passed_over(file: Path) -> None:
    (backup,) = backups_of(file)
    backup.with_name("state-2999-01-01.db").write_bytes(backup.read_bytes()[:PAGE])
    text(file)
    state = State(file)
    assert backup.name in (state.mishap or "")
    assert len(state.readings(MANY)) == len(MANY)


def test_a_restored_state_is_another_one_to_whoever_has_copied_marks(file: Path) -> None:
    before = State(file)
    identity = before.identity
    before.close()
    text(file)
    assert State(file).identity != identity


def test_a_file_that_must_not_be_written_is_copied(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, _mode: path != file or list(file.parent.glob("state-*.db")) != [])
    state = State(file)
    assert "a copy is in its place" in (state.mishap or "")
    assert str(aside(file)) in (state.mishap or "")
    assert state.reading(A).starred


def test_what_another_window_has_put_right_stays_as_it_is(file: Path) -> None:
    said = replace_state(file, DamagedError("damaged when it was opened here", file))
    assert said.endswith("another window has put it right.")
    assert not list(file.parent.glob("state-*.db"))
    assert not list(file.parent.glob("*.restored"))
    assert State(file).reading(A).starred


def test_a_window_that_is_opened_while_a_state_is_put_right_waits_for_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_another() -> None:
        other = State(file)
        other.set_mark(Mark.STARRED, True, [A])
        other.close()

    def put_aside_while_another_opens(damaged: Path, kind: str) -> Path:
        old = put_aside(damaged, kind)
        another.start()
        another.join(0.2)
        return old

    put_aside, another = recovery._put_aside, Thread(target=open_another)
    monkeypatch.setattr(recovery, "_put_aside", put_aside_while_another_opens)
    text(file)
    state = State(file)
    another.join()
    assert backups_of(file)[0].name in (state.mishap or "")
    assert state.reading(A).starred
    assert len(state.readings(MANY)) == len(MANY)
    assert aside(file).read_bytes() == b"not a database at all"


def test_who_cannot_wait_for_another_to_put_a_state_right_goes_on(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    text(file)
    with only_one(file.with_name("state.db-lock")) as is_only:
        assert is_only
        assert len(State(file).readings(MANY)) == len(MANY)


def test_what_was_not_yet_written_to_the_file_is_copied_with_it(file: Path, tmp_path: Path) -> None:
    state = State(file)
    state.set_mark(Mark.READ, True, [A])
    target = tmp_path / "copy.db"
    assert copy_state(file, target) == file
    assert State(target).reading(A).read
    state.close()


def test_what_was_not_yet_written_to_a_damaged_file_goes_away_with_it(file: Path) -> None:
    state = State(file)
    state.set_mark(Mark.READ, True, [A])
    wal = file.with_name("state.db-wal").read_bytes()
    state.close()
    text(file)
    file.with_name("state.db-wal").write_bytes(wal)
    replace_state(file, DamagedError("no database", file))
    assert aside(file).with_name(f"{aside(file).name}-wal").read_bytes() == wal
    assert not State(file).reading(A).read


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is denied to this user")
@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_file_without_permissions_is_put_aside(mode: int, file: Path) -> None:
    file.chmod(mode)
    state = State(file)
    assert str(aside(file)) in (state.mishap or "")
    assert len(state.readings(MANY)) == len(MANY)


def test_what_cannot_be_moved_away_is_one_clear_line(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), self, target)

    text(file)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(StorageError, match="move it yourself") as caught:
        State(file)
    assert "\n" not in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_file_cut_at_any_page_is_put_aside_and_its_backup_restored(home: Path, tmp_path: Path) -> None:
    content = (home / "state.db").read_bytes()
    assert len(content) > 20 * PAGE
    for length in range(0, len(content), PAGE):
        file = copied(home, tmp_path / str(length))
        file.write_bytes(content[:length])
        state = State(file)
        assert str(aside(file)) in (state.mishap or "")
        assert len(state.readings(MANY)) == len(MANY)
        state.close()


def test_a_page_overwritten_anywhere_is_put_aside_and_its_backup_restored(home: Path, tmp_path: Path) -> None:
    content = (home / "state.db").read_bytes()
    for start in range(0, len(content), PAGE):
        file = copied(home, tmp_path / str(start))
        file.write_bytes(content[:start] + b"\xa5" * PAGE + content[start + PAGE :])
        state = State(file)
        assert str(aside(file)) in (state.mishap or "")
        assert len(state.readings(MANY)) == len(MANY)
        state.close()


@pytest.mark.parametrize("seed", range(3))
def test_a_byte_flipped_in_any_page_is_found_or_does_no_more_than_change_what_it_says(
    seed: int, home: Path, tmp_path: Path
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same bytes each time
    content = (home / "state.db").read_bytes()
    found = 0
    for start in range(0, len(content), PAGE):
        file = copied(home, tmp_path / str(start))
        place = start + chance.randrange(PAGE)
        file.write_bytes(content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :])
        state = State(file)
        known = state.readings(MANY)
        assert len(known) == len(MANY) if state.mishap else len(known) >= len(MANY) - 1
        found += state.mishap is not None
        assert len(list(state.field_changes())) >= len(MANY)
        state.set_mark(Mark.STARRED, True, [A])
        state.set_mark(Mark.STARRED, False, MANY[:1])
        assert changed_readings(state)[A].starred
        assert {change.value for change in state.field_changes() if change.field is Field.STARRED} == {True, False}
        state.close()
    assert found
