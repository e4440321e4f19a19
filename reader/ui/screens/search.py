"""The search in the text of the whole library: finds while you type."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from reader import paths
from reader.domain.looked_for import LookedFor
from reader.domain.search_match import sought
from reader.domain.search_query import parse_query
from reader.settings import save_search
from reader.ui.screens.looking import Looking
from reader.ui.telling import say, telling
from reader.ui.widgets.hits import Hits
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.prompt import Prompt, Question

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.domain.listing import RowId
    from reader.library import Library

LANGUAGE = """\
Finds all the words, in any order, in title and text:
any part of Chinese, Latin words by how they begin.

"a phrase"      stands together
-word           is left out
one OR other    either of the two
title:  author:  category:  tag:    looks there only
is:unread  is:read  is:starred
before:2022  after:2021-06  newer:7d"""


class SearchScreen(Looking):
    """Takes the place of the reading screen until a hit is chosen or Esc is pressed."""

    CSS_PATH = paths.styles_folder() / "search.tcss"
    AUTO_FOCUS = "Input"
    BINDING_GROUP_TITLE = "In the search"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", tooltip="open the hit where it was found", id="search.open", priority=True),
        Binding("down", "move(1)", "move", key_display="↑↓", tooltip="hit down", id="search.down", priority=True),
        Binding("up", "move(-1)", "hit up", show=False, id="search.up", priority=True),
        Binding("pagedown", "page(1)", "page down", show=False, id="search.page_down", priority=True),
        Binding("pageup", "page(-1)", "page up", show=False, id="search.page_up", priority=True),
        Binding("ctrl+s", "save", "save", tooltip="keep the search at the top of the list", id="search.save"),
        Binding("escape", "leave", "back", id="search.leave"),
        Binding("ctrl+c", "leave", "back", show=False, id="search.cancel", priority=True),
    ]

    def __init__(self, library: Library, last: LookedFor, text: str) -> None:
        recalled = not text.strip()
        # What is typed goes on with what was typed just now, and takes the place of what was looked for last.
        words, row = (last.query, last.row) if recalled else (text, None)
        super().__init__(library, words, replace=recalled, row=row)

    def compose(self) -> ComposeResult:
        """Lay the words above what there is to say of them, and below it what is found."""
        yield self.words
        yield self.status
        yield self.hits
        yield Static(LANGUAGE, markup=False, classes="language")
        yield KeyBar()

    @on(Input.Changed)
    def _search(self, message: Input.Changed) -> None:
        if message.value != self.query_text:
            self.look_for(message.value)
        else:
            self.tell()

    @on(Hits.Chosen)
    def _open_chosen(self, message: Hits.Chosen) -> None:
        self._open(message.row)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action has something to do now."""
        if action in ("open", "move", "page", "save", "leave") and self.query(Prompt):
            return False
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Open the hit under the cursor."""
        row = self.hits.current
        if row is not None:
            self._open(row)

    def action_leave(self) -> None:
        """Go back to the article."""
        self.stop()
        self.dismiss((LookedFor(self.query_text, self.hits.current), None))

    def action_move(self, rows: int) -> None:
        """Go to another hit."""
        self.hits.action_move(rows)

    def action_page(self, pages: int) -> None:
        """Go to other hits by screens."""
        self.hits.action_page(pages)

    def action_save(self) -> None:
        """Ask for the name under which to keep the search."""
        if not self.query_text.strip() or self.words.value != self.query_text:
            say(self, "Write a search that finds something first.")
            return
        query, searches = self.query_text, self.library.shelf.saved.queries

        def note(name: str) -> str:
            return f"in the place of {searches[name.strip()]}" if name.strip() in searches else "Enter saves"

        def leave() -> None:
            self.words.focus()

        def save(name: str) -> None:
            leave()
            with telling(self):
                settings = save_search(paths.settings_file(), name.strip(), query)
                self.library.shelf.saved.take(settings.searches)
                say(self, f"{name.strip()} stands at the top of the list now.")

        self.mount(Prompt(Question("Name", note, save, leave, suggestion=query.strip())))

    def _open(self, row: RowId) -> None:
        words = sought(parse_query(self.query_text, now=datetime.now().astimezone()))
        self.stop()
        self.dismiss((LookedFor(self.query_text, row), words))
