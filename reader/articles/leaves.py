"""What a body is split into: leaves that know where their content lies in the mended document, not yet converted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.articles.images import Image
    from reader.articles.tables import Grid
    from reader.domain.block import Container


class Kind(Enum):
    """What becomes of a leaf."""

    PARAGRAPH = auto()
    HEADING = auto()
    CODE = auto()
    FIGURE = auto()
    TABLE = auto()
    EMBED = auto()
    RULE = auto()


class Span(NamedTuple):
    """The piece of the mended document from `start` to `end`, and the tags that are open where it begins."""

    start: int
    end: int
    prefix: str = ""


@dataclass(slots=True, eq=False)
class Leaf:
    """A block to be; `span` is its content, or the caption of a figure."""

    kind: Kind
    span: Span
    inside: tuple[Container, ...]
    opens: int
    first_link: int
    tight: bool = False
    centred: bool = False
    level: int = 0
    text: str = ""
    """The code, its lines as typed, or the title of an embed."""
    name: str | None = None
    """The language of code, the kind of an embed."""
    address: str | None = None
    """Where an embed lies, or a figure leads."""
    link: int = 0
    """The number of the link that a figure stands in, 0 if it leads nowhere else."""
    picture: int = 0
    """The number of the image of a figure."""
    grid: Grid | None = None


@dataclass(slots=True)
class Split:
    """A body as far as it is split: the mended document as far as it is read, its leaves and its images in order."""

    document: str
    leaves: list[Leaf]
    images: list[Image]
    positions: dict[int, int | str]
    """The number of the image whose tag begins at a place of the document, or the text that it is."""
    notes: frozenset[str]
    """The labels of the footnotes in the whole document."""
