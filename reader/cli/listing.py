"""`reader list`: lists the articles of a library, a line for each."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from reader.cli import writing_output
from reader.cli.parser import Parser
from reader.cli.scanned import scanned_library
from reader.domain.listing import RowId
from reader.domain.query import Query, View
from reader.render.cells import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.domain.category import CategoryPath
    from reader.domain.listing import Listing
    from reader.library import Library

NOTHING_LISTED = 1
"""The exit status if there is nothing to list."""


def run(words: Sequence[str]) -> int:
    """List what the words of the command line ask for, and return the exit status; raises ReaderError."""
    options = _parser().parse_args(words)
    with scanned_library(options.path) as library:
        library.shelf.query = Query(View.STARRED if options.starred else View.ALL)
        columns = get_terminal_size().columns if sys.stdout.isatty() else None
        status = NOTHING_LISTED
        with writing_output():
            for category, listing in _articles(library):
                if not (options.unread and listing.read):
                    in_json = _as_json(library, category, listing) if options.json else None
                    print(in_json or _as_line(category, listing, columns))
                    status = 0
    return status


def _parser() -> Parser:
    parser = Parser(
        prog="reader list",
        description="Lists the articles of a library by category, the newest first: date, category, title.",
        epilog="The exit status is 1 if there is nothing to list. A folder called list is opened as ./list.",
    )
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="a folder; without one, as in the settings")
    parser.add_argument("--unread", action="store_true", help="only what is not read")
    parser.add_argument("--starred", action="store_true", help="only what is starred")
    parser.add_argument("--json", action="store_true", help="write one JSON object a line")
    return parser


def _articles(library: Library) -> Iterator[tuple[CategoryPath, Listing]]:
    """Yield each article once, under the first category that it names, in the order of the sidebar."""
    for category in library.shelf.categories():
        rows = map(RowId, library.shelf.articles_in(category.path))
        for listing in library.shelf.listings(rows):
            if library.shelf.place_of(listing.row) == category.path:
                yield category.path, listing


def _as_line(category: CategoryPath, listing: Listing, columns: int | None) -> str:
    line = f"{listing.date.astimezone():%Y-%m-%d}  {' / '.join(category)}  {listing.title}"
    return line if columns is None else cut(line, columns)


def _as_json(library: Library, category: CategoryPath, listing: Listing) -> str:
    # Escaped, so that whatever a file is called can be written wherever this goes.
    return json.dumps(
        {
            "path": library.shelf.path_of(listing.row),
            "title": listing.title,
            "category": category,
            "date": listing.date.isoformat(),
            "read": listing.read,
            "starred": listing.starred,
            "draft": listing.draft,
            "problems": listing.problems,
        }
    )
