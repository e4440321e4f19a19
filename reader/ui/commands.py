"""The palette: every command that a key gives, and the themes, found by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from reader.ui.keys import commands_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class KeyCommands(Provider):
    """Offers what the keys of the screen do now."""

    async def discover(self) -> Hits:
        """Yield every command, before anything is typed."""
        for name, keys, run in self._commands():
            yield DiscoveryHit(self._line(Content(name), keys), run, text=name)

    async def search(self, query: str) -> Hits:
        """Yield the commands whose name matches."""
        matcher = self.matcher(query)
        for name, keys, run in self._commands():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, self._line(matcher.highlight(name), keys), run, text=name)

    def _line(self, name: Content, keys: str) -> Content:
        return Content.assemble(name, "  ", (keys, self.app.theme_variables["quiet"]))

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        """Yield what to do with articles before what only moves about."""
        screen, app = self.screen, self.app
        hints = commands_of(screen)
        moving = [hint for hint in hints if hint.node is not app and not isinstance(hint.node, Screen)]
        for hint in (*(hint for hint in hints if hint not in moving), *moving):
            name = hint.explanation[:1].upper() + hint.explanation[1:]
            yield name, hint.keys, partial(app.run_action, hint.action, hint.node)
            if hint.id == "help.open":
                yield "Choose a theme", "", app.action_change_theme


class ThemeCommands(Provider):
    """Offers the themes."""

    async def discover(self) -> Hits:
        """Yield every theme, before anything is typed."""
        for name in sorted(self.app.available_themes):
            yield DiscoveryHit(name, partial(setattr, self.app, "theme", name))

    async def search(self, query: str) -> Hits:
        """Yield the themes whose name matches."""
        matcher = self.matcher(query)
        for name in sorted(self.app.available_themes):
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), partial(setattr, self.app, "theme", name))
