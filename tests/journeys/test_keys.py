"""A person works with the keys: jumps in the text, opens links, hands articles on."""

from __future__ import annotations

import base64
import re
import shutil
import signal
import stat
from pathlib import Path

import pytest

from tests.library_of import write_article, write_library
from tests.pseudo_terminal import Terminal, home_of, reader_command

PARAGRAPHS = "".join(f"<p>Line {number} of the part.</p>" for number in range(20))
BODY = (
    '<p>See <a href="https://one.example/a">one</a>, <a href="https://two.example/b">two</a> and '
    '<a href="javascript:alert(1)">three</a>.</p>'
    f"<h2>First part</h2>{PARAGRAPHS}<h3>A <b>smaller</b> part</h3>{PARAGRAPHS}<h2>Last part</h2>{PARAGRAPHS}"
)
ADDRESS = "https://example.com/article"
COPY = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = write_library(tmp_path / "library")
    extra = f"url: {ADDRESS}\n"
    write_article(folder, "web.md", title="Web", categories=["Web"], date="2023-01-01 08:00", body=BODY, extra=extra)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """Make a home with a browser and an editor that write down what they are told."""
    home = home_of(tmp_path / "home")
    for name in ("browser", "editor"):
        script = tmp_path / name
        script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >>"{tmp_path}/{name}.told"\n', encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return {**home, "BROWSER": str(tmp_path / "browser"), "VISUAL": f"'{tmp_path / 'editor'}' --wait", "EDITOR": "no"}


def told(tmp_path: Path, name: str) -> list[str]:
    return (tmp_path / f"{name}.told").read_text(encoding="utf-8").splitlines()


def copied(terminal: Terminal) -> str:
    return base64.b64decode(COPY.findall(terminal.written)[-1]).decode()


def wait_until_back(terminal: Terminal) -> None:
    """Wait until the program has taken the terminal again that it had lent out."""
    terminal.wait(lambda: terminal.written.count(b"\x1b[?1049h") == 2)
    terminal.settle()


def set_keys(home: dict[str, str], keys: str) -> None:
    settings = Path(home["XDG_CONFIG_HOME"]) / "broadsheet" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[keys]\n{keys}\n", encoding="utf-8")


def test_a_link_is_opened_by_the_letters_over_it(library: Path, home: dict[str, str], tmp_path: Path) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        terminal.press("f")
        terminal.wait_for("Type the letters")
        assert "See fne¹, jwo² and three." in terminal.text
        terminal.press("x", "escape")
        terminal.wait_for("See one¹, two² and three.")
        terminal.press("f", "j")
        terminal.wait_for("Opened https://two.example/b")
    assert told(tmp_path, "browser") == ["https://two.example/b"]


def test_letters_go_when_the_links_move(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        terminal.press("f")
        terminal.wait_for("See fne")
        terminal.resize(80, 24)
        terminal.wait_until_gone("Type the letters")
        terminal.wait_for("See one")


def test_without_a_link_on_the_screen_it_says_so(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library / "a" / "spring.md"), env=home) as terminal:
        terminal.wait_for("春天的事，第1段")
        terminal.press("f")
        terminal.wait_for("No link on the screen")
        terminal.press("t")
        terminal.wait_for("no headings")


@pytest.mark.parametrize("columns", [60, 100])
def test_the_outline_leads_to_a_heading(columns: int, library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), columns=columns, env=home) as terminal:
        terminal.wait_for("? help")
        terminal.settle()
        terminal.press("t")
        terminal.wait_for("Outline")
        assert "    A smaller part" in terminal.text
        terminal.press("j", "j", "enter")
        terminal.wait_until_gone("Outline")
        assert "A smaller part" in "".join(terminal.lines[1:4])
        terminal.press("t", "G", "enter")
        terminal.wait_until_gone("Outline")
        assert "Last part" in "".join(terminal.lines[1:4])


def test_brackets_go_from_heading_to_heading(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        terminal.settle()
        terminal.press("]")
        assert "First part" in "".join(terminal.lines[1:4])
        terminal.press("]", "j", "j")
        terminal.press("[")
        assert "A smaller part" in "".join(terminal.lines[1:4])
        terminal.press("[", "[")
        terminal.wait_for("See one")
        terminal.press("]", "]", "]", "]")
        terminal.wait_for("No heading further down.")


def test_an_article_and_its_address_are_copied(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        terminal.press("y")
        terminal.wait_for(f"Copied {ADDRESS}")
        assert copied(terminal) == ADDRESS
        terminal.press("Y")
        terminal.wait_for("Copied the article as Markdown")
        text = copied(terminal)
        assert text.startswith(f"# Web\n\n2023-01-01 · <{ADDRESS}>\n\nSee [one](https://one.example/a)")
        assert "\n### A **smaller** part\n" in text


def test_in_the_list_the_article_under_the_cursor_is_meant(library: Path, home: dict[str, str], tmp_path: Path) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        terminal.press("g", "enter", "j", "y")
        assert copied(terminal) == "https://example.com/tides"
        terminal.press("e")
        wait_until_back(terminal)
        terminal.press("o")
        terminal.wait_for("Opened https://example.com/tides")
    assert told(tmp_path, "editor") == ["--wait", str(library / "sea" / "tides.md")]
    assert told(tmp_path, "browser") == ["https://example.com/tides"]


def test_what_is_selected_is_handed_on_together(library: Path, home: dict[str, str], tmp_path: Path) -> None:
    file = write_article(library, "lost.md", title="Lost", categories=["Web"], date="2022-01-01 08:00", body="x")
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        terminal.wait_for("Lost")
        terminal.press("g", "enter", "j", "x")
        terminal.wait_for("1 selected")
        terminal.press("j", "x", "x")
        terminal.wait_for("3 selected")
        terminal.press("y")
        terminal.wait_for("Copied 2 addresses")
        assert copied(terminal) == f"https://example.com/tides\n{ADDRESS}"
        terminal.press("Y")
        terminal.wait_for("Copied 3 articles as Markdown")
        assert re.findall("^# .*", copied(terminal), re.MULTILINE) == ["# Tides", "# Web", "# Lost"]
        terminal.press("e")
        wait_until_back(terminal)
        terminal.press("o")
        terminal.wait_for("Opened 2 pages.")
    assert told(tmp_path, "browser") == ["https://example.com/tides", ADDRESS]
    files = [library / "sea" / "tides.md", library / "web.md", file]
    assert told(tmp_path, "editor") == ["--wait", *map(str, files)]


def test_more_than_a_few_selected_pages_are_not_opened(tmp_path: Path, home: dict[str, str]) -> None:
    for number in range(11):
        extra = f"url: https://example.com/{number}\n"
        write_article(tmp_path / "many", f"{number}.md", title="x", categories=["M"], date="2023-02-01", extra=extra)
    with Terminal(reader_command(tmp_path / "many"), env=home) as terminal:
        terminal.wait_for("x，第1段")
        terminal.press("g", "x", "o")
        terminal.wait_for("11 articles are selected; at most 10 go on at once.")
        terminal.press("y")
        terminal.wait_for("Copied 11 addresses")
    assert not (tmp_path / "browser.told").exists()


CTRL_C = "\x03"


@pytest.mark.parametrize(
    ("keys", "box"),
    [
        (["/"], "Filter"),
        (["ctrl+f"], "Search the text"),
        (["tab", "/"], "Find"),
        (["t"], "Outline"),
        (["L"], "Links"),
        (["f"], "Type the letters"),
        (["?"], "Esc closes"),
        ([":"], "Search for commands"),
    ],
)
def test_ctrl_c_leaves_a_box_and_ctrl_q_quits(keys: list[str], box: str, library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        terminal.settle()
        terminal.press(*keys)
        terminal.wait_for(box)
        terminal.press(CTRL_C)
        terminal.wait_until_gone(box)
        terminal.wait_for("See one")
        assert terminal.process.isalive()
        terminal.press(*keys[-1:])
        terminal.wait_for(box)
        terminal.press("\x11")
        assert terminal.wait_exit() == 0


def test_ctrl_c_leaves_the_name_of_a_search_before_the_search(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        terminal.settle()
        terminal.press("ctrl+f", *"sea")
        terminal.wait_for("found")
        terminal.press("ctrl+s")
        terminal.wait_for("Enter saves")
        terminal.press(CTRL_C)
        terminal.wait_until_gone("Enter saves")
        terminal.wait_for("found")
        terminal.press(CTRL_C)
        terminal.wait_for("See one")


def test_nothing_that_would_be_obeyed_is_copied(tmp_path: Path, home: dict[str, str]) -> None:
    evil = "<p>a\x1b[31mb \x9b5n \x07c &#27;]52;c;QQ&#7; \u202ed</p><pre>e\x00f\x1b[2J\n\tg</pre>"
    file = write_article(tmp_path, "evil.md", title="E\x1b[1mvil", categories=["x"], date="2021-01-01", body=evil)
    with Terminal(reader_command(file), env=home) as terminal:
        terminal.wait_for("Evil")
        terminal.press("Y")
        terminal.wait_for("Copied the article")
        text = copied(terminal)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text), ascii(text)
    assert b"]52;c;QQ" not in terminal.written


def test_an_editor_has_the_file_and_the_text_is_read_again(library: Path, home: dict[str, str], tmp_path: Path) -> None:
    file = library / "web.md"
    (tmp_path / "editor").write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" >"{tmp_path}/editor.told"\n'
        f'stty -a >"{tmp_path}/stty"\nsed -i s/See/Behold/ "$2"\n',
        encoding="utf-8",
    )
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        terminal.press("e")
        wait_until_back(terminal)
        terminal.wait_for("Behold one")
        assert b"\x1b[?1049l" in terminal.written
        terminal.press("tab", "q", "q")
        assert terminal.wait_exit() == 0
    assert told(tmp_path, "editor") == ["--wait", str(file)]
    assert " icanon" in (tmp_path / "stty").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("visual", "said"),
    [
        ("", "no editor is set; set EDITOR"),
        ("no-such-editor -x", "no-such-editor: "),
        ("vi 'x", "VISUAL is no command"),
    ],
)
def test_what_is_wrong_with_the_editor_is_said(visual: str, said: str, library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env={**home, "VISUAL": visual, "EDITOR": ""}) as terminal:
        terminal.wait_for("See one")
        terminal.press("e")
        terminal.wait_for(said)
        terminal.wait_for("See one")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_a_browser_that_cannot_be_started_is_not_said_to_have_opened_anything(
    library: Path, home: dict[str, str], tmp_path: Path
) -> None:
    with Terminal(reader_command(library), env={**home, "BROWSER": str(tmp_path / "none")}) as terminal:
        terminal.wait_for("See one")
        terminal.press("o")
        terminal.wait_for("could not be started")
        assert "Opened" not in terminal.text


def test_escape_never_quits_and_keys_without_a_meaning_do_nothing(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("%")
        terminal.settle()
        before = terminal.text
        terminal.press("escape", "escape", "escape", "w", "X", "%", "ctrl+b", "\x1b[20~")
        assert terminal.text == before
        terminal.press("tab", "escape", "escape", "?", "escape", "escape", "L", "escape", "escape", "/", "escape")
        terminal.press("escape", "ctrl+f", "escape", "escape", "f", "escape", "t", "escape", "escape", "escape")
        assert terminal.process.isalive()
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_a_key_that_is_held_down_ends_at_the_last_article(library: Path, home: dict[str, str]) -> None:
    with Terminal(reader_command(library), env=home) as terminal:
        terminal.wait_for("See one")
        terminal.press("J" * 40)
        terminal.wait_for("No more articles.")
        terminal.press("n" * 40)
        terminal.wait_for("Everything is read.")
        assert "●" not in terminal.text


def test_every_key_can_be_set_also_those_of_boxes_and_prompts(library: Path, home: dict[str, str]) -> None:
    set_keys(
        home,
        "outline.open = 'f6'\nbox.close = 'x'\nlink.hint = 'f7'\nhints.close = 'f8'\nhelp.close = 'x'\n"
        "prompt.leave = 'f8'\nsearch.leave = 'f8'\nunread.next = 'ctrl+n'\n"
        "link.number = 'f9'\n",
    )
    with Terminal(reader_command(library), rows=60, env=home) as terminal:
        terminal.wait_for("See one")
        terminal.press("t", "f")
        assert "Outline" not in terminal.text
        assert "Type the letters" not in terminal.text
        terminal.press("\x1b[17~")
        terminal.wait_for("Outline")
        terminal.press("x")
        terminal.wait_until_gone("Outline")
        terminal.press("\x1b[18~")
        terminal.wait_for("Type the letters")
        terminal.press("\x1b[19~")
        terminal.wait_until_gone("Type the letters")
        terminal.press("?")
        terminal.wait_for("F6  outline of the article")
        terminal.press("x", "/")
        terminal.wait_for("Find")
        terminal.press("\x1b[19~", "\x1b[20~")
        terminal.wait_for("1 to 2")
        terminal.press("2")
        terminal.wait_for("Enter opens https://two.example/b")
        terminal.press("\x1b[19~", "ctrl+n")
        terminal.wait_for("春天的事，第1段")


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs a shell with job control")
def test_it_goes_to_the_background_and_comes_back(library: Path, home: dict[str, str]) -> None:
    with Terminal(["bash", "--norc", "-i"], env={**home, "PS1": "ready> "}) as terminal:
        terminal.wait_for("ready>")
        terminal.press(" ".join(f"'{word}'" for word in reader_command(library)) + "\r")
        terminal.wait_for("See one")
        terminal.press("ctrl+z")
        terminal.wait_for("ready>")
        assert terminal.written.rindex(b"\x1b[?1049l") > terminal.written.rindex(b"\x1b[?1049h")
        terminal.press(*"fg", "enter")
        terminal.wait_for("See one")
        terminal.press("tab", "space")
        terminal.wait_until_gone("See one")
        terminal.press("Q")
        terminal.wait_for("ready>")
        terminal.process.kill(signal.SIGKILL)
