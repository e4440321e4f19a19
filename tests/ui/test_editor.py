"""The user's editor is run on the files as it is set, by no shell."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from reader.domain.errors import SettingsError
from reader.ui.editor import edit, editor_command


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, ["code", "--wait"]),
        ({"VISUAL": " ", "EDITOR": "vi"}, ["vi"]),
        ({"EDITOR": "'/opt/my editor/run' -n"}, ["/opt/my editor/run", "-n"]),
        ({"EDITOR": "vi; rm -rf $HOME"}, ["vi;", "rm", "-rf", "$HOME"]),
    ],
)
def test_the_words_of_the_command(environment: dict[str, str], words: list[str]) -> None:
    assert editor_command(environment) == words


@pytest.mark.parametrize("environment", [{}, {"EDITOR": ""}, {"VISUAL": "vi 'x"}])
def test_without_a_command_it_says_what_to_do(environment: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"EDITOR|VISUAL"):
        editor_command(environment)


def test_no_shell_reads_the_name_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a; touch b $(touch c).md"
    edit(["touch"], [file])
    assert [found.name for found in tmp_path.iterdir()] == [file.name]


def test_what_cannot_be_run_is_said(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(SettingsError, match="no-such-editor"):
        edit(["no-such-editor"], [tmp_path / "a.md"])
    assert signal.getsignal(signal.SIGINT) is before
