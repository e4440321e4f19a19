"""The part of the reading screen that asks at the bottom line: which link or image to open, what to list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding, BindingType

from reader.domain.address import is_openable
from reader.settings import MEASURE_RANGE
from reader.ui.screens.marking import Marking
from reader.ui.telling import say, telling
from reader.ui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events

    from reader.domain.block import Picture
    from reader.domain.looked_for import LookedFor
    from reader.library import Library
    from reader.render.span import Link
    from reader.ui.screens.looking import Result
    from reader.ui.widgets.prompt import Question

MEASURE_STEP = 4
GONE = "This article is gone from the library."
BACK_TO_HITS = "n and N go through what was found, Ctrl+F goes back to the hits."
ASKING_KEYS: list[BindingType] = [
    Binding("slash", "filter", "find", tooltip="list only what holds some words", id="list.filter"),
    Binding("ctrl+f", "search", "search", tooltip="search the text of the library", show=False, id="library.search"),
    Binding("escape", "end_filter", "whole list", id="list.whole"),
    Binding("plus,equals_sign", "change_measure(1)", "wider lines", show=False, id="measure.wider"),
    Binding("minus", "change_measure(-1)", "narrower lines", show=False, id="measure.narrower"),
]
NUMBER_KEYS: list[BindingType] = [
    Binding("1,2,3,4,5,6,7,8,9", "ask_link", "open a link by its number", show=False, id="link.number"),
    Binding("i", "ask_image", "open an image by its number", show=False, id="image.number"),
    Binding("L", "list_links", "list the links", show=False, id="link.list"),
]


class Asking(Marking):
    """Opens what the article refers to, and narrows the list."""

    def __init__(self, library: Library, *, measure: int, in_text: bool) -> None:
        super().__init__(library, measure=measure, in_text=in_text)
        self._looked_for: LookedFor | None = None
        self._digit = ""
        """The digit that was pressed last, if it was the last key."""

    def ask(self, question: Question) -> None:
        """Ask something in place of the keys at the bottom."""
        from reader.ui.widgets.prompt import Prompt  # the first frame asks nothing

        if not self.query(Prompt):
            self.mount(Prompt(question))

    def on_key(self, event: events.Key) -> None:
        """Note a digit: the number that it asks for begins with it."""
        self._digit = event.key if event.key.isdecimal() else ""

    def action_ask_link(self) -> None:
        """Ask for the number of a link, or for the rest of it, and open the link."""
        digit, self._digit = self._digit, ""
        self._ask_number("Link", self.article_pane.view.links(), digit)

    def action_ask_image(self) -> None:
        """Ask for the number of an image, and open it."""
        view = self.article_pane.view
        is_one = view.body is not None and view.body.picture_count == 1
        self._ask_number("Image", view.pictures(), suggestion="1" if is_one else "")

    def action_list_links(self) -> None:
        """List the links of the article with where they lead."""
        from reader.ui.screens.links import LinksScreen  # the first frame lists none

        parts = self.article_pane.view.links()
        if first := next(filter(None, parts), None):
            screen = LinksScreen(first, parts)

            def follow(chosen: int | None) -> None:
                if chosen is not None:
                    self.browse(screen.links[chosen].address)

            self.app.push_screen(screen, follow)
        else:
            say(self, "This article has no links.")

    def action_filter(self) -> None:
        """List only what holds the words that are typed, while they are typed."""
        from reader.ui.widgets.prompt import Question

        def narrow(text: str) -> str:
            found = self.list_pane.narrow(tuple(text.split()))
            # Both have room on sixty cells.
            return f"{found:,} found · Tab searches the text" if text.strip() else "title, author, category · Tab: text"

        def keep(_: str) -> None:
            self.leave_text()

        def leave() -> None:
            self.list_pane.widen(row)
            self.show_panes()

        self.leave_text()
        row = self.list_pane.sidebar.current
        words = " ".join(self.list_pane.words)
        self.ask(Question("Filter", narrow, keep, leave, text=words, other=self.search))

    def action_search(self) -> None:
        """Search the text of the library, beginning with what was looked for last."""
        self.search("")

    def search(self, text: str) -> None:
        """Search the text of the library, beginning with `text`, and open what is chosen where it was found."""
        # The first frame searches nothing.
        from reader.domain.looked_for import LookedFor
        from reader.ui.screens.search import SearchScreen

        self.list_pane.narrow(())
        last = self._looked_for or LookedFor()
        self.app.push_screen(SearchScreen(self._library, last, text), self.show_hit)

    def show_hit(self, result: Result | None) -> None:
        """Show an article that a search has found, at what was found in it."""
        words = None
        if result is not None:
            self._looked_for, words = result
        row = self._looked_for.row if self._looked_for is not None else None
        category = self._library.shelf.place_of(row) if row is not None and words is not None else None
        if row is None or words is None or category is None:
            self.show_panes()
            if words is not None:
                say(self, GONE)
        else:
            self.show_article(row, category, enter=True)
            self.article_pane.view.find(words, from_top=True)  # its reader may have stopped behind what was found
            if words:
                say(self, BACK_TO_HITS)

    @on(ArticleView.FindAsked)
    def ask_find(self) -> None:
        """Ask what to find in the article, and light it while it is typed."""
        from reader.domain.folding import fold
        from reader.ui.widgets.prompt import Question

        view = self.article_pane.view

        def light(text: str) -> str:
            words = " ".join(fold(text).split())
            view.find(frozenset({words} if words else ()))
            return tell()

        def tell() -> str:
            return f"{view.found} · Enter keeps it lit" if view.found else "Esc ends"

        def leave() -> None:
            view.end_find()
            self.show_panes()

        self.ask(Question("Find", light, lambda _: self.show_panes(), leave, news=tell))

    @on(ArticleView.Found)
    def tell_found(self) -> None:
        """Say beside the words how many matches they have, once it is known."""
        from reader.ui.widgets.prompt import Prompt

        for prompt in self.query(Prompt):
            prompt.tell_news()

    @on(ArticleView.NoteAsked)
    def ask_note(self) -> None:
        """Ask for the number of a footnote, say what it says, and go to it."""
        from reader.ui.widgets.prompt import Question

        view = self.article_pane.view
        near = view.notes_on_screen

        def go(label: str) -> None:
            self.show_panes()
            if not view.go_to_note(label):
                say(self, f"There is no footnote {label}.")

        if near:
            self.ask(Question("Footnote", view.note_text, go, self.show_panes, suggestion=near[0]))
        else:
            say(self, "There is no footnote on the screen.")

    def action_end_filter(self) -> None:
        """List everything again, the cursor where it is."""
        self.list_pane.narrow(())
        self.show_panes()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action has something to do now."""
        return bool(self.list_pane.words) if action == "end_filter" else super().check_action(action, parameters)

    def action_change_measure(self, steps: int) -> None:
        """Set the text to longer or shorter lines, and remember it."""
        measure = self.article_pane.view.measure + steps * MEASURE_STEP
        if measure in MEASURE_RANGE:
            self.article_pane.view.measure = measure
            with telling(self):
                self._library.set_preference("measure", str(measure))
        say(self, f"Lines of {self.article_pane.view.measure} cells.")

    def browse(self, address: str) -> bool:
        """Open an address in the browser, if it is one that may be opened; return whether it was, and say so."""
        if not is_openable(address):
            say(self, f"Not opened, as it is no address of the web: {address}")
            return False
        from reader.ui.browser import open_in_browser

        with telling(self):
            open_in_browser(self.app, address)
            say(self, f"Opened {address}")
            return True
        return False

    def _ask_number(
        self, kind: str, parts: Iterator[Sequence[Link | Picture]], text: str = "", suggestion: str = ""
    ) -> None:
        """Ask for one of the numbers of what `parts` yield, while they are read."""
        # The first frame asks nothing.
        from reader.ui.numbered import Numbered, Reference
        from reader.ui.widgets.prompt import Question

        numbered = Numbered(
            [Reference(each.number, each.text or "", each.address or "") for each in part] for part in parts
        )
        typed = text or suggestion

        def show(answer: str) -> str:
            nonlocal typed
            typed = answer
            found = numbered.known(answer)
            if found is None:
                return numbered.extent
            if is_openable(found.address):
                return f"Enter opens {found.address}"
            return f"{found.text} has no address".strip()

        def open_it(answer: str) -> None:
            self.show_panes()
            found = numbered.find(answer)
            if found is None:
                say(self, f"There is no {kind.lower()} {answer}.")
            elif is_openable(found.address):
                self.browse(found.address)
            else:
                say(self, f"{kind} {answer} has no address that can be opened.")

        if numbered:
            question = Question(kind, show, open_it, self.show_panes, text, suggestion, news=lambda: show(typed))
            self.ask(question)
            self.run_worker(numbered.read(self.tell_found), group="numbers", exclusive=True)
        else:
            say(self, f"This article has no {kind.lower()}s.")
