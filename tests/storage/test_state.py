"""The reading state survives what happens to programs and files."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.article import ArticleId
from reader.domain.errors import StorageError
from reader.domain.reading_state import UNTOUCHED, Mark, Place, ReadingState
from reader.storage.state import State

A, B = ArticleId("file:/a.md"), ArticleId("url:https://example.com/b")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "state.db"


def test_what_nobody_has_opened_is_untouched(file: Path) -> None:
    assert State(file).reading(A) == UNTOUCHED


def test_each_mark_leaves_the_others_alone(file: Path) -> None:
    state = State(file)
    state.set_mark(Mark.READ, True, [A, B])
    state.set_mark(Mark.STARRED, True, [A])
    state.keep_place(A, Place(3, 14, 0.5))
    state.set_mark(Mark.READ, False, [A])
    assert state.readings([A, B]) == {
        A: ReadingState(read=False, starred=True, place=Place(3, 14, 0.5)),
        B: ReadingState(read=True),
    }


def test_it_is_there_at_the_next_start(file: Path) -> None:
    state = State(file)
    state.set_mark(Mark.STARRED, True, [A])
    state.remember("reader", "theme", "broadsheet-light")
    state.close()
    again = State(file)
    assert again.reading(A).starred
    assert again.recall("reader", "theme") == "broadsheet-light"
    assert again.recall("reader", "measure") is None


def test_more_articles_than_one_question_may_name(file: Path) -> None:
    state = State(file)
    many = [ArticleId(f"file:/{number}") for number in range(1200)]
    state.set_mark(Mark.READ, True, many)
    assert len(state.readings(many)) == 1200


def test_two_programs_see_each_others_changes(file: Path) -> None:
    one, other = State(file), State(file)
    seen = other.sequence()
    one.set_mark(Mark.READ, True, [A])
    newest, changes = other.changes_since(seen)
    assert changes == {A: ReadingState(read=True)}
    assert newest > seen
    other.set_mark(Mark.STARRED, True, [A])
    assert one.reading(A) == ReadingState(read=True, starred=True)
    assert one.changes_since(other.sequence()) == (other.sequence(), {})


def test_what_was_acknowledged_survives_kill_9(file: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from reader.storage.state import State; "
        "from reader.domain.reading_state import Mark; state = State(Path(sys.argv[1]))\n"
        "for number in range(100000):\n"
        "    state.set_mark(Mark.READ, True, [f'file:/{number}'])\n"
        "    print(number, flush=True)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    last = -1
    for _ in range(50):
        last = int(child.stdout.readline())
    os.kill(child.pid, signal.SIGKILL)
    acknowledged = [last, *map(int, child.stdout.read().split("\n")[:-1])]
    child.wait()
    child.stdout.close()
    state = State(file)
    assert state.mishap is None
    assert all(state.reading(ArticleId(f"file:/{number}")).read for number in range(acknowledged[-1] + 1))


@pytest.mark.parametrize("content", [b"not a database at all", os.urandom(8192), b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_put_aside_and_named(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    state = State(file)
    assert state.mishap is not None
    aside = next(path for path in file.parent.iterdir() if "damaged" in path.name)
    assert str(aside) in state.mishap
    assert aside.read_bytes() == content
    state.set_mark(Mark.READ, True, [A])
    assert state.reading(A).read


PAGE = 4096
"""Bytes that SQLite reads and writes together."""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("full") / "state.db"
    state = State(file)
    state.set_mark(Mark.READ, True, [ArticleId(f"file:/{number:0100}") for number in range(200)])
    state.close()
    return file.read_bytes()


def test_a_file_that_is_cut_or_overwritten_anywhere_never_keeps_it_from_opening(full: bytes, tmp_path: Path) -> None:
    starts = range(0, len(full), PAGE)
    assert len(starts) > 10
    damaged = [full[:start] for start in starts]
    damaged += [full[:start] + b"\xa5" * PAGE + full[start + PAGE :] for start in starts]
    for number, content in enumerate(damaged):
        file = tmp_path / str(number) / "state.db"
        file.parent.mkdir()
        file.write_bytes(content)
        state = State(file)
        assert state.mishap is not None or not content
        state.set_mark(Mark.STARRED, True, [A])
        assert state.changes_since(0)[1] == {A: ReadingState(starred=True)}
        state.close()


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no limit of file sizes")
def test_what_a_full_disk_refuses_is_not_acknowledged(file: Path) -> None:
    State(file).close()
    script = (
        "import resource, sys; from pathlib import Path; from reader.storage.state import State; "
        "from reader.domain.errors import StorageError; from reader.domain.reading_state import Mark\n"
        "state = State(Path(sys.argv[1])); resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "for number in range(10_000):\n"
        "    ids = [f'file:/{number}/{i}' for i in range(20)]\n"
        "    try: state.set_mark(Mark.READ, True, ids)\n"
        "    except StorageError as error: print(number, state.reading(ids[0]).read, error, flush=True); break\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=True)
    refused, shown, message = done.stdout.strip().split(" ", 2)
    assert shown == "False"
    assert str(file) in message
    state = State(file)
    assert state.mishap is None
    assert state.reading(ArticleId(f"file:/{int(refused) - 1}/19")).read
    assert state.readings(ArticleId(f"file:/{refused}/{i}") for i in range(20)) == {}


def test_an_empty_file_is_a_new_state(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    assert State(file).mishap is None


def test_a_file_of_a_newer_version_is_put_aside(file: Path) -> None:
    State(file).close()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "newer version" in (State(file).mishap or "")


def test_a_folder_in_its_place_is_one_clear_line(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(StorageError, match=r"state\.db") as caught:
        State(file)
    assert "\n" not in str(caught.value)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([Mark.READ, Mark.STARRED]), st.booleans(), st.sampled_from([A, B])), max_size=12)
)
def test_the_last_change_wins(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[Mark, bool, ArticleId]]
) -> None:
    state = State(tmp_path_factory.mktemp("state") / "state.db")
    expected: dict[tuple[Mark, ArticleId], bool] = {}
    numbers = [state.sequence()]
    for mark, value, article in changes:
        state.set_mark(mark, value, [article])
        expected[mark, article] = value
        numbers.append(state.sequence())
    for article in (A, B):
        reading = state.reading(article)
        assert reading.read == expected.get((Mark.READ, article), False)
        assert reading.starred == expected.get((Mark.STARRED, article), False)
    assert numbers == sorted(set(numbers))
    state.close()
