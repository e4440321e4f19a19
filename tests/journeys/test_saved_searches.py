"""A person keeps a search, and reads what it finds from the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library_of import write_article
from tests.pseudo_terminal import Terminal, reader_command

KEPT = '# mine\nmeasure = 66  # narrow\n\n[searches]\nseasons = "的事 is:unread"  # all four\n'


@pytest.fixture
def config(home: dict[str, str]) -> Path:
    file = Path(home["XDG_CONFIG_HOME"]) / "broadsheet" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(KEPT, encoding="utf-8")
    return file


def titles(terminal: Terminal) -> list[str]:
    """Return what stands in the second to the fifth row of the list."""
    return [line.partition("2021-04")[2].split()[0] for line in terminal.lines[2:6]]


def row(name: str, unread: int | None) -> str:
    return f"⌕ {name}".ljust(31) + str(unread or " ")


def test_a_search_is_kept_under_a_name_and_stands_at_the_top_of_the_list(
    library: Path, home: dict[str, str], config: Path
) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("ctrl+f", *"tide")
        terminal.wait_for("1 found")
        terminal.press("ctrl+s")
        terminal.wait_for("Enter saves")
        terminal.press(*(["backspace"] * 4), *"seasons")
        terminal.wait_for("in the place of 的事 is:unread")
        terminal.press(*(["backspace"] * 7), *"water", "enter")
        terminal.wait_for("water stands at the top of the list now.")
        terminal.press("escape")
        terminal.wait_for("⌕ water")
    assert config.read_text(encoding="utf-8") == KEPT + 'water = "tide"\n'
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for(row("water", 1))
        assert [row("seasons", 4) in terminal.lines[1], row("water", 1) in terminal.lines[2]] == [True, True]


def test_a_saved_search_opens_to_its_articles_and_they_stay_while_they_are_read(
    library: Path, home: dict[str, str], config: Path
) -> None:
    assert config.exists()
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for(row("seasons", 4))
        terminal.press("g", "enter")
        terminal.wait_for("● 2021-04 冬天的事")
        assert titles(terminal) == ["春天的事", "夏天的事", "秋天的事", "冬天的事"]
        terminal.press("j", "j", "enter")
        terminal.wait_for("夏天的事，第1段")
        terminal.wait_for(row("seasons", 3))
        assert titles(terminal) == ["春天的事", "夏天的事", "秋天的事", "冬天的事"]
        terminal.press("n")
        terminal.wait_for("秋天的事，第1段")
        terminal.press("n", "n")
        terminal.wait_for("春天的事，第1段")
        terminal.press("n")
        terminal.wait_for("Nothing more here is unread.")
        terminal.wait_for(row("seasons", None))


def test_another_search_under_the_same_name_lists_what_it_finds_itself(
    library: Path, home: dict[str, str], config: Path
) -> None:
    assert config.exists()
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for(row("seasons", 4))
        terminal.press("g", "enter", "j")
        terminal.wait_for("● 2021-04 冬天的事")
        terminal.press("ctrl+f", *"tide", "ctrl+s", *(["backspace"] * 4), *"seasons", "enter")
        terminal.wait_for("seasons stands at the top of the list now.")
        terminal.press("escape")
        terminal.wait_for(row("seasons", 1))
        terminal.settle()
        assert "Tides" in terminal.lines[2]
        assert "▸" in terminal.lines[3] or "▾" in terminal.lines[3]


def test_a_saved_search_follows_files(library: Path, home: dict[str, str], config: Path) -> None:
    assert config.exists()
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for(row("seasons", 4))
        terminal.press("g", "enter")
        terminal.wait_for("● 2021-04 冬天的事")
        write_article(library, "new.md", title="新的事", categories=["四季"], date="2021-04-06 08:00:00", body="x")
        terminal.wait_for(row("seasons", 5))
        terminal.wait_for("● 2021-04 新的事")
        terminal.settle()
        assert "新的事" in terminal.lines[2]


def test_a_search_that_cannot_be_kept_says_why_and_loses_nothing(
    library: Path, home: dict[str, str], config: Path
) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        config.write_text("measure = = 3", encoding="utf-8")
        terminal.press("ctrl+f", *"tide", "ctrl+s", "enter")
        terminal.wait_for("TOML")
        terminal.wait_for("1 found")
    assert config.read_text(encoding="utf-8") == "measure = = 3"


def test_a_wrong_search_in_the_settings_is_one_line(library: Path, home: dict[str, str], config: Path) -> None:
    config.write_text('[searches]\nsea = "titel:x"\n', encoding="utf-8")
    with Terminal(reader_command(library), env=home, columns=160) as terminal:
        assert terminal.wait_exit() == 2
        assert f"reader: {config}: searches.sea: titel: no such field" in terminal.text
