"""What a block is known by, so that a place in it is found again in a file that was rewritten."""

from __future__ import annotations

from reader.domain.block import Block, Code, Embed, Figure, Heading, Paragraph, Table

LENGTH = 60
"""Characters of a fingerprint."""
_LOOKED_AT = 4 * LENGTH


def fingerprint(block: Block) -> str:
    """Return the beginning of what a block says, without its blanks' widths; empty for one that says nothing."""
    text = ""
    if isinstance(block, Heading | Paragraph | Code):
        text = block.text
    elif isinstance(block, Table):
        text = " ".join(cell.text for row in (block.head, *block.rows[:LENGTH]) for cell in row)
    elif isinstance(block, Figure):
        text = block.caption or block.picture.address or ""
    elif isinstance(block, Embed):
        text = block.title or block.address or ""
    return " ".join(text[:_LOOKED_AT].split())[:LENGTH]
