"""The body of an article: a flat sequence of blocks, each inside its containers.

Texts are phrases of Markdown: CommonMark's inline syntax with `~~strikethrough~~`, the CJK-friendly rule for
emphasis, a backslash before a line end as a hard break, `[^label]` for a footnote, and the inline tags `<u> <mark>
<kbd> <sub> <sup> <small>`. What an article shows as typed is escaped. A line end between two CJK characters is
nothing, elsewhere a blank.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; `marker` is what stands before its first block: `•`, `3.`, `☐`."""

    marker: str


@dataclass(frozen=True, slots=True)
class Definition:
    """What a term of a definition list means."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the article, known in the text by `label`."""

    label: str


Container = Quote | Item | Definition | Footnote


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Something that stands on lines of its own."""

    inside: tuple[Container, ...] = ()
    """The containers around the block, the outermost first."""
    opens: int = 0
    """How many of the innermost containers begin with this block: their markers are drawn before it."""
    tight: bool = False
    """Whether the block follows the one before it without a blank line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image of the article."""

    number: int
    """Its place among the images of the article, from 1."""
    address: str | None
    """Absolute where the article's address allows; None for an image that carries its data, or has no address."""
    text: str | None = None
    """Alternative text or title that describes this image; None where it only repeats keywords."""
    width: int | None = None
    """Pixels."""
    height: int | None = None
    """Pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """A heading; `level` runs from 1 to 6."""

    level: int
    text: str
    pictures: tuple[Picture, ...] = ()
    first_link: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """A paragraph of phrases."""

    text: str
    pictures: tuple[Picture, ...] = ()
    """The images inside the text, in the order of its `![]()`."""
    first_link: int = 1
    """The number of the first link in the text."""
    centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Block):
    """Preformatted text, as typed; `language` is the name its author gave it, in lower case."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Block):
    """An image on lines of its own, with its caption in phrases of Markdown."""

    picture: Picture
    caption: str | None = None
    first_link: int = 1
    link: str | None = None
    """The address that the image leads to, if it stands in a link to something else than itself."""
    link_number: int = 0
    """The number of that link in the article."""


class Alignment(StrEnum):
    """How the cells of a column of a table stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table."""

    text: str
    pictures: tuple[Picture, ...] = ()
    first_link: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """A table: rows of equal length, spans already filled with empty cells."""

    head: tuple[Cell, ...]
    """Empty if the table has no head."""
    rows: tuple[tuple[Cell, ...], ...]
    alignments: tuple[Alignment, ...]
    """One for each column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed(Block):
    """Something a terminal cannot show: `kind` is "video", "audio", "frame" or "object"."""

    kind: str
    title: str | None
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Block):
    """A thematic break."""


class Body(Protocol):
    """The blocks of an article, each converted only when it is asked for."""

    def __len__(self) -> int:
        """Return the number of blocks."""

    def __getitem__(self, index: int, /) -> Block:
        """Return the block at `index`, from 0 on; raises IndexError past the end."""

    @property
    def known(self) -> int:
        """How many blocks are known without reading on; all are once `rest` is 0."""

    @property
    def rest(self) -> int:
        """About how many cells of text lie behind the known blocks, 0 if there are none."""

    def read_on(self) -> None:
        """Read on until more blocks are known, or all."""

    def weight(self, index: int) -> int:
        """Return about how many cells of text the known block at `index` holds, without converting it."""

    def is_heading(self, index: int) -> bool:
        """Return whether the known block at `index` is a heading, without converting it."""

    def refers(self, index: int) -> bool:
        """Return whether the known block at `index` may hold links or images, without converting it."""

    @property
    def picture_count(self) -> int:
        """How many images the body shows."""

    @property
    def minutes(self) -> int:
        """About how many minutes the body takes to read, at least 1."""

    @property
    def language(self) -> str:
        """The language of the text, a BCP 47 tag, guessed from its script where the article names none."""
