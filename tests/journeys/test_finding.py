"""A person looks for something: in the list, in the text, in the whole library, among the links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.library_of import write_article, write_library
from tests.pseudo_terminal import Terminal, reader_command

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BODY = '<p>See <a href="https://one.example/a">one</a> and <a href="javascript:alert(1)">two</a>.</p>' + "".join(
    f"<p>Paragraph {number} of many, with a needle in it.</p>" for number in range(40)
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = write_library(tmp_path / "library")
    write_article(folder, "links.md", title="Links", categories=["Web"], date="2023-01-01 08:00:00", body=BODY)
    return folder


@pytest.fixture
def terminal(library: Path, home: dict[str, str]) -> Iterator[Terminal]:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("needle in it")
        yield terminal


def test_the_list_is_narrowed_while_it_is_typed(terminal: Terminal) -> None:
    terminal.press("/", *"tides")
    terminal.wait_for("1 found")
    assert not any("Web" in line[:36] for line in terminal.lines)
    terminal.press("enter", "escape")
    terminal.wait_for("▾ Web")


def test_words_are_found_in_the_text_and_counted(terminal: Terminal) -> None:
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


def test_a_search_opens_an_article_where_it_was_found(terminal: Terminal) -> None:
    terminal.press("ctrl+f", *"comes", "space", *"back")
    terminal.wait_for("1 found")
    terminal.press("enter")
    terminal.wait_for("The sea comes back.")
    terminal.wait_for("1/")


def test_a_search_opens_an_article_where_it_was_found_wherever_its_reader_stopped(terminal: Terminal) -> None:
    terminal.press("tab", "G")
    terminal.wait_for("Paragraph 39 of many")
    terminal.settle()
    terminal.press("ctrl+f", *"needle")
    terminal.wait_for("1 found")
    terminal.press("enter")
    terminal.wait_for("1/40", "Paragraph 0 of many")


def test_a_search_opens_an_article_where_it_was_found_with_room_for_one_pane(
    library: Path, home: dict[str, str]
) -> None:
    with Terminal(reader_command(library), columns=60, rows=20, env=home) as terminal:
        terminal.wait_for("Web")
        terminal.press("ctrl+f", *"needle")
        terminal.wait_for("1 found")
        terminal.press("enter")
        terminal.wait_for("1/40")
        terminal.press("n")
        terminal.wait_for("2/40")


def test_a_phrase_over_the_end_of_a_line_opens_where_it_stands(library: Path, home: dict[str, str]) -> None:
    body = "<p>Far above.</p>" * 60 + "<p>床前明月光，<br>\n疑是<b>地\n上</b>霜。</p>"
    write_article(library, "poem.md", title="Poem", categories=["Web"], date="2022-01-01 08:00:00", body=body)
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("needle in it")
        terminal.press("ctrl+f", *'"明月光， 疑是地上霜"')
        terminal.wait_for("1 found")
        terminal.press("enter")
        terminal.wait_for("床前明月光，", "疑是地上霜。", "1/1")


def test_a_search_that_means_nothing_says_why(terminal: Terminal) -> None:
    terminal.press("ctrl+f", *"before:soon")
    terminal.wait_for("before:soon: write a date as 2022")
    terminal.press("escape")
    terminal.wait_for("needle in it")


def test_a_search_that_is_mistyped_keeps_its_hits(terminal: Terminal) -> None:
    terminal.press("ctrl+f", *"sea")
    terminal.wait_for("1 found")
    terminal.press("space", "-")
    terminal.wait_for("-: write what to leave out right after it")
    assert "write what to leave out" in terminal.lines[1]
    assert "The sea comes back." in terminal.text
    terminal.press("enter")
    terminal.wait_for("n and N go through what was found")
    terminal.wait_for("The sea comes back.")


def test_a_search_is_gone_on_with_when_it_is_opened_again(terminal: Terminal) -> None:
    terminal.press("ctrl+f", *"的事")
    terminal.wait_for("4 found")
    terminal.press("down", "enter")
    terminal.wait_for("夏天的事，第1段")
    terminal.press("ctrl+f")
    terminal.wait_for("4 found")
    terminal.press("down", "enter")
    terminal.wait_for("秋天的事，第1段")
    terminal.press("ctrl+f", *"tide")
    terminal.wait_for("1 found")


def test_a_filter_says_where_it_looks_with_room_for_one_pane(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), columns=60, rows=20, env=home) as terminal:
        terminal.wait_for("Web")
        terminal.press("/")
        terminal.wait_for("title, author, category · Tab: text")
        terminal.press("x")
        terminal.wait_for("0 found · Tab searches the text")


def test_a_filter_goes_on_as_a_search_of_the_text(terminal: Terminal) -> None:
    terminal.press("/", *"comes")
    terminal.wait_for("0 found · Tab searches the text")
    terminal.press("tab")
    terminal.wait_for("1 found")
    terminal.press("space", *"back")
    terminal.wait_for("comes back")
    assert terminal.lines[0].strip() == "comes back"


def test_a_search_says_how_to_search_and_which_keys_there_are(terminal: Terminal) -> None:
    terminal.press("ctrl+f")
    terminal.wait_for('"a phrase"      stands together')
    assert all(word in terminal.lines[-1] for word in ("Enter open", "Ctrl+S save", "Esc back", "F1 help"))
    terminal.press("?")
    terminal.wait_for("0 found")
    terminal.press("\x1bOP")
    terminal.wait_for("In the search")


def test_an_absent_word_is_said_to_be_absent(terminal: Terminal) -> None:
    terminal.press("tab", "/", *"needle")
    terminal.wait_for("1/40 · Enter keeps it lit")
    terminal.press("x")
    terminal.wait_for("not found · Enter keeps it lit")


def test_only_links_that_may_be_opened_are_listed(terminal: Terminal) -> None:
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
    write_article(library, "notes.md", title="Notes", categories=["Web"], date="2024-01-01 08:00:00", body=body)
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("Begun.[1]")
        terminal.press("tab", "F")
        terminal.wait_for("Footnote 1", "The note.")
        terminal.press("2")
        terminal.wait_for("Footnote 2")
        terminal.press("backspace", "1", "enter")
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
