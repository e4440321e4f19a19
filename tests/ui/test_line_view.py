"""A view that draws its own lines, and the scroll bar that follows it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip

from reader.ui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    import pytest
    from textual.app import ComposeResult
    from textual.widget import Widget

RED = Style(color="#ff0000")


class Numbers(LineView):
    """Draws the number of each line."""

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        number = str(self.scroll_offset.y + y)
        return Strip([Segment(number.ljust(self.width), RED)])


class NumbersApp(App[None]):
    """Shows the view and nothing else."""

    CSS: ClassVar[str] = "Numbers { height: 100%; scrollbar-size: 1 1; overflow-y: scroll; overflow-x: hidden; }"

    def compose(self) -> ComposeResult:
        """Lay it over the screen."""
        yield Numbers()


def within(act: Callable[[Numbers], None]) -> None:
    """Run something with the view on a screen."""

    async def run() -> None:
        app = NumbersApp()
        async with app.run_test(size=(30, 20)):
            act(app.query_one(Numbers))

    coroutine: Coroutine[None, None, None] = run()
    asyncio.run(coroutine)


def drawn(widget: Widget) -> list[Strip]:
    """Return the lines of a widget."""
    return widget.render_lines(Region(0, 0, *widget.outer_size))


def test_the_scroll_bar_looks_as_if_it_followed_every_line() -> None:
    def act(view: Numbers) -> None:
        bar = view.vertical_scrollbar
        for lines in (50, 700, 100_000, 60):
            view.take_height(lines)
            for top in (*range(0, lines - 20, max(1, lines // 300)), lines - 20, 3, 0):
                view.take_top(top)
                seen = drawn(bar)
                bar.position = top
                assert seen == drawn(bar), (lines, top)

    within(act)


def test_lines_are_cut_to_the_part_that_is_asked_for() -> None:
    def act(view: Numbers) -> None:
        assert [strip.cell_length for strip in view.render_lines(Region(2, 3, 7, 2))] == [7, 7]

    within(act)


def test_a_terminal_without_colours_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    def act(view: Numbers) -> None:
        colours = [segment.style.color for segment in drawn(view)[0] if segment.style and segment.style.color]
        assert colours
        assert all(colour.triplet and len(set(colour.triplet)) == 1 for colour in colours)

    within(act)
