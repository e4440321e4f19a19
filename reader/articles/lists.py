"""Lists: how their items are marked, and whether they stand close together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.articles.leaves import Leaf

_ITEM_TAG = re.compile(r"<(/?)(ol|ul|li)\b")
_NUMBER = re.compile(r"\s*([+-]?\d{1,9})\s*$")
_TASK = re.compile(r"\s*(?:<(?:p|label|x-markdown)\b[^>]*>\s*)*<input(?=[^>]* type=\"checkbox\")([^>]*)>")
# Each reversed list is read ahead to count its items, which must not add up over nested ones.
_DEEPEST_COUNTED = 12
_BULLETS = ("•", "◦", "▪")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(slots=True)
class ListFrame:
    """A list that is being read."""

    ordered: bool
    depth: int
    """How many lists are around it."""
    number: int = 1
    step: int = 1
    style: str = "1"
    loose: bool = False
    firsts: list[Leaf] = field(default_factory=list)
    """The first leaf of each item."""

    def close(self, *, within_item: bool) -> None:
        """Let the items follow each other without blank lines, unless one of them holds several blocks."""
        if not self.loose:
            for leaf in self.firsts if within_item else self.firsts[1:]:
                leaf.tight = True


def read_list(name: str, attributes: Mapping[str, str], document: str, start: int, depth: int) -> ListFrame:
    """Return the list that begins with an `ol` or `ul` tag that ends at `start`."""
    frame = ListFrame(name == "ol", depth, style=attributes.get("type", "1"))
    first = _NUMBER.match(attributes.get("start", ""))
    if "reversed" in attributes and depth < _DEEPEST_COUNTED:
        frame.step = -1
        frame.number = _count_items(document, start)
    if first:
        frame.number = int(first[1])
    return frame


def item_marker(frame: ListFrame | None, attributes: Mapping[str, str], document: str, start: int) -> str:
    """Return the marker of an item whose tag ends at `start`: a box if it is a task."""
    number = _NUMBER.match(attributes.get("value", ""))
    if frame and number:
        frame.number = int(number[1])
    marker = _BULLETS[min(frame.depth if frame else 0, len(_BULLETS) - 1)]
    if frame and frame.ordered:
        marker = _numeral(frame.number, frame.style) + "."
        frame.number += frame.step
    task = _TASK.match(document, start)
    if task:
        return "☑" if " checked=" in task[1] else "☐"
    return marker


def _count_items(document: str, start: int) -> int:
    level = count = 0
    for tag in _ITEM_TAG.finditer(document, start):
        if tag[2] != "li":
            level += -1 if tag[1] else 1
            if level < 0:
                break
        elif not tag[1] and level == 0:
            count += 1
    return count


def _numeral(number: int, style: str) -> str:
    if style in ("a", "A") and number > 0:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord(style) + letter) + letters
        return letters
    if style in ("i", "I") and 0 < number < 4000:
        numeral = ""
        for value, letters in _ROMAN:
            numeral += letters * (number // value)
            number %= value
        return numeral if style == "i" else numeral.upper()
    return str(number)
