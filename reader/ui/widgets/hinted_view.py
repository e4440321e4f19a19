"""A view of a text whose links can have letters over them."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style

from reader.ui.widgets.noting_view import NotingView

if TYPE_CHECKING:
    from textual.strip import Strip

    from reader.ui.hints import Hints


class HintedView(NotingView):
    """Draws lines that a subclass sets, and the letters over them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"hinted-view--letters"}

    def __init__(self) -> None:
        super().__init__()
        self._hints: Hints = {}
        self._letters = Style.null()

    @abstractmethod
    def draw_line(self, y: int) -> Strip:
        """Return one line of the screen, without letters."""

    def lines_shown(self) -> tuple[Strip, ...]:
        """Return the lines of the screen, without letters."""
        return tuple(self.draw_line(y) for y in range(self.size.height))

    def show_hints(self, hints: Hints) -> None:
        """Put letters over links, in place of those that are there."""
        self._hints = hints
        self._letters = self.get_component_rich_style("hinted-view--letters", partial=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        strip = self.draw_line(y)
        if y not in self._hints:
            return strip
        from reader.ui.hints import draw_hints  # the first frame has no letters

        return draw_hints(strip, self._hints[y], self._letters)
