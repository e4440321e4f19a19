"""Brings the text index of a library up to date; a program of its own, so that no key waits for it.

`python -m reader.library.text_indexing INDEX TEXT_INDEX ROOT` works until it is done, or until its input ends.
"""

from __future__ import annotations

import os
import sys
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from reader.domain.errors import StorageError
from reader.domain.folding import fold
from reader.library.article_text import read_text
from reader.storage.database import DamagedError, only_one
from reader.storage.index import Index
from reader.storage.search import LEARNED_FROM, Indexed, TextIndex
from reader.storage.search_words import runs_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.domain.listing import RowId
    from reader.storage.index_search import ArticleFile, ArticleFiles
    from reader.storage.search_grams import Frequent

BATCH = 500
"""Articles that can be found together; what is lost when the work is broken off."""
_NICE = 10


def index_texts(files: ArticleFiles, texts: TextIndex, root: Path, cancelled: Callable[[], bool]) -> bool:
    """Put what is new into `texts` and take out what is gone, the newest first; return whether all of it is done."""
    try:
        return _index(files, texts, root, cancelled)
    except DamagedError:
        texts.make_anew()
        return _index(files, texts, root, cancelled)


def _index(files: ArticleFiles, texts: TextIndex, root: Path, cancelled: Callable[[], bool]) -> bool:
    rows, held = files.newest_first(), take_out_stale(files, texts)
    if not held or texts.is_wasteful():
        first = files.look_up(rows[:LEARNED_FROM]).values()
        texts.begin_anew([runs_of(fold(read_text(root, file.path).text)) for file in first])
        held.clear()
    frequent = texts.frequent()
    waiting = (row for row in rows if row not in held)
    while batch := list(islice(waiting, BATCH)):
        if cancelled():
            return False
        texts.put([_indexed(file, root, frequent) for file in files.look_up(batch).values()])
    while not cancelled():
        if not texts.tidy():
            return True
    return False


def take_out_stale(files: ArticleFiles, texts: TextIndex) -> set[RowId]:
    """Take what is gone or has changed out of `texts`, and return what it still holds.

    What only has another row, as in an index that was made anew, is kept.
    """
    held, stale = _find_stale(files, texts)
    if not stale:
        return held
    with texts.transaction():
        # Looked for again: another process may have taken them out meanwhile.
        held, stale = _find_stale(files, texts)
        moved = {row: new for row, new in stale.items() if new is not None}
        texts.remove(stale.keys() - moved.keys())
        texts.move(moved)
    return (held - stale.keys()) | set(moved.values())


def _find_stale(files: ArticleFiles, texts: TextIndex) -> tuple[set[RowId], dict[RowId, RowId | None]]:
    """Return what `texts` holds, and what of it is gone or has changed, with the other row of what only has another."""
    held = texts.fingerprints()
    wanted = {row: fingerprint for part in files.fingerprints() for row, _, fingerprint in part}
    rows = {fingerprint: row for row, fingerprint in wanted.items()}
    stale = {row: rows.get(fingerprint) for row, fingerprint in held.items() if wanted.get(row) != fingerprint}
    return set(held), stale


def _indexed(file: ArticleFile, root: Path, frequent: Frequent) -> Indexed:
    article = read_text(root, file.path)
    fields = {field: fold(text) for field, text in article.fields.items()}
    title, *_ = fields.values()
    words = words_of((title, fold(article.text)), fields.items(), frequent)
    return Indexed(file.row, file.fingerprint, file.age, words)


def main() -> None:
    """Work in the background until it is done, or until whoever has started it ends; print what keeps it from that."""
    index_file, text_file, root = map(Path, sys.argv[1:4])
    if hasattr(os, "nice"):
        os.nice(_NICE)
    ended = Event()
    Thread(target=_wait_for_end, args=(ended,), daemon=True).start()
    try:
        with only_one(text_file.with_suffix(".lock")) as is_only:
            if is_only:
                index, texts = Index(index_file), TextIndex(text_file)
                index_texts(index.files(), texts, root, ended.is_set)
                texts.close()
                index.close()
    except (OSError, StorageError) as error:
        sys.stdout.buffer.write(str(error).encode(errors="replace"))
        sys.stdout.flush()
    # The interpreter would wait for the thread, which waits for input.
    os._exit(0)


def _wait_for_end(ended: Event) -> None:
    sys.stdin.buffer.read()
    ended.set()


if __name__ == "__main__":
    main()
