"""A person leaves the search open while the library changes, or while its texts cannot be indexed."""

from __future__ import annotations

from pathlib import Path

from tests.library_of import write_article
from tests.pseudo_terminal import Terminal, reader_command


def write(library: Path, name: str, title: str, body: str, day: int = 6) -> None:
    write_article(library, name, title=title, categories=["四季"], date=f"2021-04-{day:02} 08:00:00", body=body)


def hits(terminal: Terminal) -> list[str]:
    """Return the titles and lines of the hits."""
    return [line.split(None, 1)[1] for line in terminal.lines[2:-1] if line.startswith(" 2021-")]


def test_what_comes_is_listed_behind_the_hits_that_are_there(library: Path, terminal: Terminal) -> None:
    terminal.press("ctrl+f", *"的事")
    terminal.wait_for("4 found")
    terminal.press("down")
    before = hits(terminal)
    write(library, "new.md", "新的事", "x")
    terminal.wait_for("5 found", "新的事")
    assert hits(terminal)[:4] == before
    assert hits(terminal)[4].startswith("新的事")
    terminal.press("enter")
    terminal.wait_for("夏天的事，第1段")
    terminal.press("ctrl+f")
    terminal.wait_for("5 found")
    assert hits(terminal)[0].startswith("新的事")


def test_the_line_of_a_hit_follows_its_file(library: Path, home: dict[str, str]) -> None:
    write(library, "tide.md", "Tide", "<p>A needle before.</p>")
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("A needle before.")
        terminal.press("ctrl+f", *"needle")
        terminal.wait_for("1 found", "A needle before.")
        write(library, "tide.md", "Tide", "<p>A needle afterwards.</p>")
        terminal.wait_for("A needle afterwards.")
        terminal.wait_for("1 found")


def test_where_no_index_can_be_kept_the_files_are_read_and_the_reason_is_told_once(
    library: Path, home: dict[str, str]
) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("q")
        terminal.wait_exit()
    (index,) = Path(home["XDG_CACHE_HOME"]).glob("broadsheet/*.index.db")
    texts = index.with_name(index.name.replace(".index.", ".text."))
    texts.unlink(missing_ok=True)
    texts.mkdir()
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("ctrl+f", *"tide")
        terminal.wait_for("1 found · 0 of 5 indexed, the others are read", "no index of them can be kept")
        terminal.wait_until_gone("no index of them can be kept")
        terminal.press("escape", "ctrl+f", *"tide")
        terminal.wait_for("1 found")
        terminal.settle(1.5)
        assert "no index of them can be kept" not in terminal.text
