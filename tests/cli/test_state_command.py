"""`reader state export` and `reader state import`, as two machines run them."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path

import pytest

from reader.cli import main
from reader.domain.article_id import ArticleId
from reader.domain.reading_state import UNTOUCHED, Mark, Place, ReadingState
from reader.storage.state import State
from tests.pseudo_terminal import PROJECT, home_of, reader_command

A, B = ArticleId("url:https://example.com/a"), ArticleId("file:/home/ann/文章/二.md")


def run(home: Path, *arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **home_of(home)}
    command = reader_command("state", *arguments)
    return subprocess.run(command, input=stdin, capture_output=True, check=False, cwd=PROJECT, env=environment)


def state_of(home: Path) -> State:
    return State(home / "config" / "broadsheet" / "state.db")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    state = state_of(tmp_path / "desk")
    state.set_mark(Mark.READ, True, [A])
    state.keep_place(B, Place(3, 14, 0.5, "三月"))
    state.close()
    return tmp_path / "desk"


@pytest.fixture
def lap(tmp_path: Path) -> Path:
    return tmp_path / "lap"


@pytest.fixture
def exported(desk: Path, tmp_path: Path) -> Path:
    file = tmp_path / "desk.jsonl"
    assert run(desk, "export", file).returncode == 0
    return file


def test_two_machines_that_exchange_files_know_the_same(desk: Path, lap: Path, exported: Path, tmp_path: Path) -> None:
    state = state_of(lap)
    state.set_mark(Mark.STARRED, True, [A])
    state.close()
    done = run(lap, "import", exported)
    assert done.returncode == 0
    assert done.stdout.decode() == f"2 changes read from {exported}; 2 of them new here\n"
    assert "; 0 of them new here" in run(lap, "import", exported).stdout.decode()
    back = tmp_path / "lap.jsonl"
    assert run(lap, "export", back).stdout.decode() == f"3 changes written to {back}\n"
    assert run(desk, "import", back).stdout.decode() == f"3 changes read from {back}; 1 of them new here\n"
    assert run(desk, "export", "-").stdout == back.read_bytes()
    for home in (desk, lap):
        assert state_of(home).readings([A, B]) == {
            A: ReadingState(read=True, starred=True),
            B: ReadingState(place=Place(3, 14, 0.5, "三月")),
        }


def test_a_pipe_will_do(desk: Path, lap: Path) -> None:
    done = run(lap, "import", "-", stdin=run(desk, "export", "-").stdout)
    assert done.stdout.decode() == "2 changes read from standard input; 2 of them new here\n"
    assert state_of(lap).reading(A).read


def test_a_damaged_file_gives_its_good_lines_and_names_the_bad_ones(lap: Path, exported: Path) -> None:
    exported.write_bytes(exported.read_bytes()[:-20] + b"\n" + b"\xff\n" * 30)
    done = run(lap, "import", exported)
    assert done.returncode == 1
    assert done.stdout.decode().startswith("1 change read from ")
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 11
    assert lines[0].startswith(f"reader: {exported}: line ")
    assert lines[-1] == f"reader: {exported}: 21 more lines could not be read"


def test_a_library_that_lies_elsewhere(lap: Path, exported: Path, tmp_path: Path) -> None:
    assert run(lap, "import", exported, "--library", f"/home/ann/={tmp_path}/news").returncode == 0
    state = state_of(lap)
    assert state.reading(B) == UNTOUCHED
    assert state.reading(ArticleId(f"file:{tmp_path}/news/文章/二.md")).place == Place(3, 14, 0.5, "三月")
    done = run(lap, "import", exported, "--library", "/home/ann")
    assert done.returncode == 2
    assert "OLD=NEW" in done.stderr.decode()


MISTAKES = {
    "import of a missing file": ["import", "{}/missing.jsonl"],
    "import of a folder": ["import", "{}"],
    "import of an empty file": ["import", "{}/empty"],
    "export into a missing folder": ["export", "{}/missing/file.jsonl"],
    "export into a folder": ["export", "{}"],
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_line_and_status_2(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    command, file = (word.format(tmp_path) for word in MISTAKES[name])
    done = run(tmp_path / "home", command, file)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"reader: {file}: ")
    assert len(done.stderr.decode().splitlines()) == 1


def test_an_export_that_the_disk_refuses_leaves_the_file_that_was_there(
    desk: Path, exported: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before, beside = exported.read_bytes(), set(exported.parent.iterdir())
    for name, value in home_of(desk).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(os, "fsync", refuse)
    assert main(["state", "export", str(exported)]) == 2
    assert capsys.readouterr().err == f"reader: {exported}: cannot be written: {os.strerror(errno.ENOSPC)}\n"
    assert exported.read_bytes() == before
    assert set(exported.parent.iterdir()) == beside


def test_what_is_no_file_is_written_to_and_not_replaced(desk: Path) -> None:
    done = run(desk, "export", "/dev/stdout")
    assert done.stdout.startswith(run(desk, "export", "-").stdout)


def test_a_state_that_was_damaged_is_said_to_have_been(desk: Path) -> None:
    (desk / "config" / "broadsheet" / "state.db").write_bytes(b"no database" * 500)
    done = run(desk, "export", "-")
    assert done.returncode == 0
    assert "damaged" in done.stderr.decode()


def test_without_a_command_it_says_which_there_are(desk: Path) -> None:
    done = run(desk)
    assert done.returncode == 2
    assert "reader state" in done.stderr.decode()
