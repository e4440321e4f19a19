"""`reader search`: lists the articles that hold some words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.sanitize import clean_line
from reader.cli import writing_output
from reader.cli.parser import Parser
from reader.cli.scanned import scanned_library
from reader.domain.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library import Library

NOTHING_FOUND = 1
"""The exit status of a search without a hit."""


def run(words: Sequence[str]) -> int:
    """List what the words of the command line look for, and return the exit status; raises ReaderError."""
    options = _parser().parse_args(words)
    if options.limit < 1:
        raise LibraryError(f"--limit {options.limit}: at least 1")
    with scanned_library(options.path) as library:
        return 0 if _list(library, options.query, options.limit) else NOTHING_FOUND


def _parser() -> Parser:
    parser = Parser(
        prog="reader search",
        description="Lists the articles that hold some words: first those with all of them in the title, then "
        "those with some, the newest first.",
        epilog='Words are AND; "a phrase", -not, OR, title: author: category: tag: is:unread is:read is:starred '
        "before:2022 after:2021-06 newer:7d. Put a query that begins with - behind --.",
    )
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="a folder; without one, as in the settings")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="articles that are listed at most; 50")
    return parser


def _list(library: Library, query: str, limit: int) -> int:
    """Print date, title and path of each hit, and the line that it is found in; return how many hits there are."""
    library.search.take_out_stale()
    hits = library.search.find(query, limit)
    listings = {listing.row: listing for listing in library.shelf.listings(hit.row for hit in hits)}
    with writing_output():
        for hit in hits:
            listing = listings[hit.row]
            context = library.search.context(query, hit.row)
            print(f"{listing.date.astimezone():%Y-%m-%d}  {listing.title}\n  {clean_line(hit.path)}")
            if context is not None and context.line:
                print(f"  {context.line}")
    return len(hits)
