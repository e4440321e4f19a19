"""How the parts of a list look, worked out once: for each piece of each row it would take long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget


class Looks:
    """The style of each component of a widget on each ground, such as that of the cursor."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], Style] = {}

    def __bool__(self) -> bool:
        return bool(self._styles)

    def take(self, widget: Widget, components: Iterable[str], grounds: Iterable[str]) -> None:
        """Work the styles out; `grounds` are components too."""
        plain = {name: widget.get_component_rich_style(name, partial=True) for name in components} | {"": Style.null()}
        base = widget.rich_style
        for ground in ("", *grounds):
            over = widget.get_component_rich_style(ground, partial=True) if ground else Style.null()
            for name, style in plain.items():
                self._styles[name, ground] = base + style + over

    def forget(self) -> None:
        """Forget the styles, which have changed."""
        self._styles.clear()

    def of(self, component: str, *, ground: str) -> Style:
        """Return the style of a component, that of what has none for an empty name; an empty ground is that of all."""
        return self._styles[component, ground]
