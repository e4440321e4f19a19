"""What the keys do, as it is shown to people."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from textual.dom import DOMNode

from reader import ui
from reader.domain.errors import SettingsError
from reader.settings import Settings
from reader.ui.app import check_keys
from reader.ui.keys import hints_of, key_name
from reader.ui.screens.reading import ReadingScreen


def nodes() -> Iterator[type[DOMNode]]:
    """Yield everything that binds keys."""
    for found in walk_packages(ui.__path__, "reader.ui."):
        module = import_module(found.name)
        for node in vars(module).values():
            is_own = isinstance(node, type) and node.__module__ == found.name
            if is_own and issubclass(node, DOMNode) and "BINDINGS" in vars(node):
                yield node


NODES = list(nodes())


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("space", "Space"),
        ("ctrl+r", "Ctrl+R"),
        ("shift+tab", "Shift+Tab"),
        ("j", "j"),
        ("G", "G"),
        ("question_mark", "?"),
        ("f1", "F1"),
    ],
)
def test_keys_are_written_for_people(key: str, name: str) -> None:
    assert key_name(key) == name


@pytest.mark.parametrize("node", NODES)
def test_every_binding_has_an_id_and_says_what_it_does(node: type[DOMNode]) -> None:
    hints = hints_of(node.BINDINGS, {})
    assert hints
    for hint in hints:
        assert "." in hint.id
        assert hint.description
        assert hint.action


def test_no_two_commands_share_an_id() -> None:
    seen: dict[str, str] = {}
    for node in NODES:
        for hint in hints_of(node.BINDINGS, {}):
            assert seen.setdefault(hint.id, hint.action) == hint.action, hint.id


def test_a_key_that_is_set_takes_the_place_of_the_usual_one() -> None:
    hints = {hint.id: hint.keys for hint in hints_of(ReadingScreen.BINDINGS, {"star.toggle": "x,f5"})}
    assert hints["star.toggle"] == "x F5"
    assert hints["read.toggle"] == "m"
    assert list(hints) == [hint.id for hint in hints_of(ReadingScreen.BINDINGS, {})]


def test_an_unknown_command_is_refused_with_those_that_exist() -> None:
    with pytest.raises(SettingsError, match=r"stars\.toggle is not .* did you mean star\.toggle\? Known are"):
        check_keys(Settings(keys={"stars.toggle": "f5"}), Path("config.toml"))
    check_keys(Settings(keys={"star.toggle": "f5"}), Path("config.toml"))


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"star.toggle": "m"}, "keys.star.toggle has the key m, which read.toggle has too"),
        ({"star.toggle": "ctrl+s,j"}, "keys.star.toggle has the key j, which (line|row).next has too"),
        ({"row.select": "f9", "star.toggle": "f9"}, "has the key F9, which (row.select|star.toggle) has too"),
        ({"help.open": "n"}, "keys.help.open has the key n, which (match|unread).next has too"),
        ({"box.down": "k"}, "keys.box.down has the key k, which box.up has too"),
        ({"zen.toggle": "?"}, r"keys.zen.toggle has the key \?, which help.open has too"),
    ],
)
def test_a_key_for_two_commands_at_a_time_is_refused(keys: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=rf"^config\.toml: .*{said}; give one of them another"):
        check_keys(Settings(keys=keys), Path("config.toml"))


@pytest.mark.parametrize(
    "keys",
    [
        {"star.toggle": "m", "read.toggle": "s"},
        {"row.select": "f9", "text.top": "f9"},
        {"box.close": "x", "help.close": "x"},
        {"star.toggle": "s, f5,"},
        {"match.next": "f3,n", "unread.next": "n"},
    ],
)
def test_keys_that_are_swapped_or_never_work_together_are_taken(keys: dict[str, str]) -> None:
    check_keys(Settings(keys=keys), Path("config.toml"))
