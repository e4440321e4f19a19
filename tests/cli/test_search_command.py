"""`reader search`: the articles that hold some words, with the line that each was found in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.cli import main


def test_it_lists_date_title_path_and_line(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "sea", str(library)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("2021-04-01")
    assert "Tides\n  sea/tides.md\n  The sea comes back." in out


def test_nothing_found_is_told_from_a_wrong_query(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "nowhere", str(library)]) == 1
    assert main(["search", "is:lost", str(library)]) == 2
    assert "is:lost" in capsys.readouterr().err


def test_bytes_that_are_no_text_are_found_nowhere(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for query in ("sea\udce9", "\udce9", '"the \udce9 sea"'):
        assert main(["search", query, str(library)]) == 1
    assert capsys.readouterr() == ("", "")


def test_it_lists_no_more_than_are_wanted(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "sea", str(library), "--limit", "0"]) == 2
    assert main(["search", "--limit", "1", "--", "-sea", str(library)]) == 0
    assert capsys.readouterr().out.count("\n") == 3 or os.name == "nt"
