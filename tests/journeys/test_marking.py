"""Marks, selections and views that follow a person's reading: the real program in a real pseudo-terminal."""

from __future__ import annotations

import re
from pathlib import Path

from tests.library_of import write_article
from tests.pseudo_terminal import Terminal, reader_command

HALF = ["四季", "上半年"]


def configure(home: dict[str, str], text: str) -> None:
    folder = Path(home["XDG_CONFIG_HOME"]) / "broadsheet"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(text, encoding="utf-8")


def listed(terminal: Terminal) -> list[str]:
    """Return the part of each line that the list takes."""
    return [line[:36] for line in terminal.lines]


def unread(terminal: Terminal) -> list[str]:
    """Return the articles of March that the list shows as unread."""
    return re.findall(r"● +2021-03 (Day \d+)", terminal.text)


def test_what_was_just_read_stays_listed_until_its_category_is_left(terminal: Terminal, library: Path) -> None:
    terminal.press("v")
    terminal.wait_for("Unread ")
    terminal.press("enter", "n")
    terminal.wait_for("夏天的事，第1段")
    write_article(library, "a/new.md", title="谷雨", categories=HALF, date="2021-04-20 08:00:00")
    terminal.wait_for("● 2021-04 谷雨")
    terminal.settle()
    assert "  2021-04 春天的事" in terminal.text
    assert "  2021-04 夏天的事" in terminal.text
    terminal.press("K")
    terminal.wait_for("春天的事，第1段")
    terminal.press("J", "J")
    terminal.wait_for("秋天的事，第1段")
    terminal.settle()
    assert "● 2021-04 谷雨" in terminal.text
    assert not [line for line in listed(terminal) if "春天的事" in line or "夏天的事" in line]
    assert [line for line in listed(terminal) if "  2021-04 秋天的事" in line]


def test_a_category_that_is_left_goes_when_all_of_it_is_read_and_the_cursor_stays(terminal: Terminal) -> None:
    terminal.press("v", "m", "j", "m", "j", "enter")
    assert "  2021-04 春天的事" in terminal.text
    assert "  2021-04 夏天的事" in terminal.text
    terminal.press("j")
    terminal.settle()
    assert not [line for line in listed(terminal) if "上半年" in line]
    terminal.press("m")
    assert [line for line in listed(terminal) if "  2021-04 秋天的事" in line], terminal.text


def test_what_stayed_goes_with_the_view(terminal: Terminal) -> None:
    terminal.press("v", "m")
    assert "  2021-04 春天的事" in terminal.text
    terminal.press("v", "v", "v", "v")
    terminal.wait_for("Unread ")
    terminal.settle()
    assert not [line for line in listed(terminal) if "春天的事" in line]


def test_several_articles_are_selected_and_marked_together(terminal: Terminal, library: Path) -> None:
    terminal.press("x", "x")
    terminal.wait_for("2 selected")
    assert terminal.text.count("✓") == 2
    write_article(library, "a/new.md", title="谷雨", categories=HALF, date="2021-04-20 08:00:00")
    terminal.wait_for("谷雨")
    terminal.settle()
    assert [line[0] for line in terminal.lines if "天的事" in line[:36]][:2] == ["✓", "✓"]
    assert "✓" not in next(line for line in terminal.lines if "谷雨" in line)
    terminal.press("s")
    terminal.wait_for("2 articles starred. u undoes it")
    assert terminal.text.count("★") == 2
    terminal.press("u")
    terminal.wait_for("Undone: 2 articles starred. Ctrl+R redoes it")
    assert "★" not in terminal.text
    terminal.press("escape")
    terminal.wait_until_gone("selected")
    terminal.press("g", "j", "j", "j", "s")
    terminal.wait_for("1 article starred")


def test_what_stands_above_and_below_is_marked_in_its_category(library: Path, home: dict[str, str]) -> None:
    for day in range(10, 15):
        write_article(library, f"a/{day}.md", title=f"Day {day}", categories=HALF, date=f"2021-03-{day} 08:00:00")
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.settle()
        terminal.press("j", "j", "j", "<")
        terminal.wait_for("3 articles marked read. u undoes it")
        assert unread(terminal) == ["Day 13", "Day 12", "Day 11", "Day 10"]
        terminal.press("u")
        terminal.wait_for("Undone: 3 articles marked read")
        terminal.press(">")
        terminal.wait_for("3 articles marked read. u undoes it")
        assert unread(terminal) == ["Day 14", "Day 13"]
        terminal.press(">")
        terminal.wait_for("Nothing below is unread.")


def test_what_stands_below_is_marked_although_its_category_is_closed(terminal: Terminal) -> None:
    terminal.press("h", "h", "tab", ">")
    terminal.wait_for("1 article marked read. u undoes it")


def test_every_mark_says_what_was_done_and_how_it_is_undone(terminal: Terminal) -> None:
    for key, said in [
        ("m", "1 article marked read. u undoes it"),
        ("m", "1 article marked unread. u undoes it"),
        ("s", "1 article starred. u undoes it"),
        ("A", "5 articles marked read. u undoes it"),
        ("u", "Undone: 5 articles marked read."),
        ("ctrl+r", "Redone: 5 articles marked read. u undoes it"),
    ]:
        terminal.press(key)
        terminal.wait_for(said)


def test_a_key_that_was_changed_is_the_one_that_is_told(library: Path, home: dict[str, str]) -> None:
    configure(home, '[keys]\nchange.undo = "U"\n')
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("s")
        terminal.wait_for("1 article starred. U undoes it")


def test_what_is_half_read_is_listed_to_go_on_with(terminal: Terminal, library: Path, home: dict[str, str]) -> None:
    terminal.press("enter", "space", "space", "J", "space", "q")
    terminal.wait_for("◑  2021-04")
    terminal.press("v", "v", "v")
    terminal.wait_for("Continue reading")
    terminal.settle(1.2)
    listed = [line[:36].split() for line in terminal.lines if "%" in line[:36]]
    assert [row[2] for row in listed] == ["夏天的事", "春天的事"]
    assert 0 < int(listed[0][1].rstrip("%")) < int(listed[1][1].rstrip("%")) < 100
    terminal.press("Q")
    assert terminal.wait_exit() == 0
    with Terminal(reader_command(library), env=home) as again:
        again.wait_for("Last read first")
        again.settle()
        again.press("v", "v", "v", "v", "enter")
        again.settle()
        again.press("G")
        again.wait_for("done")
        again.settle()
        assert len([line for line in again.lines if "%" in line[:36]]) == 1
        again.press("J")
        again.wait_for("春天的事，第")
        again.press("v", "v", "v", "v")
        again.wait_for("Continue reading")
        again.settle()
        assert not any("夏天的事" in line[:36] for line in again.lines)


def test_an_article_counts_as_read_at_its_end(library: Path, home: dict[str, str]) -> None:
    configure(home, 'mark_read = "at end"\n')
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("enter", "space")
        terminal.settle(1.2)
        assert not any("  2021-04 春天的事" in line[:36] for line in terminal.lines), terminal.text
        terminal.press("G")
        terminal.wait_for("  2021-04 春天的事")
        terminal.press("q", "g", "enter")
        terminal.wait_for("Tides")


def test_an_article_that_fits_on_the_screen_is_at_its_end_when_it_is_opened(
    tmp_path: Path, home: dict[str, str]
) -> None:
    configure(home, 'mark_read = "at end"\n')
    library = tmp_path / "short"
    for number in (1, 2):
        write_article(
            library, f"{number}.md", title=f"No. {number}", categories=["A"], date=f"2021-04-0{number}", body="x"
        )
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("● 2021-04 No. 2")
        terminal.settle()
        terminal.press("enter")
        terminal.wait_for("  2021-04 No. 2")
        assert "● 2021-04 No. 1" in terminal.text


def test_an_article_never_counts_as_read_by_itself(library: Path, home: dict[str, str]) -> None:
    configure(home, 'mark_read = "manual"\n')
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("enter", "G")
        terminal.settle(1.2)
        assert "● 2021-04 春天的事" in terminal.text
        terminal.press("m")
        terminal.wait_for("  2021-04 春天的事")


def test_a_wrong_time_to_mark_is_one_clear_line(library: Path, home: dict[str, str]) -> None:
    configure(home, 'mark_read = "sometimes"\n')
    with Terminal(reader_command(library), columns=200, env=home) as terminal:
        assert terminal.wait_exit() == 2
        assert 'config.toml: mark_read must be "on open", "at end" or "manual"' in terminal.text
        assert len([line for line in terminal.lines if line]) == 1
