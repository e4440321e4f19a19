"""Sets one block of an article as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.domain.block import Code, Embed, Figure, Heading, Paragraph, Rule, Table
from reader.render.code import set_code
from reader.render.containers import Margin
from reader.render.line import BLANK, Line
from reader.render.placeholders import set_embed, set_figure
from reader.render.tables import set_table
from reader.render.theme import Role

if TYPE_CHECKING:
    from reader.domain.block import Block
    from reader.render.typesetter import Typesetter

HEADINGS = {1: Role.HEADING_1, 2: Role.HEADING_2}
RULE = "─" * 12


def set_block(block: Block, width: int, setter: Typesetter) -> list[Line]:
    """Return the lines of a block, with a blank one before them unless the block is tight; none if it shows nothing."""
    margin = Margin(block, width, setter)
    roles = (Role.QUOTE,) if margin.quoted else ()
    lines = _set(block, width - margin.width, setter, roles)
    if not any(line.text.strip() for line in lines):
        if not block.opens:
            return []
        lines = [BLANK]
    lines = margin.beside(lines)
    return lines if block.tight else [margin.above(), *lines]


def _set(block: Block, width: int, setter: Typesetter, roles: tuple[Role, ...]) -> list[Line]:
    match block:
        case Heading():
            return _set_heading(block, width, setter)
        case Paragraph():
            lines = setter.phrases(block.text, width, *roles, pictures=block.pictures, first_link=block.first_link)
            return [_centred(line, width, setter) for line in lines] if block.centred else lines
        case Code():
            return set_code(block, width, setter)
        case Figure():
            return set_figure(block, width, setter)
        case Table():
            return set_table(block, width, setter)
        case Embed():
            return set_embed(block, width, setter)
        case Rule():
            rule = RULE[:width]
            return [_centred(Line((setter.segment(rule, Role.RULE),), len(rule)), width, setter)]
        case _:
            raise TypeError(f"no way to set a {type(block).__name__}")


def _set_heading(heading: Heading, width: int, setter: Typesetter) -> list[Line]:
    """Return the lines of a heading; those of the first level stand above a rule."""
    role = HEADINGS.get(heading.level, Role.HEADING_3)
    pictures, link = heading.pictures, heading.first_link
    lines = setter.phrases(heading.text, width, role, pictures=pictures, first_link=link)
    if heading.level == 1:
        widest = max(line.cells for line in lines)
        lines.append(Line((setter.segment("─" * widest, Role.RULE),), widest, lines[-1].offset))
    return lines


def _centred(line: Line, width: int, setter: Typesetter) -> Line:
    left = (width - line.cells) // 2
    return line.between((setter.segment(" " * left),), (), left + line.cells) if left > 0 else line
