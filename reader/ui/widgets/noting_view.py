"""A view of a text from whose numbers a reader goes to the footnotes, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from reader.ui.widgets.finding_view import FindingView

if TYPE_CHECKING:
    from rich.style import Style

    from reader.domain.block import Body
    from reader.domain.reading_state import Place

ABOVE = 3
"""A footnote comes up below a third of the screen."""


class NotingView(FindingView):
    """Shows a text with footnotes, and remembers from where one was looked up."""

    KEYS: ClassVar[list[BindingType]] = [
        Binding("F", "ask_note", "footnote", tooltip="footnote by its number, and back", show=False, id="text.note"),
        *FindingView.KEYS,
    ]

    class NoteAsked(Message):
        """The reader wants to go to a footnote."""

    def __init__(self) -> None:
        super().__init__()
        self.body: Body | None = None
        """What the view shows."""
        self._left: tuple[str, Place] | None = None
        """The footnote that was gone to, and where from."""

    @property
    def notes_on_screen(self) -> list[str]:
        """The labels of the footnotes that are referred to on the screen, from its top."""
        if self.viewport is None:
            return []
        document, top = self.viewport.document, self.viewport.top
        segments = (segment for y in range(top, top + self.size.height) for segment in document.line(y).segments)
        found = (self.note_in(segment.style) for segment in segments if segment.style is not None)
        return list(dict.fromkeys(label for label in found if label is not None))

    @staticmethod
    def note_in(style: Style) -> str | None:
        """Return the label of the footnote that text of this style refers to, or begins."""
        from reader.render.typesetter import NOTE  # the first frame has no text

        label = style.meta.get(NOTE)
        return label if isinstance(label, str) else None

    def note_text(self, label: str) -> str:
        """Return what a footnote says, or how it begins; empty if there is none of this label."""
        if self.viewport is None or (block := self._find_note(label)) is None:
            return ""
        return self.viewport.document.prose(block) or ""

    def go_to_note(self, label: str) -> bool:
        """Show a footnote, or if it was just gone to, where that was; return whether there is one."""
        if self._left is not None and self._left[0] == label:
            self.action_ask_note()
            return True
        if self.viewport is None or (block := self._find_note(label)) is None:
            return False
        self._left = (label, self.viewport.place)
        line = self.viewport.document.start_of(block)
        self.viewport.scroll_to(max(0, line - self.size.height // ABOVE))
        self.follow()
        return True

    def forget_note(self) -> None:
        """Show another text: there is nothing to come back to."""
        self._left = None

    def action_ask_note(self) -> None:
        """Go back to where a footnote was looked up, or ask which one to look up."""
        if self._left is None or self.viewport is None:
            self.post_message(self.NoteAsked())
            return
        self.viewport.scroll_to_place(self._left[1])
        self._left = None
        self.follow()

    def _find_note(self, label: str) -> int | None:
        """Return the block of the document that a footnote begins with; footnotes stand at the end."""
        from reader.render.references import note_of  # the first frame refers to nothing

        if self.body is None:
            return None
        blocks = reversed(range(len(self.body)))
        return next((index + 1 for index in blocks if note_of(self.body[index]) == label), None)
