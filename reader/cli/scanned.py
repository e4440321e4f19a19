"""A library as its files are now, for commands that list articles."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING

from reader import paths
from reader.cli.usual_library import usual_library
from reader.library import Library
from reader.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def scanned_library(folder: Path | None) -> Iterator[Library]:
    """Open a folder, by default the one of the settings, and bring its index up to date; raises ReaderError."""
    gc.enable()  # many files may be read
    folder = folder or usual_library(read_settings(paths.settings_file()))
    library = Library.open([folder], state_file=paths.state_file(), cache_folder=paths.cache_folder())
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        library.scan(lambda _done, _total: None, lambda: False)
        library.shelf.renew()
        yield library
    finally:
        library.close()
