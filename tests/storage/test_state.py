"""The reading state survives what happens to programs and files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.article_id import ArticleId
from reader.domain.field_change import Field
from reader.domain.reading_state import UNTOUCHED, Mark, Place, ReadingState
from reader.storage.state import State
from reader.storage.state_file import open_state
from tests.changed_readings import changed_readings

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


def test_what_is_known_of_an_article_goes_with_it_and_of_each_field_the_latest_counts(file: Path) -> None:
    state = State(file)
    state.set_mark(Mark.READ, True, [A])
    before = state.sequence()
    state.move([(A, B)])
    assert state.readings([A, B]) == {B: ReadingState(read=True)}
    assert changed_readings(state, before).keys() == {B}
    state.set_mark(Mark.STARRED, True, [A])
    state.set_mark(Mark.READ, True, [A])
    state.set_mark(Mark.READ, False, [B])
    state.move([(A, B)])
    assert state.readings([A, B]) == {B: ReadingState(starred=True)}


def test_a_number_is_not_given_again_when_its_article_is_forgotten(file: Path) -> None:
    state = State(file)
    state.set_mark(Mark.READ, True, [B])
    (change,) = state.field_changes()
    state.merge([replace(change, article=A, time=change.time - timedelta(hours=1))])
    before = state.sequence()
    state.move([(A, B)])
    state.set_mark(Mark.STARRED, True, [ArticleId("file:/c.md")])
    assert changed_readings(state, before).keys() == {B, "file:/c.md"}


def test_what_is_known_of_one_article_can_go_to_several(file: Path) -> None:
    state = State(file)
    old, *new = map(ArticleId, ("id:42 | Old", "id:42 | New", "id:42 | Newer"))
    state.mark(Mark.READ, True, [old], "library")
    state.move([(old, new[0]), (old, new[1])])
    assert state.readings(new) == dict.fromkeys(new, ReadingState(read=True))
    state.undo("library")
    assert not any(reading.read for reading in state.readings([old, *new]).values())


def test_several_articles_can_be_one(file: Path) -> None:
    state = State(file)
    a, b, one = map(ArticleId, ("file:/a.md", "file:/b.md", "id:42 | Story"))
    state.mark(Mark.READ, True, [a, b], "library")
    state.set_mark(Mark.STARRED, True, [b])
    state.move([(a, one), (b, one)])
    assert state.readings([a, b, one]) == {one: ReadingState(read=True, starred=True)}
    change = state.undo("library")
    assert change is not None
    assert change.ids == (one,)


def test_what_other_files_may_hold_stays_known(file: Path) -> None:
    state = State(file)
    old, new = ArticleId("id:42 | Old"), ArticleId("id:42 | New")
    state.set_mark(Mark.STARRED, True, [old])
    state.keep_place(old, Place(3, 14, 0.5))
    before = state.sequence()
    state.move([(old, new)])
    known = ReadingState(starred=True, place=Place(3, 14, 0.5))
    assert state.readings([old, new]) == {old: known, new: known}
    assert changed_readings(state, before).keys() == {new}
    times = {change.article: change.time for change in state.field_changes() if change.field is Field.STARRED}
    assert times[new] == times[old]


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
    newest = other.sequence()
    assert list(other.changes_since(seen, newest)) == [(ReadingState(read=True), f'["{A}"]')]
    assert newest > seen
    other.set_mark(Mark.STARRED, True, [A])
    assert one.reading(A) == ReadingState(read=True, starred=True)
    assert list(one.changes_since(newest, newest)) == []
    assert list(one.changes_since(newest, one.sequence())) == [(ReadingState(read=True, starred=True), f'["{A}"]')]


def test_each_change_waits_for_the_disk(file: Path) -> None:
    connection = open_state(file)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    connection.close()


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


@settings(max_examples=25)
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
