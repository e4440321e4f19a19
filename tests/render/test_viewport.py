"""Viewports: what is on the screen stays there while heights above and below it turn out otherwise."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reader.domain.block import Paragraph
from reader.domain.reading_state import Place
from reader.render.document import Document
from reader.render.page import page_lines
from reader.render.theme import PLAIN
from reader.render.viewport import Viewport
from tests.render.pages import ARTICLE, FakeBody

WIDTH = 20
HEIGHTS = st.integers(1, 12)


def paragraph(number: int, lines: int) -> Paragraph:
    """Return a paragraph that takes as many lines, and a blank one before them; no line at all for none."""
    return Paragraph(text="\\\n".join(f"{number} {line}" for line in range(lines)))


class Scrolling(RuleBasedStateMachine):
    """Scrolls through paragraphs whose heights were guessed wrong, and compares with the whole page."""

    @initialize(
        shapes=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 600)), min_size=0, max_size=25),
        height=HEIGHTS,
        reads=st.integers(1, 26),
    )
    def open(self, shapes: list[tuple[int, int]], height: int, reads: int) -> None:
        paragraphs = [paragraph(number, lines) for number, (lines, _) in enumerate(shapes)]
        body = FakeBody(paragraphs, weights=[weight for _, weight in shapes], reads=reads)
        whole = FakeBody(paragraphs)
        self.page = [line.text for line in page_lines(ARTICLE, whole, width=WIDTH, theme=PLAIN)]
        self.starts = [0, len(self.page) - sum(lines + 1 for lines, _ in shapes if lines)]
        for lines, _ in shapes:
            self.starts.append(self.starts[-1] + (lines + 1 if lines else 0))
        self.height = height
        self.document = Document(ARTICLE, body, width=WIDTH, theme=PLAIN)
        self.viewport = Viewport(self.document, height)
        assert self.top == 0

    @property
    def top(self) -> int:
        """The line of the whole page that is at the top of the screen."""
        block, within = self.document.block_at(self.viewport.top)
        return self.starts[block] + within

    @property
    def lowest(self) -> int:
        return max(0, len(self.page) - self.height)

    @rule(lines=st.integers(-60, 60) | st.integers(-1000, 1000))
    def scroll_by(self, lines: int) -> None:
        before = self.top
        self.viewport.scroll_by(lines)
        assert self.top == max(0, min(before + lines, self.lowest))

    @rule(share=st.floats(-0.5, 1.5))
    def scroll_to(self, share: float) -> None:
        self.viewport.scroll_to(round(share * self.document.height))

    @rule()
    def scroll_to_end(self) -> None:
        self.viewport.scroll_to_end()
        assert self.top == self.lowest
        assert self.viewport.at_end
        assert self.viewport.share_shown == 1.0

    @rule()
    def scroll_to_top(self) -> None:
        self.viewport.scroll_to(0)
        assert self.top == 0

    @rule(block=st.integers(-1, 30), offset=st.integers(-1, 200))
    def scroll_to_place(self, block: int, offset: int) -> None:
        self.viewport.scroll_to_place(Place(block, offset))
        at, _ = self.document.block_at(self.viewport.top)
        assert (
            at == max(0, min(block, self.document.block_count - 1)) or self.top == self.lowest or self.is_empty(block)
        )

    def is_empty(self, block: int) -> bool:
        return self.starts[max(0, block)] == self.starts[max(0, block) + 1]

    @rule()
    def come_back(self) -> None:
        before = self.top
        self.viewport.scroll_to_place(self.viewport.place)
        assert before - self.top in (0, 1)

    @rule(screens=st.integers(0, 5))
    def lay_out_ahead(self, screens: int) -> None:
        before = self.top
        while self.viewport.lay_out_ahead(screens):
            assert self.top == before

    @rule(height=HEIGHTS)
    def resize(self, height: int) -> None:
        before = self.top
        self.height = height
        self.viewport.resize(height)
        assert self.top == min(before, self.lowest)

    @invariant()
    def shows_the_page(self) -> None:
        if not hasattr(self, "viewport"):
            return
        screen = [self.document.line(self.viewport.top + y).text for y in range(self.height)]
        shown = self.page[self.top : self.top + self.height]
        assert screen == shown + [""] * (self.height - len(shown))
        assert 0 <= self.top <= self.lowest
        assert 0 <= self.viewport.share_shown <= 1
        assert not self.viewport.at_end or self.top == self.lowest


Scrolling.TestCase.settings = settings(max_examples=60, stateful_step_count=25)
TestScrolling = Scrolling.TestCase


@pytest.mark.parametrize("place", [None, Place(10_000, 0, 0.5), Place(20_000, 0, 1.0)])
def test_opening_a_long_article_costs_a_screenful(place: Place | None) -> None:
    body = FakeBody([paragraph(number, 2) for number in range(20_000)])
    viewport = Viewport(Document(ARTICLE, body, width=WIDTH, theme=PLAIN), 30)
    if place is None:
        viewport.scroll_to_end()
    else:
        viewport.scroll_to_place(place)
    assert len(set(body.converted)) < 40


def test_what_comes_next_is_laid_out_ahead_a_block_at_a_time() -> None:
    body = FakeBody([paragraph(number, 2) for number in range(1000)])
    viewport = Viewport(Document(ARTICLE, body, width=WIDTH, theme=PLAIN), 30)
    viewport.scroll_to_place(Place(500))
    before = len(body.converted)
    slices = 0
    while viewport.lay_out_ahead(3):
        slices += 1
        assert len(body.converted) == before + slices
    assert {*range(490, 499), *range(510, 538)} <= set(body.converted)
    assert len(set(body.converted)) < 70


def test_the_top_is_where_it_was_when_a_block_above_turns_out_taller() -> None:
    body = FakeBody([paragraph(number, 20) for number in range(50)], weights=[1] * 50)
    document = Document(ARTICLE, body, width=WIDTH, theme=PLAIN)
    viewport = Viewport(document, 10)
    viewport.scroll_to_place(Place(25))
    before = [document.line(viewport.top + y) for y in range(10)]
    top = viewport.top
    document.lay_out(20)
    assert viewport.top == top + 19
    assert [document.line(viewport.top + y) for y in range(10)] == before


def test_a_block_that_was_guessed_is_entered_as_far_down_as_in_the_guess() -> None:
    body = FakeBody([paragraph(number, 99) for number in range(3)], weights=[WIDTH * 999] * 3)
    document = Document(ARTICLE, body, width=WIDTH, theme=PLAIN)
    viewport = Viewport(document, 10)
    viewport.scroll_to(document.start_of(2) + 500)
    assert document.block_at(viewport.top) == (2, 50)
