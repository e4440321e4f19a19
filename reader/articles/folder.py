"""Finds the article files of a folder, however its links, names and permissions are."""

from __future__ import annotations

import os
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from reader.domain.article import Problem
from reader.domain.errors import LibraryError
from reader.domain.file_stamp import FileStamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.domain.file_stamp import Fingerprint

_ALWAYS = (".md", ".markdown", ".html", ".htm")
_WITH_FRONT_MATTER = ".txt"
_SKIPPED_FOLDERS = {"node_modules"}
_SKIPPED_NAMES = set(map(os.fsencode, _SKIPPED_FOLDERS))
_HIDDEN = b"."[0]
_FENCES = (b"---", b"+++", b"{")
_PEEK = 512
_status = os.DirEntry.stat if os.name == "posix" else os.stat
"""What a folder says of its files on Windows lacks their inodes."""
_stamp = attrgetter("st_size", "st_mtime_ns", "st_ino")
"""What of a status makes a stamp, in one step for each file."""


class FoundFile(NamedTuple):
    """A file of a library, or what cannot be read, such as a folder that is closed: then `problem` says why."""

    path: str
    """Relative to the library, with `/` between its parts; undecodable bytes are surrogates (`os.fsdecode`)."""
    problem: Problem | None = None


def find_files(root: Path, known: set[Fingerprint] | None = None, *, among: int | None = None) -> Iterator[FoundFile]:
    """Yield the article files below `root`, in no order; those whose fingerprints are `known` go out of that.

    Hidden files and folders and `node_modules` are left out; linked files are followed, and linked folders too, unless
    they are reached without the link. With `among`, it ends after so many files and folders. Raises LibraryError if
    `root` itself cannot be read.
    """
    known = set() if known is None else known
    folders, links = [""], list[str]()
    seen: set[tuple[int, int]] = set()
    while (folders or links) and among != 0:
        if not folders:
            folders.append(links.pop())
        folder = folders.pop()
        prefix = f"{folder}/" if folder else ""
        above = crc32(os.fsencode(prefix))
        try:
            place = root / folder
            status = place.stat()
            if (status.st_dev, status.st_ino) in seen:
                if _leads_back(place):
                    yield FoundFile(folder, Problem("folder", "a link that leads back to a folder above it"))
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(os.fsencode(place)) as found:  # to decode each name would take a tenth of the time
                entries: Iterable[os.DirEntry[bytes]] = found
                if among is not None:
                    entries = list(islice(found, among))
                    among -= len(entries)
                for entry in entries:
                    name = entry.name
                    if name[0] == _HIDDEN:
                        continue
                    try:
                        if known:  # in a library that is as it was, it has nearly each of them
                            # As `fingerprint_of` does, but the part of the path that all here share is looked at once.
                            fingerprint = hash((crc32(name, above), _stamp(_status(entry))))
                            if fingerprint in known:
                                known.remove(fingerprint)
                                continue
                        if entry.is_dir():
                            if name not in _SKIPPED_NAMES:
                                (links if entry.is_symlink() else folders).append(prefix + os.fsdecode(name))
                            continue
                    except OSError:  # a link that leads to itself, or nowhere
                        pass
                    path = prefix + os.fsdecode(name)
                    if _is_article(entry, path):
                        yield _found(entry, path)
        except OSError as error:
            if not folder:
                raise LibraryError(f"{root}: cannot be read: {reason(error)}") from error
            yield FoundFile(folder, Problem("folder", f"cannot be read: {reason(error)}"))


def _leads_back(link: Path) -> bool:
    """Return whether a linked folder is one of those that the link lies in."""
    target = os.path.realpath(link)
    return os.path.commonpath((target, os.path.realpath(link.parent))) == target


def look_at(file: Path, *, root: Path) -> FoundFile:
    """Return what `find_files` would say of `file`, which lies below `root`."""
    return _found(file, file.relative_to(root).as_posix())


def stamp_of(file: Path) -> FileStamp | None:
    """Return what tells whether a file has changed, None if it is not there."""
    try:
        status = file.stat()
    except OSError:
        return None
    return FileStamp(*_stamp(status))


def is_article_file(file: Path) -> bool:
    """Return whether `find_files` takes `file`, which lies where it looks, for an article."""
    name = file.name.lower()
    if name.endswith(_ALWAYS):
        return os.path.lexists(file) and not os.path.isdir(file)  # noqa: PTH112 - Path.is_dir raises where a link leads to what is closed
    return name.endswith(_WITH_FRONT_MATTER) and _begins_with_front_matter(file)


def is_passed_over(path: str) -> bool:
    """Return whether no article is looked for at a path in the library."""
    return any(part.startswith(".") or part in _SKIPPED_FOLDERS for part in path.split("/"))


def reason(error: OSError) -> str:
    """Return why a file could not be read, in a few words."""
    return (error.strerror or type(error).__name__).lower()


def _is_article(entry: os.DirEntry[bytes], path: str) -> bool:
    lower = path.lower()
    if lower.endswith(_ALWAYS):
        return True
    return lower.endswith(_WITH_FRONT_MATTER) and _begins_with_front_matter(entry)


def _begins_with_front_matter(file: os.DirEntry[bytes] | Path) -> bool:
    try:
        if not file.is_file():
            return False
        with open(file, "rb") as stream:  # noqa: PTH123 - a Path for each file of a large folder would cost more than the walk
            start = stream.read(_PEEK)
    except OSError:
        return False
    return start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(_FENCES)


def _found(file: os.DirEntry[bytes] | Path, path: str) -> FoundFile:
    try:
        if file.is_file():
            return FoundFile(path)
        file.stat()
    except OSError as error:
        return FoundFile(path, Problem("file", f"cannot be read: {reason(error)}"))
    return FoundFile(path, Problem("file", "not a regular file"))
