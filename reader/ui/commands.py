"""The palette: every command that a key gives, and the themes, found by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from reader.ui.keys import commands_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class KeyCommands(Provider):
    """Offers what the keys of the screen do now."""

    async def discover(self) -> Hits:
        """Yield every command, before anything is typed."""
        for name, keys, run in self._commands():
            yield DiscoveryHit(name, run, help=keys)

    async def search(self, query: str) -> Hits:
        """Yield the commands whose name matches."""
        matcher = self.matcher(query)
        for name, keys, run in self._commands():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), run, help=keys)

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        screen, app = self.screen, self.app
        for hint in commands_of(screen):
            name = hint.explanation[:1].upper() + hint.explanation[1:]
            yield name, hint.keys, partial(app.run_action, hint.action, hint.node)
        yield "Choose a theme", "", app.action_change_theme
