"""The program without a terminal: for what is seen at once, where a journey would wait for a screen to be drawn."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from reader.settings import Settings
from reader.ui.app import ReaderApp
from reader.ui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

    from reader.library import Library

SIZE = (100, 30)

_T = TypeVar("_T")


def drive(library: Library, act: Callable[[Pilot[None]], Awaitable[_T]]) -> _T:
    """Show a library, and return what comes of acting on it."""

    async def run() -> _T:
        async with ReaderApp(library, Settings()).run_test(size=SIZE) as pilot:
            await pilot.pause()
            return await act(pilot)

    return asyncio.run(run())


def press(library: Library, *keys: str, look: Callable[[ReadingScreen], _T]) -> _T:
    """Show a library, press some keys, and return what is seen when the screen is looked at."""

    async def act(pilot: Pilot[None]) -> _T:
        await pilot.press(*keys)
        await pilot.pause()
        return look(screen_of(pilot))

    return drive(library, act)


def screen_of(pilot: Pilot[None]) -> ReadingScreen:
    """Return the screen that everything happens on, whatever lies over it."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, ReadingScreen)
    return screen
