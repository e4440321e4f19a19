"""The footer: the keys that do something now, made from the live bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from reader.render.cells import cell_width
from reader.ui.keys import KeyHint, footer_hints

if TYPE_CHECKING:
    from textual import events
    from textual.screen import Screen

GAP = 2


class _Placed(NamedTuple):
    """A hint and the cells that it takes, from `left` up to `right`."""

    left: int
    right: int
    hint: KeyHint


class KeyBar(Widget):
    """Draws the keys of the application on the right, and on the left as many others as there is room for."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}

    def __init__(self) -> None:
        super().__init__()
        self._hints: list[KeyHint] = []
        self._placed: list[_Placed] = []

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def on_resize(self) -> None:
        """Find what there is room for."""
        self._place()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        base, key = self.rich_style, self.get_component_rich_style("key-bar--key")
        segments: list[Segment] = []
        end = 0
        for placed in self._placed if y == 0 else ():
            segments += [
                Segment(" " * (placed.left - end), base),
                Segment(placed.hint.keys, key),
                Segment(" " + placed.hint.description, base),
            ]
            end = placed.right
        return Strip(segments, end).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        for placed in self._placed:
            if placed.left <= event.x < placed.right:
                event.stop()
                self.app.simulate_key(placed.hint.press)

    def _follow(self, screen: Screen[object]) -> None:
        hints = footer_hints(screen)
        if hints != self._hints:
            self._hints = hints
            self._place()

    def _place(self) -> None:
        width = self.size.width
        last = [hint for hint in self._hints if hint.node is self.app]
        right_start = width - 1 + GAP - sum(_width(hint) + GAP for hint in last)
        self._placed = []
        left = 1
        for hint in self._hints:
            if hint.node is self.app:
                continue
            if left + _width(hint) + GAP > right_start:
                break
            self._placed.append(_Placed(left, left + _width(hint), hint))
            left += _width(hint) + GAP
        left = right_start
        for hint in last:
            if left >= 1:
                self._placed.append(_Placed(left, left + _width(hint), hint))
            left += _width(hint) + GAP
        self.refresh()


def _width(hint: KeyHint) -> int:
    return cell_width(hint.keys) + 1 + cell_width(hint.description)
