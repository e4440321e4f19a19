"""A browser that draws on the terminal has it until it ends; others run beside the reader."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual.app import App

from reader.domain.errors import SettingsError
from reader.ui.browser import open_in_browser

ADDRESS = "https://a.example"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what happens: when the terminal is lent and taken back, and what is opened."""
    told: list[str] = []

    @contextmanager
    def suspend(_: App[None]) -> Iterator[None]:
        told.append("lent")
        yield
        told.append("taken back")

    monkeypatch.setattr(App, "suspend", suspend)
    return told


@pytest.mark.parametrize(
    ("kind", "happens"),
    [
        (webbrowser.GenericBrowser, ["lent", ADDRESS, "taken back"]),
        (webbrowser.BackgroundBrowser, [ADDRESS]),
    ],
)
def test_the_terminal_is_lent_to_a_browser_that_draws_on_it(
    kind: type[webbrowser.GenericBrowser], happens: list[str], told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_it(_: webbrowser.GenericBrowser, address: str) -> bool:
        told.append(address)
        return True

    browser = kind("browser")
    monkeypatch.setattr(kind, "open", open_it)
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    open_in_browser(App(), ADDRESS)
    assert told == happens


def test_without_a_browser_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def get() -> webbrowser.BaseBrowser:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", get)
    with pytest.raises(SettingsError, match="set BROWSER"):
        open_in_browser(App(), ADDRESS)
