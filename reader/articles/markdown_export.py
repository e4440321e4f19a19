"""A body as one Markdown document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.links import destination
from reader.articles.runs import escape
from reader.domain.block import (
    Alignment,
    Block,
    Body,
    Cell,
    Code,
    Definition,
    Embed,
    Figure,
    Footnote,
    Heading,
    Item,
    Paragraph,
    Quote,
    Rule,
    Table,
)

if TYPE_CHECKING:
    from reader.domain.block import Container

_BLOCK_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|=+\s*$|-{2,}\s*$|>)", re.MULTILINE)
_NUMBER_START = re.compile(r"^(\s*\d{1,9})(?=[.)](?:\s|$))", re.MULTILINE)
_FENCE = re.compile("`{3,}")
_ORDINAL = re.compile(r"\d{1,9}\.")
_RULES = {Alignment.LEFT: ":--", Alignment.CENTRE: ":-:", Alignment.RIGHT: "--:"}
_BOXES = {"☐": "- [ ]", "☑": "- [x]"}


def to_markdown(body: Body) -> str:
    """Return all of `body` as Markdown with tables, strikethrough, task lists and footnotes."""
    lines: list[str] = []
    for index in range(len(body)):
        block = body[index]
        first, rest = _margins(block)
        if index and not (block.tight and block.opens):
            lines.append("".join(_margin(container) for container in block.inside[: len(block.inside) - block.opens]))
        lines += [(rest if number else first) + line for number, line in enumerate(_write(block).split("\n"))]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _margins(block: Block) -> tuple[str, str]:
    """Return what stands before the first line of a block, and before the others."""
    opened = len(block.inside) - block.opens
    first = "".join(
        _margin(container) if depth < opened else _marker(container) for depth, container in enumerate(block.inside)
    )
    return first, "".join(map(_margin, block.inside))


def _marker(container: Container) -> str:
    match container:
        case Quote():
            return "> "
        case Definition():
            return ": "
        case Footnote(label):
            return f"[^{label}]: "
        case Item(marker):
            return (marker if _ORDINAL.fullmatch(marker) else _BOXES.get(marker, "-")) + " "


def _margin(container: Container) -> str:
    if isinstance(container, Quote):
        return "> "
    if isinstance(container, Footnote):
        return "    "
    return "  " if isinstance(container, Item) and container.marker in _BOXES else " " * len(_marker(container))


def _write(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {block.text}"
        case Paragraph():
            return _NUMBER_START.sub(r"\1\\", _BLOCK_START.sub(r"\1\\\2", block.text))
        case Code():
            fence = max([*_FENCE.findall(block.text), "``"], key=len) + "`"
            return f"{fence}{block.language or ''}\n{block.text}\n{fence}"
        case Figure():
            image = f"![{escape(block.picture.text or '')}]({destination(block.picture.address or '')})"
            image = f"[{image}]({destination(block.link)})" if block.link else image
            return f"{image}\\\n{block.caption}" if block.caption else image
        case Table():
            return _write_table(block)
        case Embed():
            name = escape(block.title or block.address or block.kind)
            return f"[{name}]({destination(block.address)})" if block.address else name
        case Rule():
            return "***"
    raise AssertionError(f"no Markdown for {type(block).__name__}")


def _write_table(table: Table) -> str:
    head = table.head or tuple(Cell(text="") for _ in table.alignments)
    rules = "| " + " | ".join(_RULES[alignment] for alignment in table.alignments) + " |"
    head_line, *lines = [
        "| " + " | ".join(cell.text.replace("\\\n", "<br>").replace("|", "\\|") for cell in row) + " |"
        for row in (head, *table.rows)
    ]
    return "\n".join([head_line, rules, *lines])
