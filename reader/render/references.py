"""What a block refers to: the links and the pictures that can be opened by their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.domain.block import Figure, Footnote, Heading, Paragraph, Table
from reader.render.phrases import find_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.domain.block import Block, Cell, Picture
    from reader.render.span import Link


def links_of(block: Block) -> list[Link]:
    """Return the links of a block, in the order of their numbers."""
    match block:
        case Heading() | Paragraph():
            return find_links(block.text, block.first_link)
        case Figure() if block.caption:
            return find_links(block.caption, block.first_link)
        case Table():
            return [link for cell in _cells(block) for link in find_links(cell.text, cell.first_link)]
        case _:
            return []


def pictures_of(block: Block) -> tuple[Picture, ...]:
    """Return the pictures of a block, in the order of their numbers."""
    match block:
        case Figure():
            return (block.picture,)
        case Heading() | Paragraph():
            return block.pictures
        case Table():
            return tuple(picture for cell in _cells(block) for picture in cell.pictures)
        case _:
            return ()


def note_of(block: Block) -> str | None:
    """Return the label of the footnote that begins with a block, None if none does."""
    opened = block.inside[len(block.inside) - block.opens :]
    return next((container.label for container in opened if isinstance(container, Footnote)), None)


def _cells(table: Table) -> Iterator[Cell]:
    for row in (table.head, *table.rows):
        yield from row
