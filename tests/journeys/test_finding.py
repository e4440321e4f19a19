"""A person looks for something: in the list, in the text, in the whole library, among the links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.library_of import write_article, write_library
from tests.pseudo_terminal import Terminal, home_of, reader_command

if TYPE_CHECKING:
    from pathlib import Path

BODY = '<p>See <a href="https://one.example/a">one</a> and <a href="javascript:alert(1)">two</a>.</p>' + "".join(
    f"<p>Paragraph {number} of many, with a needle in it.</p>" for number in range(40)
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = write_library(tmp_path / "library")
    write_article(folder, "links.md", title="Links", categories=["Web"], date="2030-01-01 08:00:00", body=BODY)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return home_of(tmp_path / "home")


def test_the_list_is_narrowed_while_it_is_typed(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("needle in it")
        terminal.press("/", *"tides")
        terminal.wait_for("1 found")
        assert not any("Web" in line[:36] for line in terminal.lines)
        terminal.press("enter", "escape")
        terminal.wait_for("▾ Web")


def test_words_are_found_in_the_text_and_counted(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("needle in it")
        terminal.press("tab", "/", *"NEEDLE", "enter")
        terminal.wait_for("1/40")
        terminal.press("N")
        terminal.wait_for("40/40")
        terminal.wait_for("Paragraph 39 of many")
        terminal.press("n")
        terminal.wait_for("1/40")
        terminal.press("escape")
        terminal.settle()
        assert "1/40" not in terminal.text


def test_a_search_opens_an_article_where_it_was_found(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("needle in it")
        terminal.press("ctrl+f", *"comes", "space", *"back")
        terminal.wait_for("1 found")
        terminal.press("enter")
        terminal.wait_for("The sea comes back.")
        terminal.wait_for("1/")


def test_a_search_that_means_nothing_says_why(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("needle in it")
        terminal.press("ctrl+f", *"before:soon")
        terminal.wait_for("before:")
        terminal.press("escape")
        terminal.wait_for("needle in it")


def test_only_links_that_may_be_opened_are_listed(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("needle in it")
        terminal.press("L")
        terminal.wait_for("https://one.example/a")
        assert "javascript" not in terminal.text
        terminal.press("escape", "tab", "1")
        terminal.wait_for("Enter opens https://one.example/a")
        terminal.press("2")
        terminal.wait_for("only 1")
        terminal.press("enter")
        terminal.wait_for("There is no link 12.")
        terminal.press("1", "escape")
        terminal.wait_for("? help")


def test_a_number_leads_to_its_footnote_and_back(library: Path, home: dict[str, str]) -> None:
    body = '<p>Begun.<sup><a href="#fn1">1</a></sup>' + "<p>Between." * 60 + '<ol><li id="fn1">The note.</ol>'
    write_article(library, "notes.md", title="Notes", categories=["Web"], date="2031-01-01 08:00:00", body=body)
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("Begun.[1]")
        terminal.press("tab", "F")
        terminal.wait_for("Footnote", "The note.")
        terminal.press("enter")
        terminal.wait_for("[1] The note.")
        assert "Begun." not in terminal.text
        terminal.press("F")
        terminal.wait_for("Begun.[1]")
        click_number(terminal, "Begun.[1]")
        terminal.wait_for("[1] The note.")
        click_number(terminal, "[1] The note.")
        terminal.wait_for("Begun.[1]")


def click_number(terminal: Terminal, text: str) -> None:
    row, line = next((row, line) for row, line in enumerate(terminal.lines) if text in line)
    terminal.click(cell_len(line[: line.index("[1]")]) + 1, row)


def test_the_measure_is_remembered(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("needle in it")
        terminal.press("-")
        terminal.wait_for("Lines of 76 cells.")
        terminal.press("q")
        terminal.wait_exit()
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("needle in it")
        terminal.press("-")
        terminal.wait_for("Lines of 72 cells.")
