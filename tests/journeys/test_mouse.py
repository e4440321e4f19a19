"""A person works with the mouse: every part of the screen does what a click on it promises."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.library_of import write_article, write_library
from tests.pseudo_terminal import Terminal, home_of, reader_command

BODY = '<p>See <a href="https://one.example/a">one</a>.</p><h2>Part</h2>' + "<p>Line.</p>" * 40


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = write_library(tmp_path / "library")
    write_article(folder, "web.md", title="Web", categories=["Web"], date="2023-01-01 08:00", body=BODY)
    for number in range(60):
        write_article(folder, f"many/{number}.md", title=f"Nr. {number:02}", categories=["Many"], date="2020-01-01")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >"{tmp_path}/opened"\n', encoding="utf-8")
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    return {**home_of(tmp_path / "home"), "BROWSER": str(browser)}


def click_on(terminal: Terminal, words: str, *, times: int = 1) -> None:
    row = next(number for number, line in enumerate(terminal.lines) if words in line)
    # A wide character is one of the line and two cells of the screen.
    before = terminal.lines[row].split(words)[0]
    terminal.click(sum(2 if ord(character) > 0x2E80 else 1 for character in before), row, times=times)


def test_the_keys_in_the_last_line_are_buttons(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        click_on(terminal, "? help")
        terminal.wait_for("Esc closes")
        terminal.press("escape")
        click_on(terminal, "Tab other pane")
        terminal.wait_for("Esc back")
        click_on(terminal, "s star")
        terminal.wait_for("★")
        click_on(terminal, "Esc back")
        terminal.wait_for("Enter open")


def test_a_link_is_opened_by_a_click(library: Path, home: dict[str, str], tmp_path: Path) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        click_on(terminal, "one¹")
        terminal.wait_for("Opened https://one.example/a")
    assert (tmp_path / "opened").read_text(encoding="utf-8") == "https://one.example/a\n"


def test_a_row_of_a_box_is_chosen_by_a_click(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        terminal.press("t")
        terminal.wait_for("Outline")
        box = next(number for number, line in enumerate(terminal.lines) if "Outline" in line)
        row = next(number for number, line in enumerate(terminal.lines) if number > box and "  Part " in line)
        terminal.click(20, row)
        terminal.wait_until_gone("Outline")
        assert "Part" in "".join(terminal.lines[1:4])


def test_categories_open_and_close_by_a_click_and_the_list_turns_with_the_wheel(
    library: Path, home: dict[str, str]
) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        click_on(terminal, "▸ Many")
        terminal.wait_for("▾ Many")
        terminal.wait_for("Nr. 00")
        for _ in range(8):
            terminal.wheel(10, 10, down=True)
        terminal.wait_until_gone("Nr. 00")
        assert "See one" in terminal.text
        top, unread = terminal.lines[1], int(terminal.lines[0].split()[1])
        write_article(library, "new.md", title="New", categories=["Many"], date="2019-01-01")
        terminal.wait_for(f" {unread + 1} ")
        terminal.settle()
        assert terminal.lines[1] == top
        for _ in range(8):
            terminal.wheel(10, 10, down=False)
        terminal.wait_for("Nr. 00")
        click_on(terminal, "▾ Many")
        terminal.wait_until_gone("Nr. 00")
