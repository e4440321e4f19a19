"""What the keys do, as it is shown to people."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.dom import DOMNode

from reader.domain.errors import SettingsError
from reader.settings import Settings
from reader.ui.app import ReaderApp, check_keys
from reader.ui.keys import binding_ids, hints_of, key_name
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.hints import HintsScreen
from reader.ui.screens.list_box import ListBox
from reader.ui.screens.reading import ReadingScreen
from reader.ui.screens.search import SearchScreen
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.prompt import Prompt
from reader.ui.widgets.sidebar import Sidebar

NODES: list[type[DOMNode]] = [
    ReadingScreen,
    Sidebar,
    ArticleView,
    ReaderApp,
    HelpScreen,
    HintsScreen,
    ListBox,
    SearchScreen,
    Prompt,
]


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
    for hint in hints_of(node.BINDINGS, {}):
        assert hint.description
        assert hint.action
    assert all("." in name for name in binding_ids([node]))


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
        check_keys(Settings(keys={"stars.toggle": "x"}), Path("config.toml"))
    check_keys(Settings(keys={"star.toggle": "x"}), Path("config.toml"))
