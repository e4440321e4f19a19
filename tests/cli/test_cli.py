"""The command line: pages as text, and mistakes in one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import main
from reader.render.cells import cell_width
from tests.library_of import write_article
from tests.pseudo_terminal import PROJECT, Terminal, reader_command


@pytest.fixture
def article(tmp_path: Path) -> Path:
    body = "<p>一行字，<strong>“加粗。”</strong>他说。</p><pre><code>x = 1\n\ty</code></pre>"
    return write_article(
        tmp_path, "one.md", title="题目", categories=["甲", "乙"], date="2021-11-23 08:00:00", body=body
    )


def run(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(reader_command(*arguments), capture_output=True, check=False, cwd=PROJECT)


def test_a_file_is_printed_where_there_is_no_terminal(article: Path) -> None:
    done = run(article)
    text = done.stdout.decode()
    assert done.returncode == 0
    assert text.splitlines()[0] == "题目"
    assert "一行字，“加粗。”他说。" in text
    assert "\x1b" not in text
    assert not done.stderr


def test_print_takes_a_width(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print", str(article), "--width", "20"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "一行字，“加粗。”" in lines
    assert all(cell_width(line) <= 20 for line in lines)


def test_several_files_are_printed_one_after_the_other(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print", str(article), str(article)]) == 0
    assert capsys.readouterr().out.count("题目") == 2


@pytest.mark.parametrize("name", ["print", "list", "search", "state", "doctor"])
def test_a_file_called_like_a_command_is_opened_with_its_folder(
    name: str, article: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    article.rename(article.with_name(name))
    monkeypatch.chdir(article.parent)
    assert main([f"./{name}"]) == 0
    assert "题目" in capsys.readouterr().out


def test_print_leaves_no_state(article: Path, home: Path) -> None:
    assert main(["print", str(article)]) == 0
    assert not home.exists()


def test_print_has_colours_on_a_terminal_that_wants_them(article: Path) -> None:
    with Terminal(reader_command("print", article)) as terminal:
        assert terminal.wait_exit() == 0
    assert b"\x1b[1m" in terminal.written
    with Terminal(reader_command("print", article), env={"NO_COLOR": "1"}) as terminal:
        assert terminal.wait_exit() == 0
    assert b"\x1b[" not in terminal.written


def test_what_is_interrupted_ends_without_a_word(
    article: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reader.cli.printing.run", interrupt)
    assert main(["print", str(article)]) == 130
    assert capfd.readouterr() == ("", "")


def test_a_pipe_that_is_closed_early_is_no_error(article: Path) -> None:
    command = " ".join(f"'{word}'" for word in reader_command("print", *[article] * 200)) + " | head -n 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False, cwd=PROJECT)
    assert done.stdout.decode().strip() == "题目"
    assert not done.stderr


MISTAKES = {
    "missing file": (["missing.md"], "missing.md"),
    "missing folder": (["nowhere/"], "nowhere"),
    "folder without articles": (["empty"], "empty"),
    "binary": (["picture.md"], "picture.md"),
    "one of several missing": (["one.md", "missing.md"], "missing.md"),
    "folder among files": (["one.md", "empty"], "empty"),
    "print of a missing file": (["print", "missing.md"], "missing.md"),
    "print of a folder": (["print", "empty"], "empty"),
    "print too narrow": (["print", "one.md", "--width", "3"], "--width"),
}


@pytest.mark.parametrize("name", MISTAKES)
@pytest.mark.usefixtures("article")
def test_a_mistake_is_one_line_and_status_2(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    words, named = MISTAKES[name]
    arguments = [str(tmp_path / word) if word not in ("print", "--width", "3") else word for word in words]
    with Terminal(reader_command(*arguments), columns=300) as terminal:
        assert terminal.wait_exit() == 2
    written = terminal.written.decode().strip()
    assert "\n" not in written
    assert "\x1b" not in written, "the terminal was left as it was"
    assert named in written
    assert written.startswith("reader: ")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("measure = 1000", "measure"),
        ("[keys]\nno.such = 'x'", "no.such"),
        ("= 1", "line 1"),
        ("[keys]\nstar.toggle = 'm'", "read.toggle"),
    ],
)
def test_a_mistake_in_the_settings_names_file_and_key(
    text: str, named: str, article: Path, settings_file: Path
) -> None:
    settings_file.write_text(text, encoding="utf-8")
    with Terminal(reader_command(article), columns=1000) as terminal:
        assert terminal.wait_exit() == 2
    written = terminal.written.decode().strip()
    assert str(settings_file) in written
    assert named in written
    assert "\n" not in written


def test_the_library_of_the_settings_opens(article: Path, settings_file: Path) -> None:
    settings_file.write_text(f"library = '{article.parent}'", encoding="utf-8")
    with Terminal(reader_command()) as terminal:
        terminal.wait_for("题目")


@pytest.mark.parametrize("words", [[], ["list"], ["search", "x"], ["doctor"]])
def test_a_library_of_the_settings_that_is_gone_is_named_with_its_settings(
    words: list[str], settings_file: Path
) -> None:
    settings_file.write_text("library = '/no/such/folder'", encoding="utf-8")
    with Terminal(reader_command(*words), columns=300) as terminal:
        assert terminal.wait_exit() == (1 if words == ["doctor"] else 2)
        assert f"{settings_file}: library: there is no folder /no/such/folder" in terminal.text


def test_without_settings_the_samples_open_with_start_here() -> None:
    with Terminal(reader_command()) as terminal:
        terminal.wait_for("Welcome", "Start here")


def test_help_and_version_say_where_things_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    assert "config.toml" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("Broadsheet ")


def test_a_name_cannot_write_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print", str(tmp_path / "no\x1b]0;x\x07\u202e\nfile.md")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert not {"\x1b", "\x07", "\u202e"} & set(error)


def test_what_is_wrong_with_a_name_is_said_also_without_a_terminal(tmp_path: Path) -> None:
    done = run(tmp_path / "no.md")
    assert done.returncode == 2
    assert "no.md: no such file or folder" in done.stderr.decode()
    done = run(tmp_path / f"{'x' * 5000}.md")  # no system looks for it
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1


def test_an_unknown_option_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--colour", "x.md"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "--colour" in error
    assert "./-name" in error


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("words", [["print", "{file}"], ["list", "{folder}"], ["search", "题", "{folder}"]])
def test_a_full_disk_is_one_line(words: list[str], article: Path) -> None:
    command = reader_command(*[word.format(file=article, folder=article.parent) for word in words])
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, cwd=PROJECT)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("reader: standard output: ")
    assert done.stderr.count(b"\n") == 1


def test_a_terminal_that_cannot_be_drawn_on_is_told_so(article: Path) -> None:
    with Terminal(reader_command(article.parent), env={"TERM": "dumb"}) as terminal:
        assert terminal.wait_exit() == 2
        assert any("no terminal" in line for line in terminal.lines)


@pytest.mark.parametrize("words", [["print", "{file}"], ["list", "{folder}"], ["search", "题", "{folder}"], ["doctor"]])
def test_a_command_that_prints_does_not_load_textual(words: list[str], article: Path) -> None:
    words = [word.format(file=article, folder=article.parent) for word in words]
    script = f"import sys, reader.cli; print(reader.cli.main({words}), 'textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert done.stdout.splitlines()[-1] == "0 False"
