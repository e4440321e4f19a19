"""Changes are made in the order of the keys, whatever else is going on: the real program in a real pseudo-terminal."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.pseudo_terminal import Terminal


def open_state(home: dict[str, str]) -> sqlite3.Connection:
    return sqlite3.connect(Path(home["XDG_CONFIG_HOME"]) / "broadsheet" / "state.db", isolation_level=None)


def test_keys_that_come_together_are_followed_in_their_order(terminal: Terminal) -> None:
    terminal.press("s")
    terminal.wait_for("★")
    terminal.press("j")
    os.write(terminal.process.fd, b"um")
    terminal.wait_for("1 article marked read")
    terminal.settle()
    assert "★" not in terminal.text
    assert "● 2021-04 春天的事" in terminal.text
    assert "  2021-04 夏天的事" in terminal.text


def test_what_has_to_wait_is_made_before_the_reader_is_left(terminal: Terminal, home: dict[str, str]) -> None:
    with closing(open_state(home)) as other:
        other.execute("BEGIN IMMEDIATE")
        terminal.press("A", "s", "Q")
        other.execute("ROLLBACK")
        terminal.wait_exit()
        assert other.execute("SELECT sum(read), sum(starred) FROM readings").fetchone() == (5, 1)


def test_a_state_that_others_hold_ends_no_session(terminal: Terminal, home: dict[str, str]) -> None:
    with closing(open_state(home)) as other:
        other.execute("BEGIN IMMEDIATE")
        terminal.press("+")
        terminal.wait_for("locked")
        other.execute("ROLLBACK")
    terminal.press("+")
    terminal.wait_for("Lines of 88 cells.")


def test_what_is_unread_is_known_although_the_cache_is_deleted(terminal: Terminal, home: dict[str, str]) -> None:
    shutil.rmtree(home["XDG_CACHE_HOME"])
    terminal.press("A")
    terminal.wait_for("5 articles marked read")
    terminal.press("u")
    terminal.wait_for("Undone: 5 articles marked read")
