"""`reader doctor` says what is wrong, changes nothing unasked, and repairs what it can."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from reader import paths
from reader.cli import main
from reader.domain.article_id import ArticleId
from reader.domain.reading_state import Mark, Place
from reader.library import Library
from reader.storage.state import State
from tests.library_of import write_article
from tests.pseudo_terminal import Terminal, reader_command

A = ArticleId("url:https://example.com/tides")
PAGE = 4096


def state_with_a_backup() -> State:
    state = State(paths.state_file())
    state.set_mark(Mark.READ, True, [A, *(ArticleId(f"file:/{number:0100}") for number in range(200))])
    state.keep_place(A, Place(1))
    state.back_up()
    return state


def indexed(folder: Path) -> Path:
    """Index a library, and return the file of the index."""
    library = Library.open([folder], state_file=paths.state_file(), cache_folder=paths.cache_folder())
    library.scan(lambda *_: None, lambda: False)
    library.close()
    return next(paths.cache_folder().glob("*.db"))


def damage(file: Path) -> None:
    data = file.read_bytes()
    assert len(data) > 4 * PAGE
    file.write_bytes(data[:PAGE] + b"\xa5" * (len(data) - PAGE))


def found_in(text: str) -> SimpleNamespace:
    document: SimpleNamespace = json.loads(text, object_hook=lambda values: SimpleNamespace(**values))
    return document


class Doctor:
    """Runs the command and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str | Path) -> tuple[int, str]:
        self._capsys.readouterr()
        status = main(["doctor", *map(str, words)])
        return status, self._capsys.readouterr().out


@pytest.fixture
def doctor(capsys: pytest.CaptureFixture[str]) -> Doctor:
    return Doctor(capsys)


def looks_of(folder: Path) -> dict[Path, tuple[str, int]]:
    return {
        file: (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_mtime_ns)
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_before_the_first_start_nothing_needs_anyone_and_nothing_is_made(doctor: Doctor, home: Path) -> None:
    status, text = doctor()
    assert status == 0
    assert text.splitlines()[-1] == "Nothing needs you."
    assert "not begun" in text
    assert not home.exists()


def test_it_says_where_things_are_and_what_they_hold(doctor: Doctor, library: Path) -> None:
    state_with_a_backup().close()
    indexed(library)
    status, text = doctor(library)
    assert status == 0
    for wanted in (
        f"settings: {paths.settings_file()}",
        f"library: {library}",
        "good: 201 read, 0 starred, 1 with a place",
        "(good)",
        "good: 5 articles, 4 unread, 0 starred",
        "textual 8.",
        "80 × 24 cells",
    ):
        assert wanted in text


def test_json_is_one_document_that_says_the_same(doctor: Doctor, library: Path) -> None:
    state_with_a_backup().close()
    write_article(library, "odd.md", title="Odd", categories=["A"], date="someday")
    index = indexed(library)
    status, text = doctor("--json", library)
    found = found_in(text)
    assert status == 0
    assert list(vars(found)) == [
        "needs_user",
        "repaired",
        "paths",
        "versions",
        "terminal",
        "state",
        "backups",
        "index",
        "articles",
    ]
    assert vars(found.state) == {
        "file": str(paths.state_file()),
        "there": True,
        "fault": None,
        "read": 201,
        "starred": 0,
        "places": 1,
    }
    assert [backup.fault for backup in found.backups] == [None]
    assert (found.index.file, found.index.articles, found.index.unread) == (str(index), 6, 5)
    assert [article.path for article in found.articles] == ["odd.md"]
    assert vars(found.articles[0].problems[0]) == {"place": "date", "message": "no date that can be read"}
    assert found.versions.python
    assert found.terminal.output is False


def test_nothing_is_changed_unasked(doctor: Doctor, library: Path, home: Path) -> None:
    state_with_a_backup().close()
    damage(indexed(library))
    damage(paths.state_file())
    before = looks_of(home), looks_of(library)
    assert doctor(library)[0] == 1
    assert (looks_of(home), looks_of(library)) == before


def test_articles_with_problems_are_named_with_the_reason_and_need_nobody(doctor: Doctor, library: Path) -> None:
    for number in range(30):
        write_article(library, f"{number:02}.md", title="Odd", categories=["A"], date="someday")
    without_index = doctor(library)
    indexed(library)
    for status, text in (without_index, doctor(library)):
        assert status == 0
        assert "Articles with problems: 30" in text
        assert "19.md: date: no date that can be read" in text
        assert "20.md" not in text
        assert "and 10 more" in text
    assert len(found_in(doctor("--json", library)[1]).articles) == 30


def test_an_article_that_was_mended_or_is_gone_has_no_problem(doctor: Doctor, library: Path) -> None:
    write_article(library, "odd.md", title="Odd", categories=["A"], date="someday")
    gone = write_article(library, "gone.md", title="Gone", categories=["A"], date="someday")
    indexed(library)
    write_article(library, "odd.md", title="Odd", categories=["A"], date="2026-03-01")
    gone.unlink()
    assert found_in(doctor("--json", library)[1]).articles == []


def test_an_article_that_cannot_be_read_needs_the_user(doctor: Doctor, library: Path) -> None:
    (library / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    status, text = doctor(library)
    assert status == 1
    assert "picture.md cannot be read" in text.splitlines()[-1]
    assert "picture.md: file: a binary file" in text


def test_a_name_that_a_terminal_would_obey_is_written_harmlessly(doctor: Doctor, library: Path) -> None:
    write_article(library, "\x1b[2J\udcff.md", title="Odd", categories=["A"], date="someday")
    _, text = doctor(library)
    assert "Articles with problems: 1" in text
    assert "\x1b" not in text
    assert found_in(doctor("--json", library)[1]).articles[0].path == "\x1b[2J\udcff.md"


def test_a_damaged_state_needs_the_user_and_is_restored_on_request(doctor: Doctor) -> None:
    state_with_a_backup().close()
    damage(paths.state_file())
    status, text = doctor()
    assert status == 1
    assert "reader doctor --repair restores the newest good backup" in text
    status, text = doctor("--repair")
    assert status == 0
    assert "Repaired" in text
    assert "good: 201 read" in text
    state = State(paths.state_file())
    assert state.mishap is None
    assert state.reading(A).read
    state.close()
    assert "Repaired" not in doctor("--repair")[1]


def test_damage_that_left_size_and_time_alone_is_found_and_repaired(doctor: Doctor) -> None:
    state_with_a_backup().close()
    status = paths.state_file().stat()
    damage(paths.state_file())
    os.utime(paths.state_file(), ns=(status.st_atime_ns, status.st_mtime_ns))
    assert doctor()[0] == 1
    assert doctor("--repair")[0] == 0


def test_without_a_good_backup_a_new_state_is_begun(doctor: Doctor) -> None:
    state_with_a_backup().close()
    backup = next((paths.config_folder() / "backups").iterdir())
    for file in (backup, paths.state_file()):
        damage(file)
    text = doctor()[1]
    assert "begins a new one" in text
    assert f"{backup.name} (good)" not in text
    status, text = doctor("--repair")
    assert status == 0
    assert "good: 0 read" in text


STATES = {
    "another program's": "CREATE TABLE recipes (name)",
    "a newer version": "PRAGMA user_version = 99",
    "a lost identity": "DELETE FROM facts",
}


@pytest.mark.parametrize("name", STATES)
def test_a_state_that_a_start_would_put_aside_needs_the_user(name: str, doctor: Doctor) -> None:
    if name == "another program's":
        paths.config_folder().mkdir(parents=True)
    else:
        State(paths.state_file()).close()
    with sqlite3.connect(paths.state_file()) as connection:
        connection.execute(STATES[name])
    connection.close()
    assert doctor()[0] == 1
    assert doctor("--repair")[0] == 0
    state = State(paths.state_file())
    assert state.mishap is None
    state.close()


def test_a_folder_in_the_place_of_the_state_needs_the_user(doctor: Doctor) -> None:
    paths.state_file().mkdir(parents=True)
    assert doctor()[0] == 1
    assert doctor("--repair")[0] == 0
    assert paths.state_file().is_file()


def test_a_damaged_index_is_removed_on_request_and_made_anew(doctor: Doctor, library: Path) -> None:
    index = indexed(library)
    damage(index)
    status, text = doctor(library)
    assert status == 1
    assert str(index) in text.splitlines()[-1]
    status, text = doctor("--repair", library)
    assert status == 0
    assert not index.exists()
    assert indexed(library) == index


def test_an_index_of_another_version_needs_nobody(doctor: Doctor, library: Path) -> None:
    index = indexed(library)
    with sqlite3.connect(index) as connection:
        connection.executescript("DROP TABLE articles; PRAGMA user_version = 1")
    connection.close()
    status, text = doctor(library)
    assert status == 0
    assert "made by another version" in text


@pytest.mark.parametrize(
    ("text", "named"), [("measure = 1000", "measure"), ("[keys]\nno.such = 'x'", "no.such"), ("library = 'x'", "x")]
)
def test_a_mistake_in_the_settings_needs_the_user(text: str, named: str, doctor: Doctor, settings_file: Path) -> None:
    settings_file.write_text(text, encoding="utf-8")
    status, said = doctor()
    assert status == 1
    assert any(named in line for line in said.splitlines()[-2:])


def test_a_library_that_is_not_there_or_holds_nothing_needs_the_user(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no articles" in doctor(tmp_path / "empty")[1].splitlines()[-1]
    assert doctor(tmp_path / "empty")[0] == doctor(tmp_path / "nowhere")[0] == 1


def test_a_place_that_cannot_be_written_in_needs_the_user(doctor: Doctor) -> None:
    paths.cache_folder().parent.mkdir(parents=True)
    paths.cache_folder().touch()
    status, text = doctor()
    assert status == 1
    assert str(paths.cache_folder()) in text.splitlines()[-1]


def test_it_says_what_a_terminal_can_do() -> None:
    with Terminal(reader_command("doctor"), columns=300, rows=50) as terminal:
        assert terminal.wait_exit() == 0
        assert "300 × 50 cells, 16,777,216 colours, utf-8" in terminal.text
    with Terminal(reader_command("doctor"), columns=300, env={"TERM": "dumb"}) as terminal:
        assert terminal.wait_exit() == 1
        assert "TERM is dumb" in terminal.text
