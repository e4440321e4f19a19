"""The list changes while a person reads: the real program in a real pseudo-terminal."""

from __future__ import annotations

from pathlib import Path

from tests.library_of import write_article, write_library
from tests.pseudo_terminal import Terminal, home_of, reader_command

NEWEST = "2021-04-06 08:00:00"


def test_what_changes_shows_while_the_cursor_and_the_text_stay(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    with Terminal(reader_command(library), env=home_of(tmp_path / "home")) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("j", "enter", "space", "tab")
        terminal.wait_for("夏天的事，第")
        top = next(line for line in terminal.lines if "段：" in line)[40:]

        write_article(library, "a/new.md", title="立夏", categories=["四季", "上半年"], date=NEWEST)
        terminal.wait_for("立夏")
        assert top in terminal.text
        terminal.press("m")
        assert "● 2021-04 夏天的事" in terminal.text, terminal.text

        (library / "a/summer.md").rename(library / "a/renamed.md")
        (library / "a/spring.md").unlink()
        terminal.wait_until_gone("2021-04 春天的事")
        assert top in terminal.text
        terminal.press("m")
        assert "● 2021-04 夏天的事" not in terminal.text, terminal.text
        terminal.press("q", "q")
        assert terminal.wait_exit() == 0


def test_the_cursor_goes_to_the_next_article_when_its_own_is_removed(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    with Terminal(reader_command(library), env=home_of(tmp_path / "home")) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.settle()
        (library / "a/spring.md").unlink()
        terminal.wait_until_gone("2021-04 春天的事")
        terminal.press("s")
        terminal.wait_for("●★2021-04 夏天的事")


def test_an_empty_list_says_that_there_is_nothing_and_fills_again(tmp_path: Path) -> None:
    library = tmp_path / "library"
    file = write_article(library, "one.md", title="立春", categories=["四季"], date=NEWEST)
    with Terminal(reader_command(library), env=home_of(tmp_path / "home")) as terminal:
        terminal.wait_for("2021-04 立春", "立春，第1段")
        terminal.settle(0.5)
        file.unlink()
        terminal.wait_for("There are no articles here now.")
        write_article(library, "two.md", title="雨水", categories=["四季"], date=NEWEST)
        terminal.wait_for("四季")


def test_another_window_shows_what_has_come_as_well(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    home = home_of(tmp_path / "home")
    with Terminal(reader_command(library), env=home) as one, Terminal(reader_command(library), env=home) as other:
        for terminal in (one, other):
            terminal.wait_for("春天的事，第1段")
            terminal.settle(0.5)
        write_article(library, "a/new.md", title="立夏", categories=["四季", "上半年"], date=NEWEST)
        one.wait_for("立夏")
        other.wait_for("立夏")


def test_the_next_article_is_shown_as_its_file_is_now(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    with Terminal(reader_command(library), env=home_of(tmp_path / "home")) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.settle()
        file = library / "a/summer.md"
        file.write_text(file.read_text(encoding="utf-8").replace("第1段", "小麦"), encoding="utf-8")
        terminal.press("n")
        terminal.wait_for("夏天的事，小麦")


def test_an_article_that_cannot_be_shown_stays_unread_and_is_shown_once_it_can(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    with Terminal(reader_command(library), env=home_of(tmp_path / "home")) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.settle()
        file = library / "a/summer.md"
        text = file.read_bytes()
        file.unlink()
        terminal.press("n")
        terminal.wait_for("cannot be read")
        file.write_bytes(text)
        terminal.wait_for("夏天的事，第1段", "● 2021-04 夏天的事")


def test_a_category_is_sorted_anew_around_the_cursor(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    write_article(library, "a/b.md", title="B", categories=["四季", "上半年"], date="2021-01-01 08:00:00")
    with Terminal(reader_command(library), env=home_of(tmp_path / "home")) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("S")
        terminal.wait_for("上半年: by title.")
        rows = [line for line in terminal.lines if "● 2021" in line]
        assert [row.split()[2] for row in rows] == ["B", "夏天的事", "春天的事"]
        terminal.press("J")
        terminal.wait_for("秋天的事，第1段")
        terminal.press("K", "K")
        terminal.wait_for("夏天的事，第1段")
