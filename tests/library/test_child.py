"""Another process answers, or is as one that has ended: nothing that the system refuses ends this one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from reader.library.child import Child
from tests.library_of import open_library, scan, write_library

if TYPE_CHECKING:
    from pathlib import Path

ECHO = "from reader.library.child import receive, send; send(sys.stdout.buffer, receive(sys.stdin.buffer))"


def test_a_child_answers_with_the_value_that_it_is_given() -> None:
    with Child(ECHO) as child:
        child.send(("新", [1, "x" * 3_000_000]))
        assert child.receive() == ("新", [1, "x" * 3_000_000])
        with pytest.raises(EOFError):
            child.receive()


def test_a_child_has_no_need_of_a_wide_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_values: object) -> int:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    with Child(ECHO) as child:
        child.send(1)
        assert child.receive() == 1


def test_a_child_that_cannot_be_started_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with Child(ECHO) as child:
        assert not child.is_running()
        with pytest.raises(BrokenPipeError):
            child.send(1)
        with pytest.raises(EOFError):
            child.receive()


def test_a_library_is_scanned_although_no_process_can_be_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    monkeypatch.setattr("reader.library.scan.MANY", 2)
    library = open_library(write_library(tmp_path / "papers"), tmp_path)
    library.text_index.start()
    assert not library.text_index.is_at_work()
    assert not library.text_index.has_failed()
    assert scan(library).found == 5
    assert library.shelf.counts().total == 5
    library.close()
