"""`reader list`: the articles of a library, a line for each."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.cli import main
from reader.render.cells import cell_width
from tests.library_of import write_article
from tests.pseudo_terminal import PROJECT, TIME_ZONE, Terminal, reader_command


@pytest.fixture
def library(library: Path) -> Path:
    file = write_article(library, "two.md", title="In two", categories=["甲"], date="2020-01-01 08:00", body="<p>x</p>")
    text = file.read_text(encoding="utf-8").replace("\n - 甲", "\n - [甲]\n - [乙]")
    file.write_text(text, encoding="utf-8")
    return library


def test_each_article_is_one_line_by_category_the_newest_first(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", str(library)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2021-04-01  English  Tides",
        "2021-04-05  四季 / 上半年  春天的事",
        "2021-04-04  四季 / 上半年  夏天的事",
        "2021-04-03  四季 / 下半年  秋天的事",
        "2021-04-02  四季 / 下半年  冬天的事",
        "2020-01-01  甲  In two",
    ]


def test_what_is_read_and_starred_in_the_reader_is_known(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", str(library), "--starred"]) == 1
    with Terminal(reader_command(library)) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("enter", "s", "n")
        terminal.wait_for("夏天的事，第1段")
    capsys.readouterr()
    assert main(["list", str(library), "--starred"]) == 0
    assert capsys.readouterr().out == "2021-04-05  四季 / 上半年  春天的事\n"
    assert main(["list", str(library), "--unread"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4
    assert main(["list", str(library), "--unread", "--starred"]) == 1
    assert not capsys.readouterr().out


def test_as_json(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", str(library), "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == 6
    assert lines[0] == {
        "path": "sea/tides.md",
        "title": "Tides",
        "category": ["English"],
        "date": datetime(2021, 4, 1, 8).astimezone(UTC).isoformat(),
        "read": False,
        "starred": False,
        "draft": False,
        "problems": 0,
    }


def test_lines_end_at_the_width_of_a_terminal_and_of_nothing_else(library: Path) -> None:
    command = reader_command("list", library)
    with Terminal(command, columns=24, rows=20) as terminal:
        assert terminal.wait_exit() == 0
    assert "2021-04-05  四季 / 上半…" in terminal.lines
    assert all(cell_width(line) <= 24 for line in terminal.lines)
    environment = {**os.environ, "COLUMNS": "24", "TZ": TIME_ZONE}
    done = subprocess.run(command, capture_output=True, check=True, cwd=PROJECT, env=environment)
    assert "2021-04-05  四季 / 上半年  春天的事" in done.stdout.decode()


def test_a_mistake_is_one_line_and_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", str(tmp_path / "none")]) == 2
    assert main(["list", "--title"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
