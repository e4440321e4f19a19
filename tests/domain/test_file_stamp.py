"""One number tells whether a file at a path is as it was known, in whatever process it is reckoned."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from reader.domain.file_stamp import FileStamp, fingerprint_of
from tests.pseudo_terminal import PROJECT

STAMP = FileStamp(10, 20, 30)


@pytest.mark.parametrize(
    ("path", "stamp"),
    [
        ("新/b.md", STAMP),
        ("新/a.md", STAMP._replace(size=11)),
        ("新/a.md", STAMP._replace(modified=21)),
        ("新/a.md", STAMP._replace(inode=31)),
    ],
)
def test_a_file_that_has_changed_in_any_way_has_another_fingerprint(path: str, stamp: FileStamp) -> None:
    assert fingerprint_of(path, stamp) != fingerprint_of("新/a.md", STAMP)


def test_a_stamp_that_fits_into_a_database_has_the_same_fingerprint() -> None:
    assert STAMP.bounded() == STAMP
    large = FileStamp(10, 10**20, (1 << 64) - 1)
    assert max(large.bounded()) < 1 << 63
    assert fingerprint_of("a.md", large) == fingerprint_of("a.md", large.bounded())


def test_a_path_has_one_fingerprint_as_text_and_as_bytes_and_in_each_process() -> None:
    path = "新/a\udcff.md"
    here = fingerprint_of(path, STAMP)
    assert here == fingerprint_of(os.fsencode(path), STAMP)
    script = (
        f"from reader.domain.file_stamp import FileStamp, fingerprint_of; print(fingerprint_of({path!a}, {STAMP!r}))"
    )
    for seed in "12":
        command = [sys.executable, "-c", script]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
        assert int(done.stdout) == here
