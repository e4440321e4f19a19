"""Brings the text index of a library up to date, in a process of its own, so that no key waits for it."""

from __future__ import annotations

import os
import sys
from itertools import islice
from operator import attrgetter
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from reader.domain.errors import StorageError
from reader.domain.folding import fold
from reader.domain.search_query import Field
from reader.library.article_text import read_text
from reader.library.child import give_way, receive, send
from reader.library.unindexed import take_out_stale
from reader.storage.database import DamagedError, only_one
from reader.storage.index import Index
from reader.storage.postings import DOCUMENTS
from reader.storage.text_index import LEARNED_FROM, Indexed, TextIndex
from reader.storage.text_merging import merge_some

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.domain.listing import RowId
    from reader.storage.index_search import ArticleFile, ArticleFiles

FIRST, BATCH = 500, DOCUMENTS
"""Articles that can be found together, those that are the first and the others: a few seconds' work, which is lost if
it is broken off."""
_AT_ONCE = 100
_LEARNED = 10_000
"""Characters of a text that are enough to learn from what is frequent."""


def index_texts(files: ArticleFiles, texts: TextIndex, root: Path) -> None:
    """Put what is new into `texts`, the newest first, and take out what is gone."""
    try:
        _index(files, texts, root)
    except DamagedError:
        texts.make_anew()
        _index(files, texts, root)


def _index(files: ArticleFiles, texts: TextIndex, root: Path) -> None:
    rows, held = files.newest_first(), take_out_stale(files, texts)
    if not held or texts.has_outgrown():
        from reader.storage.text_segment import learn  # where nothing is new, NumPy is not loaded

        first = [fold(read_text(root, file.path).text[:_LEARNED]) for file in _look_up(files, rows[:LEARNED_FROM])]
        texts.begin_anew(len(first), learn(first))
        held = set()
    waiting = (row for row in rows if row not in held)
    size = FIRST
    while batch := list(islice(waiting, size)):
        # Their dates may have changed since the rows were listed.
        _put(sorted(_look_up(files, batch), key=attrgetter("age", "row")), texts, root)
        size = BATCH
    while merge_some(texts):
        pass


def _put(batch: Sequence[ArticleFile], texts: TextIndex, root: Path) -> None:
    """Put some articles, the newest first, into `texts`: as one segment, unless they hold very much."""
    from reader.storage.text_segment import SegmentBuilder

    builder, articles = SegmentBuilder(texts.frequent()), list[Indexed]()
    for file in batch:
        article = read_text(root, file.path)
        title = fold(file.title)  # what cannot be read has another title in the list
        fields: dict[Field | None, str] = {field: fold(text) for field, text in article.fields.items()}
        builder.add({**fields, Field.TITLE: title, None: f"{title}\n{fold(article.text)}"})
        articles.append(Indexed(file.age, file.row, file.fingerprint))
        if builder.is_full():
            texts.put(articles, builder.build())
            builder, articles = SegmentBuilder(texts.frequent()), []
    texts.put(articles, builder.build())


def _look_up(files: ArticleFiles, rows: Sequence[RowId]) -> Iterator[ArticleFile]:
    """Yield some articles in the order of `rows`, those that are still there."""
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        found = files.look_up(some)
        yield from (found[row] for row in some if row in found)


def serve() -> None:
    """Index the library that is asked for, until it is done; tell what keeps it from that: what the child does.

    It ends with its input, whatever it is at.
    """
    give_way()
    index_file, text_file, root = map(Path, receive(sys.stdin.buffer))
    Thread(target=_end_with_input, daemon=True).start()
    try:
        with only_one(text_file.with_suffix(".lock")) as is_only:
            if is_only:
                index, texts = Index(index_file), TextIndex(text_file)
                index_texts(index.files(), texts, root)
                texts.close()
                index.close()
    except (OSError, StorageError) as error:
        send(sys.stdout.buffer, str(error))
    # The interpreter would wait for the thread, which waits for input.
    os._exit(0)


def _end_with_input() -> None:
    """End the program when its input ends: what it has not put away yet is lost, and no more."""
    sys.stdin.buffer.read()
    os._exit(0)
