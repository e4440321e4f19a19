"""Waits for the letters of a link while they stand over the links of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from reader import paths
from reader.ui.hints import narrow

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size

    from reader.ui.hints import Hints
    from reader.ui.widgets.article_view import ArticleView

HELP = "Type the letters of a link · Esc leaves"


class HintsScreen(ModalScreen[str]):
    """Lies over the reading screen without hiding it; gives the address of the link whose letters were typed."""

    CSS_PATH = paths.styles_folder() / "hints.tcss"
    BINDING_GROUP_TITLE = "While links have letters"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c", "leave", "leave", id="hints.close"),
        Binding("backspace", "forget", "take a letter back", show=False, id="hints.forget"),
    ]

    def __init__(self, view: ArticleView, hints: Hints) -> None:
        super().__init__()
        self._view = view
        self._hints = hints
        self._typed = ""
        self._size_then: Size | None = None

    def compose(self) -> ComposeResult:
        """Say at the bottom what to do."""
        yield Static(HELP, markup=False)

    def on_mount(self) -> None:
        """Show the letters."""
        self._view.show_hints(self._hints)

    def on_unmount(self) -> None:
        """Take the letters away."""
        self._view.show_hints({})

    def on_resize(self, event: events.Resize) -> None:
        """Leave when the links have gone elsewhere; the first size is none that changes."""
        if self._size_then not in (None, event.size):
            self.action_leave()
        self._size_then = event.size

    def on_key(self, event: events.Key) -> None:
        """Take a letter, unless no link has it."""
        if not event.is_printable or event.character is None:
            return
        event.stop()
        typed = self._typed + event.character.lower()
        if left := narrow(self._hints, typed):
            self._typed = typed
            self._view.show_hints(left)
        found = [hint for line in left.values() for hint in line if hint.letters == typed]
        if found:
            self.dismiss(found[0].address)

    def on_click(self) -> None:
        """Leave: who takes the mouse needs no letters."""
        self.action_leave()

    def action_forget(self) -> None:
        """Take the last letter back."""
        self._typed = self._typed[:-1]
        self._view.show_hints(narrow(self._hints, self._typed))

    def action_leave(self) -> None:
        """Open nothing."""
        self.dismiss(None)
