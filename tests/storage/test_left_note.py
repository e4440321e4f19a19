"""The note that a database leaves beside it holds as long as the file is as it was left."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from reader.storage.left_note import distrust, is_suspect, note_leaving, note_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "state.db"
    file.write_bytes(b"content")
    return file


def test_a_file_is_suspect_until_it_is_left_and_once_it_is_touched(file: Path) -> None:
    assert is_suspect(file)
    note_leaving(file)
    assert not is_suspect(file)
    file.write_bytes(b"other content")
    assert is_suspect(file)
    note_leaving(file)
    assert not is_suspect(file)
    distrust(file)
    assert is_suspect(file)


def test_a_note_that_holds_is_not_written_again(file: Path) -> None:
    note_leaving(file)
    os.utime(note_of(file), ns=(0, 0))
    note_leaving(file)
    assert note_of(file).stat().st_mtime_ns == 0
