"""A view of a text in which words can be found: lights them, and goes from one to the next."""

from __future__ import annotations

from itertools import accumulate, pairwise
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message

from reader.ui.widgets.viewport_view import ViewportView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.timer import Timer

    from reader.render.finding import Finder, Match

SLICE_SECONDS = 0.005
PAUSE_SECONDS = 0.005
"""How long to look for matches between two looks at the keys, and how long to leave to them."""
ABOVE = 3
"""A match comes up below a third of the screen."""


class FindingView(ViewportView):
    """Shows a text with the words lit that were looked for."""

    KEYS: ClassVar[list[BindingType]] = [
        Binding("slash", "ask_find", "find", tooltip="find words in the text", show=False, id="text.find"),
        Binding("n", "go_to_match(1)", "next", tooltip="next match", id="match.next"),
        Binding("N", "go_to_match(-1)", "previous", tooltip="previous match", id="match.previous"),
        Binding("escape", "end_find", "end", tooltip="end the search", id="match.end"),
        *ViewportView.KEYS,
    ]

    class FindAsked(Message):
        """The reader wants to find something in the text."""

    class Found(Message):
        """What is known of the matches is another now."""

    def __init__(self) -> None:
        super().__init__()
        self.finder: Finder | None = None
        self.words: frozenset[str] = frozenset()
        """The folded words that are lit."""
        self._from_top = False
        """Whether the first match is that of the whole text."""
        self._match: Match | None = None
        self._seeking: Iterator[Match | None] | None = None
        self._going_on: Timer | None = None

    @property
    def found(self) -> str:
        """Which match of how many is at hand, for people; empty if nothing is looked for."""
        if self.finder is None:
            return ""
        if self._match is None:
            return "not found" if self._seeking is None else "looking …"
        position, total = self.finder.position(self._match), self.finder.total
        return f"{position or '…'}/{'…' if total is None else total}"

    def find(self, words: frozenset[str], *, from_top: bool = False) -> None:
        """Light some folded words, and show the first one from the top of the text, or of the screen, on."""
        from reader.render.finding import Finder  # the first frame finds nothing

        self.words, self.finder, self._match, self._seeking = words, None, None, None
        self._from_top = from_top
        if words and self.viewport is not None:
            self.finder = Finder(self.viewport.document, words)
            begin = 0 if from_top else self.viewport.document.block_at(self.viewport.top)[0]
            self._seeking = self.finder.seek(begin)
            self._look()
        self.refresh()
        self.refresh_bindings()
        self.post_message(self.Found())

    def find_again(self) -> None:
        """Light the same words in a text that was set anew, which stays where it is."""
        if self.finder is None and self.words:
            # There was no room for the text yet when they were looked for.
            self.find(self.words, from_top=self._from_top)
        elif self.finder is not None and self.viewport is not None:
            from reader.render.finding import Finder

            self.finder = Finder(self.viewport.document, self.words)
            if self._seeking is not None:
                self._seeking = self.finder.seek(0)
            self._look()

    def end_find(self) -> None:
        """Light nothing any more."""
        if self.words:
            self.find(frozenset())

    def light(self, segments: Sequence[Segment], y: int) -> list[Segment]:
        """Return the segments of a line of the document with what is found in it lit."""
        if self.finder is None or self.viewport is None:
            return list(segments)
        block, within = self.viewport.document.block_at(y)
        for piece in self.finder.pieces(block):
            if piece.line == within:
                current = self._match is not None and (self._match.block, self._match.number) == (block, piece.match)
                segments = list(_lit(segments, piece.start, piece.end, Style(reverse=True, bold=current)))
        return list(segments)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action has something to do now."""
        if action in ("go_to_match", "end_find"):
            return self.finder is not None
        return super().check_action(action, parameters)

    def action_ask_find(self) -> None:
        """Ask what to find."""
        self.post_message(self.FindAsked())

    def action_go_to_match(self, step: int) -> None:
        """Show the next match, or the one before if `step` is -1."""
        if self.finder is not None and self._match is not None:
            self._show(self.finder.beside(self._match, step))

    def action_end_find(self) -> None:
        """Light nothing any more."""
        self.end_find()

    def _show(self, match: Match | None) -> None:
        self._match = match
        if match is not None and self.finder is not None and self.viewport is not None:
            line = self.finder.line_of(match)
            top = self.viewport.top
            if not top <= line < top + self.size.height:
                self.viewport.scroll_to(max(0, line - self.size.height // ABOVE))
            self.follow()
        self.post_message(self.Found())

    def _look(self) -> None:
        """Look for the first match, then count them all, for a moment, and go on when keys have had their turn."""
        if self._going_on is not None:
            self._going_on.stop()
        end = perf_counter() + SLICE_SECONDS
        while self.finder is not None:
            if perf_counter() > end:
                self._going_on = self.set_timer(PAUSE_SECONDS, self._look)
                return
            if self._seeking is not None:
                self._seek(self._seeking)
            elif not self.finder.count_on():
                self.post_message(self.Found())
                return

    def _seek(self, seeking: Iterator[Match | None]) -> None:
        """Look for the first match in one more block."""
        try:
            match = next(seeking)
        except StopIteration:
            self._seeking = None
        else:
            if match is not None:
                self._seeking = None
                self._show(match)


def _lit(segments: Sequence[Segment], start: int, end: int, style: Style) -> Iterator[Segment]:
    """Yield segments with the characters from `start` up to `end` in a style of their own."""
    ends = accumulate(len(segment.text) for segment in segments)
    for segment, stop in zip(segments, ends, strict=True):
        begin = stop - len(segment.text)
        cuts = (0, max(0, start - begin), max(0, end - begin), len(segment.text))
        for number, (left, right) in enumerate(pairwise(cuts)):
            if text := segment.text[left:right]:
                yield Segment(text, (segment.style or Style.null()) + style if number == 1 else segment.style)
