"""How one row of the sidebar looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from reader.render.cells import cell_width, cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from rich.style import Style

    from reader.domain.category import Category
    from reader.domain.listing import Listing

CURSORS = ("sidebar--cursor-left", "sidebar--cursor")
"""The grounds of the cursor while the keys go elsewhere, and while they go to the list."""
COMPONENTS = {
    *CURSORS,
    "sidebar--shown",
    "sidebar--category",
    "sidebar--mark",
    "sidebar--quiet",
    "sidebar--selected",
}
INDENT = 2
SHARES = "◔◑◕"
"""How an article looks of which the first, the second, the last third is being read."""
SELECTED = "✓"
DRAFT = "✎ "
REPEATED = "⧉ "
"""Before the title of an article that stands in the library more than once."""
LEAST_TITLE = 12
"""Cells that a title keeps however deep its category is."""


def draw_category(
    category: Category, *, expanded: bool, words: Sequence[str], width: int, look: Callable[[str], Style]
) -> Strip:
    """Draw a category with the number of its unread articles, `…` behind it while there may be more of them.

    `look` gives the style of a component.
    """
    count = " ".join([str(category.unread)] * (category.unread > 0) + ["…"] * category.partial)
    indent = _indent(category.depth, width)
    name = cut(f"{'▾' if expanded else '▸'} {category.name}", width - indent - cell_width(count) - 3)
    gap = width - 2 - indent - cell_width(name) - cell_width(count)
    return Strip(
        [
            Segment(" " * (1 + indent), look("")),
            *_lit(name, words, look("sidebar--category"), look("sidebar--selected")),
            Segment(" " * gap, look("")),
            Segment(count, look("sidebar--mark")),
            Segment(" ", look("")),
        ],
        width,
    )


def draw_article(
    listing: Listing,
    *,
    depth: int,
    shown: bool,
    selected: bool,
    note: str,
    words: Sequence[str],
    width: int,
    look: Callable[[str], Style],
) -> Strip:
    """Draw an article: whether it is selected, unread, begun and starred, a note such as its day, its title."""
    indent = _indent(depth, width)
    margin = " " * indent + (SHARES[int(listing.share * len(SHARES))] if listing.share else " ")
    mark = "●" if not listing.read else " "
    star = "★" if listing.starred else " "
    room = width - indent - 2 - 2 - cell_width(note) - 2
    title = cut(f"{REPEATED * listing.repeated}{DRAFT * listing.draft}{listing.title}", room)
    ink = "sidebar--shown" if shown else "sidebar--quiet" if listing.read else ""
    if selected:
        ink, margin = "sidebar--selected", SELECTED + margin[1:]
    return Strip(
        [
            Segment(margin, look("sidebar--selected" if selected else "sidebar--quiet")),
            Segment(mark, look("sidebar--mark")),
            Segment(star, look("sidebar--mark")),
            Segment(f"{note} ", look("sidebar--quiet")),
            *_lit(title, words, look(ink), look("sidebar--selected")),
            Segment(" " * (width - 1 - indent - 2 - cell_width(note) - 1 - cell_width(title)), look("")),
        ],
        width,
    )


def day_of(listing: Listing, now: datetime) -> str:
    """Return the local day of an article within this year, its month in other years; `~` marks a guess."""
    date = listing.date.astimezone(now.tzinfo)
    day = date.strftime("%m-%d") if date.year == now.year else f"{date.year:04}-{date.month:02}"
    return day if listing.date_known else f"~{day}"


def share_of(listing: Listing) -> str:
    """Return how much of an article has been read; of one that was finished, or begun anew, that it is done."""
    return f"{max(0.01, listing.share):>4.0%}" if listing.share else "done"


def _lit(text: str, words: Sequence[str], plain: Style, word: Style) -> Iterable[Segment]:
    """Return a text with the words in it lit that the list is narrowed to."""
    if not words:
        return (Segment(text, plain),)
    # The first frame lights nothing.
    from reader.domain.folding import fold
    from reader.domain.search_match import find_spans
    from reader.ui.widgets.lit_text import lit

    return lit(text, find_spans(frozenset(map(fold, words)), text, inside=True), cell_width(text), plain, word)


def _indent(depth: int, width: int) -> int:
    return max(0, min(depth * INDENT, width - LEAST_TITLE - 14))
