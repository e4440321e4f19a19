"""A person reads: the real program in a real pseudo-terminal."""

from __future__ import annotations

import re
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.library_of import write_article
from tests.pseudo_terminal import Terminal, reader_command


def test_browse_open_and_come_back(terminal: Terminal) -> None:
    terminal.press("g", "enter", "j", "enter")
    terminal.wait_for("The sea comes back.")
    terminal.press("escape", "h")
    assert any("English" in line and "▾" in line for line in terminal.lines)
    terminal.press("h")
    assert not any("Tides" in line[:40] for line in terminal.lines[1:])
    terminal.press("q")
    assert terminal.wait_exit() == 0


def test_opening_marks_as_read_and_counts(terminal: Terminal) -> None:
    def unread() -> list[str]:
        return re.findall(r"▾ 上半年 +(\d+)", terminal.text)

    assert unread() == ["2"]
    terminal.press("enter")
    assert unread() == ["1"]
    terminal.press("m")
    assert unread() == ["2"]


@pytest.mark.parametrize("key", ["tab", "space", "enter"])
def test_an_article_that_is_only_shown_is_read_once_somebody_goes_into_it(
    key: str, library: Path, home: dict[str, str]
) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        assert "● 2021-04 春天的事" in terminal.text
        terminal.press(key)
        assert "● 2021-04 春天的事" not in terminal.text, terminal.text


def test_what_was_open_is_open_again_at_its_place(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("enter", "space", "space")
        terminal.wait_until_gone("第1段：")
        top = next(line for line in terminal.lines if "段：" in line)
        paragraph = top[top.index("第") : top.index("段") + 1]
        terminal.settle(0.5)
        terminal.press("q", "q")
        assert terminal.wait_exit() == 0
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for(paragraph)
        terminal.resize(60, 20)
        terminal.press("tab")
        terminal.wait_for(paragraph)


def test_state_survives_kill_9(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("enter", "s")
        assert "★" in terminal.text
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("★")


def test_next_unread_goes_across_categories(terminal: Terminal) -> None:
    for title in ("夏天的事，第1段", "秋天的事，第1段", "冬天的事，第1段"):
        terminal.press("n")
        terminal.wait_for(title)
    terminal.press("n")
    terminal.wait_for("The sea comes back.")


def test_space_reads_on_to_the_next_unread(terminal: Terminal) -> None:
    terminal.press("enter", "G")
    terminal.wait_for("春天的事，第40段")
    terminal.press("space")
    terminal.wait_for("夏天的事，第1段")


def test_mark_all_and_undo(terminal: Terminal) -> None:
    terminal.press("A")
    terminal.wait_for("5 articles marked read")
    assert "●" not in terminal.text
    terminal.press("v")
    terminal.wait_for("Everything is read")
    terminal.press("v", "v", "v", "u")
    terminal.wait_for("Undone")
    assert "●" in terminal.text


def test_one_pane_at_a_time_when_narrow(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), columns=60, rows=20, env=home) as terminal:
        terminal.wait_for("春天的事")
        assert "第1段" not in terminal.text
        terminal.press("enter")
        terminal.wait_for("春天的事，第1段")
        assert "四季" not in "".join(terminal.lines[5:])
        terminal.press("escape")
        terminal.wait_until_gone("第1段")
        terminal.resize(100, 30)
        terminal.wait_for("第1段")


def test_a_file_opens_with_the_keyboard_in_the_text(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library / "b" / "winter.md"), env=home) as terminal:
        terminal.wait_for("冬天的事，第1段")
        terminal.press("space")
        terminal.wait_until_gone("第1段：")
        terminal.press("K")
        terminal.wait_for("秋天的事，第1段")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_several_files_are_a_library(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library / "a" / "spring.md", library / "sea" / "tides.md"), env=home) as terminal:
        terminal.wait_for("English")
        terminal.settle()
        assert "下半年" not in terminal.text


def test_help_is_made_of_the_keys_as_they_are_set(library: Path, home: dict[str, str]) -> None:
    settings = Path(home["XDG_CONFIG_HOME"]) / "broadsheet" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[keys]\nstar.toggle = '*'\n", encoding="utf-8")
    with Terminal(reader_command(library), rows=60, env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("*")
        assert "★" in terminal.text
        terminal.press("?")
        terminal.wait_for("Esc closes")
        assert any(re.search(r" \*  star, or take the star away", line) for line in terminal.lines), terminal.text
        terminal.press("escape")
        terminal.wait_until_gone("Esc closes")


def test_the_palette_finds_a_command(terminal: Terminal) -> None:
    terminal.press("ctrl+p")
    terminal.wait_for("Next article")
    terminal.press(*"mark all")
    terminal.wait_until_gone("Next article")
    terminal.wait_for("Mark all listed as read")
    terminal.press("enter")
    terminal.wait_for("marked read")


def test_the_mouse_opens_and_goes_in(terminal: Terminal) -> None:
    row = next(number for number, line in enumerate(terminal.lines) if "夏天的事" in line)
    terminal.click(12, row)
    terminal.wait_for("夏天的事，第1段")
    terminal.click(12, row, times=2)
    terminal.press("j")
    terminal.wait_for("Esc back")


def test_the_wheel_and_the_scroll_bar_move_the_text(terminal: Terminal) -> None:
    for _ in range(4):
        terminal.wheel(60, 10, down=True)
    terminal.wait_until_gone("春天的事，第1段")
    for _ in range(4):
        terminal.wheel(60, 10, down=False)
    terminal.wait_for("春天的事，第1段")
    terminal.click(99, 27)
    terminal.wait_until_gone("春天的事，第1段")


def test_nothing_of_an_article_controls_the_terminal(tmp_path: Path, home: dict[str, str]) -> None:
    evil = "\x1b]0;owned\x07 \x1b[2J \x9b31m &#27;[31m &#x9b;5n \u202eabc \x00 end"
    body = f"<p>{evil}</p><pre>{evil}</pre><p>That is all."
    file = write_article(tmp_path / "papers", "evil.md", title="evil", categories=["x"], date="2021-01-01", body=body)
    with Terminal(reader_command(file), env=home) as terminal:
        terminal.wait_for("That is all.")
        terminal.settle()
    for sequence in (b"\x1b]0;", b"\x1b[2J\x20", b"\xc2\x9b", b"\x1b[5n", "\u202e".encode()):
        assert sequence not in terminal.written


def test_a_damaged_article_is_listed_with_its_problem(tmp_path: Path, home: dict[str, str]) -> None:
    (tmp_path / "broken.md").write_text(
        '---\ntitle: "Half open\ndate: Invalid Date\n---\n\nStill readable.\n', encoding="utf-8"
    )
    with Terminal(reader_command(tmp_path), env=home) as terminal:
        terminal.wait_for("Still readable.")
        assert "Half open" in terminal.text
        assert "! date" in terminal.text


def test_state_lives_in_the_config_folder(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("enter")
    connection = sqlite3.connect(Path(home["XDG_CONFIG_HOME"]) / "broadsheet" / "state.db")
    assert connection.execute("SELECT count(*) FROM readings WHERE read").fetchone() == (1,)
    connection.close()


def test_a_theme_is_chosen_and_remembered(library: Path, home: dict[str, str]) -> None:
    paper = b"251;248;241"
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        assert paper not in terminal.written
        terminal.press("ctrl+p")
        terminal.wait_for("Next article")
        terminal.press(*"choose a theme")
        terminal.wait_until_gone("Next article")
        terminal.wait_for("Choose a theme")
        terminal.press("enter")
        terminal.wait_for("broadsheet-dark")
        terminal.press(*"broadsheet-light")
        terminal.wait_until_gone("broadsheet-dark")
        assert paper not in terminal.written
        terminal.press("enter")
        terminal.wait(lambda: paper in terminal.written)
        terminal.press("Q")
        assert terminal.wait_exit() == 0
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        assert paper in terminal.written


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_the_terminal_is_left_as_it_was_when_the_system_ends_the_program(
    ending: signal.Signals, library: Path, home: dict[str, str]
) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.process.kill(ending)
        assert terminal.wait_exit() == 0
        assert b"\x1b[?1049l" in terminal.written
        assert b"\x1b[?1003l" in terminal.written


@pytest.mark.parametrize(("columns", "rows"), [(20, 5), (10, 3), (2, 1), (1, 1)])
def test_a_terminal_may_be_as_small_as_it_likes(columns: int, rows: int, library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), columns=columns, rows=rows, env=home) as terminal:
        terminal.settle()
        terminal.press("enter", "space", "j", "?", "escape", "t", "escape", "f", "escape", "L", "escape", "1", "escape")
        terminal.press("/", "a", "escape", "ctrl+p", "escape", "ctrl+f", "x", "escape", "z", "z", "y", "tab", "A", "v")
        terminal.resize(100, 30)
        terminal.wait_for("? help")
        terminal.press("Q")
        assert terminal.wait_exit() == 0


def test_the_text_stays_while_the_terminal_changes_its_size(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library / "a" / "spring.md"), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("space", "space")
        terminal.wait_until_gone("第1段：")
        top = next(line for line in terminal.lines if "段：" in line)
        paragraph = top[top.index("第") : top.index("段") + 1]
        for columns, rows in [(40, 12), (160, 45), (12, 4), (70, 8), (100, 30)]:
            terminal.resize(columns, rows)
        terminal.wait_for(paragraph)


def test_a_category_that_is_opened_at_the_bottom_shows_what_is_in_it(tmp_path: Path, home: dict[str, str]) -> None:
    for number in range(30):
        write_article(tmp_path / "many", f"{number}.md", title="x", categories=[f"C {number:02}"], date="2021-01-01")
    with Terminal(reader_command(tmp_path / "many"), env=home) as terminal:
        terminal.wait_for("C 05")
        terminal.settle()
        terminal.press("G", "enter")
        terminal.wait_for("▾ C 29")
        terminal.wait(lambda: "2021-01 x" in terminal.lines[-2])
