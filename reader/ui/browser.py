"""The user's browser."""

from __future__ import annotations

import webbrowser
from contextlib import nullcontext
from typing import TYPE_CHECKING

from reader.domain.errors import SettingsError

if TYPE_CHECKING:
    from textual.app import App


def open_in_browser(app: App[None], address: str) -> None:
    """Open an address; a browser that needs the terminal has it until it ends. Raises SettingsError without one."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error as error:
        raise SettingsError("no browser is found; set BROWSER to the command of one") from error
    in_terminal = type(browser) is webbrowser.GenericBrowser  # the kinds that run beside derive from it
    with app.suspend() if in_terminal else nullcontext():
        opened = browser.open(address)
    if not opened:
        raise SettingsError(f"the browser {browser.name} could not be started; set BROWSER to the command of one")
