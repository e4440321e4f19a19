"""Small libraries for tests, and how they are opened."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.library import Library
from reader.library.text_indexing import index_texts
from reader.storage.text_index import TextIndex

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reader.library.scan import ScanReport

PARAGRAPHS = 40


def write_article(
    folder: Path, name: str, *, title: str, categories: list[str], date: str, body: str | None = None, extra: str = ""
) -> Path:
    """Write an article in the reference format; without a body, one of some forty paragraphs."""
    lines = "".join(f"\n - {category}" for category in categories)
    text = body or "".join(
        f"<p>{title}，第{number}段：这一段有足够的字，好让一行放不下它，于是排到第二行去。</p>"
        for number in range(1, PARAGRAPHS + 1)
    )
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"\n---\ntitle: '{title}'\ncategories: {lines}\ndate: {date}\n{extra}---\n\n{text}\n", encoding="utf-8"
    )
    return file


def write_library(folder: Path) -> Path:
    """Write five articles in three categories, the newest first: 春, 夏, 秋, 冬, Tides.

    They are of a year that is over: a list shows the days of this year, and the months of others.
    """
    write_article(folder, "a/spring.md", title="春天的事", categories=["四季", "上半年"], date="2021-04-05 08:00:00")
    write_article(folder, "a/summer.md", title="夏天的事", categories=["四季", "上半年"], date="2021-04-04 08:00:00")
    write_article(folder, "b/autumn.md", title="秋天的事", categories=["四季", "下半年"], date="2021-04-03 08:00:00")
    write_article(folder, "b/winter.md", title="冬天的事", categories=["四季", "下半年"], date="2021-04-02 08:00:00")
    write_article(
        folder,
        "sea/tides.md",
        title="Tides",
        categories=["English"],
        date="2021-04-01 08:00:00",
        body='<p>The <b>sea</b> comes back. See <a href="https://example.com/tides">the table</a>.</p>',
        extra="url: https://example.com/tides\n",
    )
    return folder


def open_library(folder: Path, home: Path, *, searches: Mapping[str, str] | None = None) -> Library:
    """Open a library whose state and cache lie in `home`, and list its articles."""
    library = Library.open([folder], state_file=home / "state.db", cache_folder=home / "cache", searches=searches)
    scan(library)
    return library


def scan(library: Library) -> ScanReport:
    """Scan a library to its end, and tell nobody how far it is."""
    return library.scan(lambda _read, _total: None, lambda: False)


def files_of(library: Library) -> tuple[str, str, str]:
    """Return what the process is given that indexes the texts: its index, the text index, the folder."""
    texts = library.search.text_file
    return str(texts.with_name(texts.name.replace(".text.", ".index."))), str(texts), str(library.search.root)


def index_all(library: Library) -> None:
    """Index the texts as the process in the background does, but here."""
    texts = TextIndex(library.search.text_file)
    index_texts(library.search.files, texts, library.search.root)
    texts.close()


def index_elsewhere(library: Library) -> None:
    """Index the texts, as far as that goes, in the process that does it."""
    library.text_index.start()
    end = time.monotonic() + 30
    while library.text_index.is_at_work() and time.monotonic() < end:
        time.sleep(0.02)
