"""Where the files of a library are: a folder, or just some files."""

from __future__ import annotations

import os
import re
from itertools import islice
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from reader.domain.errors import ArticleError, LibraryError
from reader.domain.file_stamp import fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.articles.folder import FoundFile
    from reader.domain.file_stamp import Fingerprint


class Source(NamedTuple):
    """A folder with everything in it, or only the `files` of a list, which may be empty."""

    root: Path
    files: tuple[Path, ...] | None = None

    @property
    def name(self) -> str:
        """What the library is called."""
        return f"{len(self.files)} files" if self.files else self.root.name or str(self.root)

    @property
    def key(self) -> str:
        """A name for files about this library: the same for the same paths, another for others.

        Should two libraries ever come to the same one, each start would make the index anew, and nothing be lost.
        """
        parts = [os.fsencode(path) for path in (self.root, *sorted(self.files or ()))]
        name = re.sub(r"[\W_]+", "-", self.root.name)[:40]
        return f"{name}-{crc32(b'|'.join(parts)):08x}"

    def index_file(self, cache_folder: Path) -> Path:
        """Return the file of the index; it need not exist."""
        return cache_folder / f"{self.key}.index.db"

    def path_of(self, file: Path) -> str | None:
        """Return the path of a file in the library, None if it lies elsewhere."""
        place = absolute(file)
        return place.relative_to(self.root).as_posix() if place.is_relative_to(self.root) else None

    def find(self, known: set[Fingerprint] | None = None, *, among: int | None = None) -> Iterator[FoundFile]:
        """Yield the article files that are there now; those whose fingerprints are `known` go out of that.

        With `among`, only those among so many files and folders.
        """
        from reader.articles.folder import find_files, look_at, stamp_of  # what the index knows is shown without

        if self.files is None:
            yield from find_files(self.root, known, among=among)
            return
        for file in self.files:
            if os.path.lexists(file):
                found = look_at(file, root=self.root)
                stamp = stamp_of(file) if known else None
                if known and stamp is not None and (fingerprint := fingerprint_of(found.path, stamp)) in known:
                    known.remove(fingerprint)
                else:
                    yield found

    def has(self, number: int, *, among: int | None = None) -> bool:
        """Return whether there are at least so many article files, or so many `among` the first files and folders."""
        return next(islice(self.find(among=among), number - 1, None), None) is not None


def source_of(paths: Sequence[Path]) -> Source:
    """Return the library that `paths` mean: one folder; one file in its folder; or just several files.

    Raises LibraryError or ArticleError.
    """
    places = list(dict.fromkeys(map(absolute, paths)))
    for given in paths:
        path = absolute(given)
        if not _is_folder(path, given):
            _check_text(path, given)
        elif len(places) > 1:
            raise LibraryError(f"{given}: a folder opens on its own; name one folder, or only files")
    if len(places) > 1:
        return Source(Path(os.path.commonpath([place.parent for place in places])), tuple(places))
    return Source(places[0] if places[0].is_dir() else places[0].parent)


def absolute(path: Path) -> Path:
    """Return the full name of `path`, through the links that its user goes through."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow the links


def _is_folder(path: Path, given: Path) -> bool:
    """Return whether a folder or something else is there; raises LibraryError if that cannot be told."""
    try:
        return S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        raise LibraryError(f"{given}: no such file or folder") from None
    except OSError as error:
        from reader.articles.folder import reason  # what is there is shown without

        raise LibraryError(f"{given}: cannot be read: {reason(error)}") from error


def _check_text(file: Path, given: Path) -> None:
    """Raise ArticleError if a file that was named cannot be read as text."""
    from reader.articles.signature import HEAD, looks_binary  # a folder is opened without

    if not file.is_file():
        raise ArticleError(f"{given}: not a regular file")
    try:
        with file.open("rb") as stream:
            start = stream.read(HEAD)
    except OSError as error:
        from reader.articles.folder import reason  # a file that can be read is shown without

        raise ArticleError(f"{given}: cannot be read: {reason(error)}") from error
    if looks_binary(start):
        raise ArticleError(f"{given}: not a text file")
