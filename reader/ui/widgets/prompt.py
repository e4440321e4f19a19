"""The line at the bottom that asks for something: a number, words to filter by, words to find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what becomes of the answer."""

    label: str
    changed: Callable[[str], str]
    """Takes the answer as far as it is typed, and returns what to say beside it."""
    answered: Callable[[str], None]
    left: Callable[[], None]
    """Is called if there is to be no answer."""
    text: str = ""
    """What the answer begins with, and goes on from."""
    suggestion: str = ""
    """The answer unless another is typed, which takes its place."""
    other: Callable[[str], None] | None = None
    """What the second key of the prompt does with the answer, if it does anything."""
    news: Callable[[], str] | None = None
    """Returns what there is to say beside the answer when something has become known."""


class Prompt(Horizontal):
    """Asks one question, and goes when it is answered or left."""

    BINDING_GROUP_TITLE = "While something is asked"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c", "leave", "leave it", id="prompt.leave", priority=True),
        Binding("tab,ctrl+f", "other", "search the text", show=False, id="prompt.other", priority=True),
    ]

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._begin = question.text or question.suggestion
        self._input = Input(self._begin, compact=True, select_on_focus=not question.text)
        self._note = Static(markup=False)

    def compose(self) -> ComposeResult:
        """Lay the label, the answer and the note side by side."""
        yield Static(self._question.label, classes="label", markup=False)
        yield self._input
        yield self._note

    def on_mount(self) -> None:
        """Let keys go to the answer."""
        self._input.focus()
        self._say(self._begin)

    @on(Input.Changed)
    def _change(self, message: Input.Changed) -> None:
        message.stop()
        self._say(message.value)

    @on(Input.Submitted)
    def _answer(self, message: Input.Submitted) -> None:
        message.stop()
        self.remove()
        self._question.answered(message.value)

    def action_leave(self) -> None:
        """Go without an answer."""
        self.remove()
        self._question.left()

    def action_other(self) -> None:
        """Do something else with the answer."""
        if self._question.other is not None:
            self.remove()
            self._question.other(self._input.value)

    def tell_news(self) -> None:
        """Say what has become known."""
        if self._question.news is not None:
            self._note.update(self._question.news())

    def _say(self, text: str) -> None:
        self._note.update(self._question.changed(text))
