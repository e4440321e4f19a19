"""The application: themes, the keys that work everywhere, and the reading screen."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from reader import paths
from reader.domain.errors import SettingsError
from reader.ui.keys import binding_ids, clashes, hints_of
from reader.ui.screens.reading import ReadingScreen
from reader.ui.telling import telling
from reader.ui.themes import DEFAULT_THEME, read_palette
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.command import Provider
    from textual.dom import DOMNode
    from textual.theme import Theme

    from reader.library import Library
    from reader.library.first_page import FirstPage
    from reader.settings import Settings
    from reader.ui.themes import Palette

SHEETS = ("article_pane", "article_view", "key_bar", "list_pane", "pane_title", "prompt", "reading", "sidebar")
"""The style sheets of what the first frame shows; a screen that is opened later names its own."""
IDLE_SECONDS = 2.0
"""How long no key must have come before garbage is collected."""
LONGEST_SECONDS = 120.0
"""How long garbage waits at the most while keys go on coming."""


def _key_commands() -> type[Provider]:
    from reader.ui.commands import KeyCommands  # the palette's modules are imported when it is first opened

    return KeyCommands


class ReaderApp(App[None], inherit_bindings=False):
    """Broadsheet."""

    TITLE = "Broadsheet"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_key_commands}
    BINDING_GROUP_TITLE = "Everywhere"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "help", tooltip="this help", id="help.open"),
        Binding("ctrl+p,colon", "command_palette", "all commands", show=False, id="palette.open"),
        Binding("Q,ctrl+c", "quit", "quit", show=False, id="app.quit"),
        # Where something is typed or a box lies over the screen, these two work as well.
        Binding("ctrl+q", "quit", "quit from anywhere", show=False, id="app.quit_anywhere", priority=True),
        Binding(
            "ctrl+z", "suspend_process", "to the shell; fg comes back", show=False, id="app.suspend", priority=True
        ),
    ]

    _palette: Palette | None = None

    def __init__(
        self, library: Library, settings: Settings, *, file: Path | None = None, first_page: FirstPage | None = None
    ) -> None:
        super().__init__(css_path=[paths.styles_folder() / f"{name}.tcss" for name in SHEETS])
        self._library = library
        self._settings = settings
        self._file = file
        self._first_page = first_page
        self._last_key = self._last_collection = monotonic()
        self._palette = read_palette(paths.styles_folder() / "themes.json")
        for theme in self._palette.themes:
            self.register_theme(theme)
        for name in [name for name, theme in self.available_themes.items() if theme.ansi]:
            self.unregister_theme(name)  # their colours cannot be blended
        wanted = library.preference("theme")
        self._begin_with(wanted if wanted in self.available_themes else DEFAULT_THEME)
        self.set_keymap(dict(settings.keys))

    def _begin_with(self, theme: str) -> None:
        """Take a theme before anything is drawn: as a change, it would have every style sheet read twice."""
        self.set_reactive(App.theme, theme)
        dark = self.current_theme.dark
        for name, wanted in {"-dark-mode": dark, "-light-mode": not dark, f"-theme-{theme}": True}.items():
            self.set_class(wanted, name, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours that the style sheets name and a theme may lack."""
        return self._palette.missing_from(self.current_theme) if self._palette is not None else {}

    def get_default_screen(self) -> ReadingScreen:
        """Return the screen that the application opens with."""
        measure = int(self._library.preference("measure") or self._settings.measure)
        return ReadingScreen(self._library, measure=measure, file=self._file, first_page=self._first_page)

    def on_mount(self) -> None:
        """Keep the garbage collector out of the way of keys: it would hold up one frame in a hundred."""
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self.call_after_refresh(self._hold_garbage)
        if sys.platform != "win32":  # it knows no such handlers
            for number in (signal.SIGTERM, signal.SIGHUP):
                # The terminal is left as it was found.
                asyncio.get_running_loop().add_signal_handler(number, self.exit)

    def _keep_theme(self, theme: Theme) -> None:
        with telling(self.screen):
            self._library.set_preference("theme", theme.name)

    async def on_event(self, event: events.Event) -> None:
        """Note when the last key came; the first may come before that which it is for."""
        if isinstance(event, events.Key):
            self._last_key = monotonic()
            if isinstance(self.screen, ReadingScreen):
                self.screen.begin()
        await super().on_event(event)

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        from reader.ui.screens.palette import PaletteScreen  # the first frame offers no commands

        self.push_screen(PaletteScreen())

    def search_themes(self) -> None:
        """Find a theme by its name."""
        from reader.ui.commands import ThemeCommands
        from reader.ui.screens.palette import PaletteScreen

        self.push_screen(PaletteScreen(providers=[ThemeCommands], placeholder="Search for themes…"))

    def action_help(self) -> None:
        """Show what every key does."""
        from reader.ui.screens.help import HelpScreen  # Rich's tables are imported when help is first opened
        from reader.ui.screens.search import SearchScreen

        keymap = self._settings.keys
        sections = dict(ReadingScreen.BINDING_SECTIONS)
        nodes: list[type[DOMNode]] = [Sidebar, ArticleView, SearchScreen, ReaderApp]
        if isinstance(self.screen, SearchScreen):
            sections, nodes = {}, [SearchScreen, ReaderApp]
        for node in nodes:
            sections[node.BINDING_GROUP_TITLE or ""] = node.BINDINGS
        hints = [(title, hints_of(bindings, keymap)) for title, bindings in sections.items()]
        self.push_screen(HelpScreen(hints, f"Keys can be changed in {paths.settings_file()}"))

    def _hold_garbage(self) -> None:
        gc.freeze()
        self.set_interval(IDLE_SECONDS, self._collect_garbage)

    def _collect_garbage(self) -> None:
        """Collect garbage while nobody is at the keys; what survives is not looked at again."""
        now = monotonic()
        if now - self._last_key > IDLE_SECONDS or now - self._last_collection > LONGEST_SECONDS:
            self._last_collection = now
            gc.collect()
            gc.freeze()


def check_keys(settings: Settings, file: Path) -> None:
    """Raise SettingsError if a key is set for something that does not exist, or that has another meaning there."""
    if not settings.keys:
        return
    chains: list[list[type[DOMNode]]] = [[Sidebar, ReadingScreen, ReaderApp], [ArticleView, ReadingScreen, ReaderApp]]
    known = binding_ids(node for chain in chains for node in chain)
    if not known.issuperset(settings.keys):
        later = _later_nodes()
        known |= binding_ids(later)
        chains += [[node] for node in later]
    for name in settings.keys:
        if name not in known:
            from difflib import get_close_matches

            meant = "".join(f"; did you mean {near}?" for near in get_close_matches(name, known, 1)) or "."
            raise SettingsError(
                f"{file}: keys.{name} is not the name of a command{meant} Known are {', '.join(sorted(known))}"
            )
    for chain in chains:
        for name, other, key in clashes(chain, settings.keys):
            raise SettingsError(
                f"{file}: keys.{name} has the key {key}, which {other} has too; give one of them another"
            )


def _later_nodes() -> list[type[DOMNode]]:
    """Return what has keys of its own but is not imported before it is first opened."""
    from reader.ui.screens.help import HelpScreen
    from reader.ui.screens.hints import HintsScreen
    from reader.ui.screens.list_box import ListBox
    from reader.ui.screens.search import SearchScreen
    from reader.ui.widgets.prompt import Prompt

    return [HelpScreen, HintsScreen, ListBox, SearchScreen, Prompt]
