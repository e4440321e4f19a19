"""Bodies and blocks for tests of the page, small and hostile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from reader.domain.article import Article
from reader.domain.article_id import ArticleId
from reader.domain.block import (
    Alignment,
    Block,
    Cell,
    Code,
    Container,
    Definition,
    Embed,
    Figure,
    Footnote,
    Heading,
    Item,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
)
from reader.render.block_lines import set_block
from reader.render.theme import PLAIN, Theme
from reader.render.typesetter import Typesetter

if TYPE_CHECKING:
    from reader.render.line import Line

ARTICLE = Article(
    id=ArticleId("file:one.md"),
    path="one.md",
    title="One",
    categories=(("Essays",),),
    date=datetime(2021, 11, 23).astimezone(),
)


@dataclass
class FakeBody:
    """Blocks that are there already; `converted` says which of them were asked for."""

    blocks: Sequence[Block] = ()
    language: str = "en"
    picture_count: int = 0
    minutes: int = 1
    weights: Sequence[int] = ()
    converted: list[int] = field(default_factory=list)
    known: int = 0

    reads: int = 1_000_000
    """How many blocks become known at a time."""

    def __post_init__(self) -> None:
        self.known = min(self.reads, len(self.blocks))

    @property
    def rest(self) -> int:
        return sum(self.weight(index) for index in range(self.known, len(self.blocks)))

    def read_on(self) -> None:
        self.known = min(self.known + self.reads, len(self.blocks))

    def __len__(self) -> int:
        self.known = len(self.blocks)
        return self.known

    def __getitem__(self, index: int, /) -> Block:
        self.converted.append(index)
        return self.blocks[index]

    def is_heading(self, index: int) -> bool:
        return isinstance(self.blocks[index], Heading)

    def refers(self, index: int) -> bool:
        return index < len(self.blocks)

    def weight(self, index: int) -> int:
        return self.weights[index] if self.weights else 80


def lines_of(block: Block, width: int = 40, *, language: str = "en", theme: Theme = PLAIN) -> list[Line]:
    return set_block(block, width, Typesetter(theme, language))


def text_of(lines: Sequence[Line]) -> list[str]:
    """Return the lines as they look, without the blanks at their ends."""
    return [line.text.rstrip() for line in lines]


def shown(block: Block, width: int = 40, *, language: str = "en") -> list[str]:
    """Return how a block looks, without the blank line before it."""
    lines = text_of(lines_of(block, width, language=language))
    return lines if block.tight else lines[1:]


def links_of(lines: Sequence[Line]) -> set[str]:
    styles = [segment.style for line in lines for segment in line.segments]
    return {style.link for style in styles if style and style.link}


HOSTILE = "\x1b\x07\x9b\x9c\x00\t\r\n\x0b\x85\u2028\u202e\u2066\u200d\ufe0f\ud800"
texts = st.text(
    alphabet=st.one_of(st.sampled_from("ab c.*_`[]()<>&|\\ 中文，。「」ไทย👩👍é́　" + HOSTILE), st.characters())
)
addresses = st.one_of(
    st.none(),
    st.sampled_from(["https://example.com/a", "http://[", "javascript:alert(1)", "https://e\x9bxample.com/\u202e"]),
    texts,
)
numbers = st.integers(1, 10**6)
pictures = st.builds(
    Picture,
    number=numbers,
    address=addresses,
    text=st.none() | texts,
    width=st.none() | numbers,
    height=st.none() | numbers,
)
containers: st.SearchStrategy[Container] = st.one_of(
    st.just(Quote()),
    st.builds(Item, st.sampled_from(["•", "3.", "123456789.", "☐"]) | texts),
    st.just(Definition()),
    st.builds(Footnote, texts),
)
cells = st.builds(Cell, text=texts)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(0, 12))
    row = st.tuples(*[cells] * columns)
    return Table(
        head=draw(row | st.just(())),
        rows=tuple(draw(st.lists(row, max_size=4))),
        alignments=tuple(draw(st.lists(st.sampled_from(Alignment), min_size=columns, max_size=columns))),
    )


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    inside = tuple(draw(st.lists(containers, max_size=6)))
    block: Block = draw(
        st.one_of(
            st.builds(Heading, level=st.integers(1, 6), text=texts),
            st.builds(Paragraph, text=texts, pictures=st.tuples(pictures) | st.just(()), centred=st.booleans()),
            st.builds(Code, text=texts, language=st.sampled_from([None, "python", "klingon"]) | texts),
            st.builds(Figure, picture=pictures, caption=st.none() | texts, link=addresses),
            tables(),
            st.builds(
                Embed,
                kind=st.sampled_from(["video", "audio", "frame", "object"]),
                title=st.none() | texts,
                address=addresses,
            ),
            st.just(Rule()),
        )
    )
    return replace(block, inside=inside, opens=draw(st.integers(0, len(inside))), tight=draw(st.booleans()))
