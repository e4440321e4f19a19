"""Has the heads of files read batch by batch: here, or in processes of their own."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from itertools import cycle
from typing import TYPE_CHECKING

from reader.library.child import Child

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reader.articles.folder import FoundFile
    from reader.storage.index_entry import IndexEntry

BATCH = 1000
"""Articles that become visible together."""
_PROCESSES = 2
"""With a third one, writing into the index is what takes longest."""

PlainFile = str | tuple[str, str, str]
"""The path of a file; with the place and the message of its problem if it has one."""


class HeadReaders(ExitStack):
    """Readers of a library; processes that it starts end with the block."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = str(root)
        self._children: list[Child] = []

    def start(self) -> None:
        """Start the processes, which takes them longer than reading a few hundred files takes here."""
        while len(self._children) < _PROCESSES:
            self._children.append(self.enter_context(Child("from reader.library.heads import serve; serve()")))

    def read(self, files: Sequence[FoundFile]) -> Iterator[list[IndexEntry]]:
        """Yield what the index keeps of `files`, in their order; it can be asked once."""
        batches = [list(map(_to_plain, files[start : start + BATCH])) for start in range(0, len(files), BATCH)]
        if not self._children:
            yield from (self._read_here(batch) for batch in batches)
            return
        for number, child in enumerate(self._children):
            # Each knows from the start what it has to do, so that none waits for the other.
            with suppress(OSError):
                child.send((self._root, batches[number::_PROCESSES]))
        for child, batch in zip(cycle(self._children), batches, strict=False):
            yield self._answer(child, batch)

    def _answer(self, child: Child, batch: list[PlainFile]) -> list[IndexEntry]:
        from reader.storage.index_entry import IndexEntry

        try:
            return list(map(IndexEntry._make, child.receive()))
        except EOFError:
            # Without the other process, it takes longer.
            return self._read_here(batch)

    def _read_here(self, batch: list[PlainFile]) -> list[IndexEntry]:
        from reader.library.heads import read_heads  # its parsers take longer to import than most scans

        return read_heads(batch, self._root)


def _to_plain(file: FoundFile) -> PlainFile:
    return file.path if file.problem is None else (file.path, file.problem.place, file.problem.message)
