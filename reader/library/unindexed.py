"""Which articles a text index does not have as they are now: found out in steps, so that no key waits for it."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.listing import RowId

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from reader.storage.disposable_database import DataVersion
    from reader.storage.index_search import ArticleFiles
    from reader.storage.text_index import TextIndex


class _Part(NamedTuple):
    """Some articles of the list: arrays, as there may be a hundred thousand of them."""

    rows: array[int]
    ages: array[int]
    fingerprints: array[int]


class Unindexed:
    """Those whose texts were never indexed, or have changed since.

    Of 100,000 articles it takes 0.15 s to find out; 0.1 s once more when only the text index has changed.
    """

    def __init__(self, files: ArticleFiles) -> None:
        self._files = files
        self._versions: tuple[DataVersion, DataVersion] | None = None
        """Of the list and of the text index that were looked at."""
        self._rows: Sequence[RowId] = ()
        self._listed: DataVersion | None = None
        """The version of the list that has these articles."""
        self._parts: list[_Part] = []

    def known(self, texts: TextIndex) -> Sequence[RowId] | None:
        """Return the articles if they are found out already."""
        return self._rows if self._versions == (self._files.version(), texts.version()) else None

    def find(self, texts: TextIndex) -> Generator[None, None, Sequence[RowId]]:
        """Return the articles, the newest first, after some steps, or at once if they are known."""
        versions = (self._files.version(), texts.version())
        if self._versions != versions:
            self._rows = yield from self._compare(texts)
            self._versions = versions
        return self._rows

    def _compare(self, texts: TextIndex) -> Generator[None, None, Sequence[RowId]]:
        version = self._files.version()
        if self._listed != version:
            parts: list[_Part] = []
            for part in self._files.fingerprints():
                parts.append(_Part(*(array("q", column) for column in zip(*part, strict=True))))
                yield
            self._parts, self._listed = parts, version
        found: list[RowId] = []
        found_ages: list[int] = []
        for rows, ages, fingerprints in self._parts:
            held = texts.fingerprints(rows[0], rows[-1])
            for row, age, fingerprint in zip(map(RowId, rows), ages, fingerprints, strict=True):
                if held.get(row) != fingerprint:
                    found.append(row)
                    found_ages.append(age)
            yield
        # Numbers sort in half the time of pairs, and below 2**30 in two thirds of that; of one age, rows stay in order.
        newest = min(found_ages, default=0)
        after = [age - newest for age in found_ages]
        yield
        order = sorted(range(len(found)), key=after.__getitem__)
        yield
        return [found[at] for at in order]


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
