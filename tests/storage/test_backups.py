"""A reading state is copied once a day; only whole copies count, and a week of them is kept."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from reader.domain.article_id import ArticleId
from reader.domain.errors import StorageError
from reader.domain.reading_state import Mark
from reader.storage import backups
from reader.storage.backups import KEPT, backups_of
from reader.storage.database import DamagedError
from reader.storage.state import State

A = ArticleId("file:/a.md")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


def on_day(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "today", lambda: date(2026, 1, 1) + timedelta(days=number))


def test_a_backup_is_a_state_of_its_own(file: Path) -> None:
    state = State(file)
    state.set_mark(Mark.READ, True, [A])
    state.back_up()
    (backup,) = backups_of(file)
    assert State(backup).reading(A).read
    assert list(backup.parent.glob("*unfinished*")) == []


def test_there_is_one_backup_a_day(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = State(file)
    on_day(1, monkeypatch)
    state.back_up()
    state.set_mark(Mark.READ, True, [A])
    state.back_up()
    assert not State(backups_of(file)[0]).reading(A).read
    on_day(2, monkeypatch)
    state.back_up()
    assert [State(backup).reading(A).read for backup in backups_of(file)] == [True, False]


def test_seven_backups_are_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = State(file)
    for day in range(KEPT + 3):
        on_day(day, monkeypatch)
        state.back_up()
    assert [backup.name[6:16] for backup in backups_of(file)] == [f"2026-01-{day:02}" for day in range(10, 3, -1)]


def test_what_was_not_finished_is_no_backup(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = State(file)

    def broken(*_: object) -> None:
        raise DamagedError("not whole", file)

    monkeypatch.setattr(backups, "check", broken)
    with pytest.raises(StorageError, match="leave and start again"):
        state.back_up()
    assert list((file.parent / "backups").iterdir()) == []
    monkeypatch.undo()
    state.back_up()
    assert len(backups_of(file)) == 1


def test_what_a_process_that_was_killed_did_not_finish_goes_another_day(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = State(file)
    on_day(1, monkeypatch)
    state.back_up()
    (backup,) = backups_of(file)
    for day in (2, 3):
        for tail in ("", "-journal"):
            (file.parent / "backups" / f"state-2026-01-0{day + 1}.db.7.unfinished{tail}").touch()
    on_day(3, monkeypatch)
    state.back_up()
    assert sorted(left.name for left in backup.parent.iterdir()) == [
        *("state-2026-01-02.db", "state-2026-01-04.db"),
        *("state-2026-01-04.db.7.unfinished", "state-2026-01-04.db.7.unfinished-journal"),
    ]


def test_a_damaged_state_is_found_at_its_backup_and_put_right_at_the_next_start(file: Path) -> None:
    state = State(file)
    state.set_mark(Mark.READ, True, [ArticleId(f"file:/{number:0100}") for number in range(200)])
    state.back_up()
    state.close()
    (backup,) = backups_of(file)
    backup.rename(backup.with_name("state-2020-01-01.db"))
    stat, content = file.stat(), bytearray(file.read_bytes())
    content[-4096:] = b"\xa5" * 4096
    file.write_bytes(content)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    state = State(file)
    assert state.mishap is None
    with pytest.raises(DamagedError) as caught:
        state.back_up()
    said = f"{file}: damaged; leave and start again, and the newest backup is restored"
    assert (str(caught.value), caught.value.file) == (said, file)
    again = State(file)
    assert "state-2020-01-01.db" in (again.mishap or "")
    assert again.reading(ArticleId(f"file:/{7:0100}")).read


def test_a_backup_that_cannot_be_made_is_one_clear_line(file: Path) -> None:
    state = State(file)
    (file.parent / "backups").touch()
    with pytest.raises(StorageError, match="backup cannot be made") as caught:
        state.back_up()
    assert "\n" not in str(caught.value)
