"""What docs/promises.md promises of the real program, tried with the real program.

READER_ROUNDS sets how often it is killed: 10 times by default, 100 times where CI is set; 2,000 take half an hour.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.domain.query import Query
from reader.domain.reading_state import Mark
from reader.library import Library
from reader.storage.state import State
from tests.changed_readings import changed_readings
from tests.library_of import scan, write_article, write_library
from tests.pseudo_terminal import PROJECT, Terminal, home_of, reader_command

ROUNDS = int(os.environ.get("READER_ROUNDS") or (100 if os.environ.get("CI") else 10))
MARKS = 1000 if os.environ.get("CI") or "READER_ROUNDS" in os.environ else 200
"""Marks that each of several processes makes."""
ARTICLES = 20
KEYS = {"m": Mark.READ, "s": Mark.STARRED}
_ROW = re.compile(r"([● ])([★ ])2021-02 Item (\d\d)")

Marks = set[tuple[int, Mark]]


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return a library of one category, newest first, and a home that knows it."""
    library = tmp_path_factory.mktemp("items")
    for number in range(ARTICLES):
        date = f"2021-02-01 00:00:{59 - number:02}"
        write_article(
            library, f"{number:02}.md", title=f"Item {number:02}", categories=["All"], date=date, body="Text."
        )
    home = home_of(tmp_path_factory.mktemp("home"))
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for(f"Item {ARTICLES - 1}")
        terminal.press("Q")
        assert terminal.wait_exit() == 0
    return library, home


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_what_the_screen_has_shown_survives_kill_9(round_: int, items: tuple[Path, dict[str, str]]) -> None:
    library, home = items
    file = Path(home["XDG_CONFIG_HOME"]) / "broadsheet" / "state.db"
    for old in file.parent.glob("state.db*"):
        old.unlink()
    chance = random.Random(time.time_ns() if "READER_ROUNDS" in os.environ else round_)  # noqa: S311
    pressed = [(key, number) for number in range(ARTICLES) for key in chance.choice(["m", "s", "ms", "sm"])]
    with Terminal(reader_command(library), columns=120, env=home) as terminal:
        terminal.wait_for(f"Item {ARTICLES - 1}")
        terminal.settle(0.1)
        at = 0
        for key, number in pressed[: chance.randrange(1, len(pressed))]:
            os.write(terminal.process.fd, ("j" * (number - at) + key).encode())
            at = number
            terminal.read(chance.choice([0, 0, 0.002, 0.02]))
        end = time.perf_counter() + chance.uniform(0, 0.15)
        while (left := end - time.perf_counter()) > 0:
            terminal.read(left)
        terminal.process.kill(signal.SIGKILL)
        while terminal.read(0.05):
            pass
        shown = marks_on(terminal)
    kept = marks_in(file, library)
    assert shown <= kept, f"shown and lost: {shown - kept}\n{terminal.text}"
    done = [(number, KEYS[key]) for key, number in pressed]
    assert kept == set(done[: len(kept)]), "not what was done first"


def marks_on(terminal: Terminal) -> Marks:
    marks: Marks = set()
    for unread, star, number in _ROW.findall(terminal.text):
        marks |= {(int(number), Mark.READ)} if unread == " " else set()
        marks |= {(int(number), Mark.STARRED)} if star == "★" else set()
    return marks


def marks_in(file: Path, library: Path) -> Marks:
    state = State(file)
    assert state.mishap is None
    readings = changed_readings(state)
    state.close()
    numbers = {f"file:{library / f'{number:02}.md'}": number for number in range(ARTICLES)}
    return {(numbers[article], mark) for article, reading in readings.items() for mark in Mark if reading.has(mark)}


def test_the_screen_does_show_what_is_marked(items: tuple[Path, dict[str, str]]) -> None:
    library, home = items
    for old in (Path(home["XDG_CONFIG_HOME"]) / "broadsheet").glob("state.db*"):
        old.unlink()
    with Terminal(reader_command(library), columns=120, env=home) as terminal:
        terminal.wait_for(f"Item {ARTICLES - 1}")
        terminal.settle()
        assert marks_on(terminal) == set()
        terminal.press("m", "j", "s")
        assert marks_on(terminal) == {(0, Mark.READ), (1, Mark.STARRED)}


MARKING = """
import sys
from pathlib import Path
from reader.domain.listing import RowId
from reader.domain.reading_state import Mark
from reader.library import Library
from reader.storage import database
folder, home, mark, first, count = sys.argv[1:]
database.BUSY_SECONDS = 60.0  # four that never rest may keep one of them waiting for long
library = Library.open([Path(folder)], state_file=Path(home) / "state.db", cache_folder=Path(home))
rows = sorted(library.shelf.articles_in(("All",)))[int(first):int(first) + int(count)]
for row in rows:
    assert library.marks.set(Mark(mark), True, [RowId(row)]) is not None
library.close()
"""


def test_four_programs_mark_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    folder, home = tmp_path / "papers", tmp_path / "home"
    for number in range(2 * MARKS):
        write_article(folder, f"{number}.md", title=f"{number}", categories=["All"], date="2021-02-01", body="Text.")
    library = Library.open([folder], state_file=home / "state.db", cache_folder=home)
    scan(library)
    jobs = [(mark, first) for mark in Mark for first in (0, MARKS)]
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", MARKING, str(folder), str(home), mark, str(first), str(MARKS)],
            stderr=subprocess.PIPE,
            cwd=PROJECT,
        )
        for mark, first in jobs
    ]
    assert [program.communicate()[1] for program in programs] == [b""] * len(jobs)
    assert [program.returncode for program in programs] == [0] * len(jobs)
    library.marks.catch_up()
    counts = library.shelf.counts()
    assert (counts.total, counts.unread, counts.starred) == (2 * MARKS, 0, 2 * MARKS)
    library.close()


def test_what_one_window_marks_the_other_shows(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    home = home_of(tmp_path / "home")
    with Terminal(reader_command(library), env=home) as one:
        one.wait_for("春天的事，第1段")
        one.settle()
        with Terminal(reader_command(library), env=home) as other:
            other.wait_for("春天的事，第1段")
            other.settle()
            one.press("s")
            other.wait_for("★")
            other.press("j", "m")
            one.wait_until_gone("● 2021-04 夏天的事")


def test_article_files_are_never_written_renamed_or_touched(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    home = home_of(tmp_path / "home")

    def tree() -> dict[str, tuple[int, int, int, int, bytes]]:
        found = {}
        for path in [library, *library.rglob("*")]:
            status = path.lstat()
            content = path.read_bytes() if path.is_file() else b""
            found[str(path)] = (status.st_ino, status.st_mode, status.st_mtime_ns, status.st_ctime_ns, content)
        return found

    before = tree()
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("段：")
        terminal.press("enter", "space", "n", "n", "m", "s", "A", "u", "ctrl+r", "v", "v", "v", "r", quiet=0.05)
        terminal.press("z", "z", "t", "escape", quiet=0.05)
        terminal.press("J", "K", "G", "g", "?", "escape", "tab", "q", "Q", quiet=0.05)
        assert terminal.wait_exit() == 0
    assert tree() == before


def test_what_was_done_is_undone_after_a_restart(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    home = home_of(tmp_path / "home")
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("A")
        terminal.wait_for("5 articles marked read")
        terminal.press("Q")
        assert terminal.wait_exit() == 0
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.settle()
        assert "●" not in terminal.text
        terminal.press("u")
        terminal.wait_for("●")


def test_the_place_is_found_again_in_a_file_that_was_rewritten(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    home = home_of(tmp_path / "home")
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("enter", "space", "space")
        top = next(line for line in terminal.lines if "段：" in line)
        paragraph = top[top.index("第") : top.index("段") + 1]
        terminal.settle(0.5)
        terminal.press("Q")
        assert terminal.wait_exit() == 0
    assert paragraph != "第1段"
    article = library / "a" / "spring.md"
    added = "".join(f"<p>Added, line {number}.</p>" for number in range(30))
    article.write_text(article.read_text(encoding="utf-8").replace("<p>", f"{added}<p>", 1), encoding="utf-8")
    with Terminal(reader_command(library), columns=80, env=home) as terminal:
        terminal.wait_for(f"{paragraph}：")
        terminal.settle()
        assert paragraph in next(line for line in terminal.lines if "段：" in line)
        assert "Added" not in terminal.text


def test_a_damaged_state_is_restored_and_the_screen_says_so(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    home = home_of(tmp_path / "home")
    file = Path(home["XDG_CONFIG_HOME"]) / "broadsheet" / "state.db"
    reading = Library.open([library], state_file=file, cache_folder=tmp_path / "cache")
    scan(reading)
    reading.marks.mark_all_read(Query())
    for backup in (file.parent / "backups").iterdir():
        backup.unlink()
    scan(reading)
    reading.close()
    file.write_bytes(file.read_bytes()[:5000])
    with Terminal(reader_command(library), columns=160, env=home) as terminal:
        terminal.wait_for("The reading state was damaged")
        terminal.settle()
        assert "●" not in terminal.text


def test_an_index_that_is_damaged_or_deleted_costs_no_word(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    home = home_of(tmp_path / "home")
    cache = Path(home["XDG_CACHE_HOME"]) / "broadsheet"
    with Terminal(reader_command(library), columns=160, env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.settle()
        shown = terminal.lines
        terminal.press("Q")
        assert terminal.wait_exit() == 0
    (index,) = cache.glob("*.index.db")
    data = index.read_bytes()
    index.write_bytes(data[:8192] + b"\xa5" * (len(data) - 8192))
    with Terminal(reader_command(library), columns=160, env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.settle(0.5)
        assert terminal.lines == shown
        shutil.rmtree(cache)
        write_article(library, "new.md", title="New", categories=["Added"], date="2020-01-01")
        terminal.wait_for("Added")
    assert list(cache.glob("*.index.db"))
