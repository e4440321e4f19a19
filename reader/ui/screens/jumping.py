"""The part of the reading screen that goes to places in the text: headings, and links by their letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from reader.ui.screens.asking import Asking
from reader.ui.telling import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.page import Page

JUMPING_KEYS: list[BindingType] = [
    Binding("f", "hint_links", "open a link by letters", show=False, id="link.hint"),
    Binding("t", "outline", "outline of the article", show=False, id="outline.open"),
    Binding("right_square_bracket", "go_to_heading(1)", "next heading", show=False, id="heading.next"),
    Binding("left_square_bracket", "go_to_heading(-1)", "previous heading", show=False, id="heading.previous"),
]


class Jumping(Asking):
    """Moves the text to what is chosen of it."""

    def action_hint_links(self) -> None:
        """Put letters over the links on the screen, and open the one whose letters are typed."""
        self._in_text(self._hint_links)

    def action_outline(self) -> None:
        """List the headings of the article, and go to the one that is chosen."""
        self._in_text(self._outline)

    def action_go_to_heading(self, step: int) -> None:
        """Bring the next heading to the top of the screen, or the previous one if `step` is -1."""

        def go(page: Page) -> None:
            from reader.render.contents import heading_beside

            view = self.article_pane.view
            block = heading_beside(page.body, view.block_at_top, step)
            if block is not None:
                view.show_block(block)
            elif step < 0:
                view.action_scroll_top()
            else:
                say(self, "No heading further down.")

        self._in_text(go)

    def _hint_links(self, _: Page) -> None:
        from reader.ui.hints import find_hints
        from reader.ui.screens.hints import HintsScreen  # the first frame has no letters

        view = self.article_pane.view
        hints = find_hints(view.lines_shown())

        def follow(address: str | None) -> None:
            if address is not None:
                self.browse(address)

        if hints:
            self.app.push_screen(HintsScreen(view, hints), follow)
        else:
            say(self, "No link on the screen. L lists those of the article.")

    def _outline(self, page: Page) -> None:
        from reader.render.contents import read_contents
        from reader.ui.screens.outline import OutlineScreen  # the first frame has no outline

        view = self.article_pane.view
        entries = read_contents(page.article, page.body)
        if len(entries) == 1:
            say(self, "This article has no headings.")
            return
        start = sum(entry.block <= view.block_at_top for entry in entries) - 1

        def go(chosen: int | None) -> None:
            if chosen is not None:
                view.show_block(entries[chosen].block)

        self.app.push_screen(OutlineScreen(entries, start), go)

    def _in_text(self, act: Callable[[Page], None]) -> None:
        """Go into the text and act there, once it has been drawn."""
        page = self.article_pane.page
        if page is None:
            say(self, "Open an article first.")
        else:
            self.enter_text()
            self.call_after_refresh(act, page)
