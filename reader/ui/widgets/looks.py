"""How the parts of a list look, worked out once: for each piece of each row it would take long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget


class Looks:
    """The style of each component of a widget, also on the ground of the cursor."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, bool], Style] = {}

    def __bool__(self) -> bool:
        return bool(self._styles)

    def take(self, widget: Widget, components: Iterable[str], *, cursor: str) -> None:
        """Work the styles out; `cursor` is the component of the ground of the cursor."""
        ground = widget.get_component_rich_style(cursor, partial=True)
        plain = {name: widget.get_component_rich_style(name, partial=True) for name in components}
        base = widget.rich_style
        for name, style in {**plain, "": Style.null()}.items():
            self._styles[name, False] = base + style
            self._styles[name, True] = base + style + ground

    def forget(self) -> None:
        """Forget the styles, which have changed."""
        self._styles.clear()

    def of(self, component: str, *, chosen: bool) -> Style:
        """Return the style of a component, that of what has none for an empty name; `chosen` under the cursor."""
        return self._styles[component, chosen]
