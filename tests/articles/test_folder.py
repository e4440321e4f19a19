"""Article files are found below a folder, and nothing else is."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.articles.folder import find_files, is_article_file, look_at, stamp_of
from reader.domain.errors import LibraryError
from reader.domain.file_stamp import fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Iterator

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


def write(root: Path, *names: str, text: str = "text") -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def paths(root: Path) -> list[str]:
    found = sorted(found.path for found in find_files(root))
    assert found == sorted(found.path for found in find_files(root, {0}))  # what else is known changes nothing
    return found


def test_articles_are_found_at_any_depth_by_their_names(tmp_path: Path) -> None:
    names = ["a.md", "b/c.markdown", "b/d/e.html", "f.HTM", "新/ .md", "it's 100%25 🚀.md"]
    write(tmp_path, *names, "picture.png", "notes.txt", "md", "a.md.bak")
    assert paths(tmp_path) == sorted(names)


def test_hidden_files_and_installed_packages_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.md", ".git/a.md", "node_modules/b.md", "kept.md")
    assert paths(tmp_path) == ["kept.md"]


@pytest.mark.parametrize("start", ["---\n", "\n\n---\n", "\ufeff---\n", "+++\n", '{\n"title"'])
def test_a_text_file_counts_if_it_begins_with_front_matter(tmp_path: Path, start: str) -> None:
    write(tmp_path, "a.txt", text=f"{start}title: x")
    (tmp_path / "utf16.txt").write_text(start, encoding="utf-16")
    write(tmp_path, "b.txt", text="robots and others")
    assert paths(tmp_path) == ["a.txt", "utf16.txt"]


def test_a_file_that_is_as_it_was_known_is_not_found_again(tmp_path: Path) -> None:
    write(tmp_path, "in/a.md", "in/b.md", "in/c.md", text="four")
    status = (tmp_path / "in/a.md").stat()
    assert stamp_of(tmp_path / "in/a.md") == (4, status.st_mtime_ns, status.st_ino)
    assert stamp_of(tmp_path / "gone.md") is None
    a, b = (
        fingerprint_of(f"in/{name}.md", stamp)
        for name in "ab"
        if (stamp := stamp_of(tmp_path / f"in/{name}.md")) is not None
    )
    known = {a, b, 1}
    write(tmp_path, "in/b.md", text="and more")
    assert sorted(find_files(tmp_path, known)) == [("in/b.md", None), ("in/c.md", None)]
    assert known == {b, 1}
    assert look_at(tmp_path / "in/b.md", root=tmp_path) == ("in/b.md", None)


@POSIX_ONLY
def test_linked_folders_are_entered_once(tmp_path: Path) -> None:
    library = tmp_path / "library"
    write(library, "real/a.md", "b.md")
    write(tmp_path, "outside/c.md")
    (library / "loop").symlink_to(library)
    (library / "again").symlink_to(library / "real")
    (library / "out").symlink_to(tmp_path / "outside")
    (library / "out2").symlink_to(tmp_path / "outside")
    (library / "file.md").symlink_to(tmp_path / "outside/c.md")
    (library / "broken.md").symlink_to(tmp_path / "nowhere")
    (library / ".#b.md").symlink_to("somebody@somewhere")  # as an editor locks a file
    (library / "loop.txt").symlink_to("loop.txt")
    found = paths(library)
    assert len(found) == 6
    assert {"real/a.md", "b.md", "file.md", "broken.md", "loop"} < set(found)
    told = [str(found.problem) for found in find_files(library) if found.path == "loop"]
    assert told == ["folder: a link that leads back to a folder above it"]


@POSIX_ONLY
def test_what_is_no_regular_file_is_never_opened(tmp_path: Path) -> None:
    for name in ("pipe.md", "pipe.txt"):
        os.mkfifo(tmp_path / name)
    (found,) = find_files(tmp_path)
    assert (found.path, str(found.problem)) == ("pipe.md", "file: not a regular file")
    assert is_article_file(tmp_path / "pipe.md")
    assert not is_article_file(tmp_path / "pipe.txt")
    assert look_at(tmp_path / "pipe.md", root=tmp_path).problem is not None


@POSIX_ONLY
def test_what_cannot_be_looked_at_hides_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.md")
    for name in ("b.txt", "c.md"):
        (tmp_path / name).symlink_to(name)
    assert {found.path for found in find_files(tmp_path)} == {"a.md", "c.md"}

    def refuse(_place: object, **_options: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        # What lies in a folder that is closed: a Path says that it is none of what is asked, or raises.
        patch.setattr(os, "stat", refuse)
        patch.setattr(Path, "stat", refuse)
        assert [is_article_file(tmp_path / name) for name in ("a.md", "b.txt", "c.md")] == [True, False, True]


@POSIX_ONLY
def test_a_name_that_is_not_unicode_is_found_and_opens(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("text")
    except OSError:
        pytest.skip("the file system takes Unicode only")
    (found,) = find_files(tmp_path)
    assert os.fsencode(found.path) == b"caf\xe9.md"
    assert (tmp_path / found.path).read_text() == "text"


@POSIX_ONLY
def test_a_folder_that_cannot_be_read_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "closed/a.md", "open/b.md")
    scandir = os.scandir

    def refuse(place: bytes) -> Iterator[os.DirEntry[bytes]]:
        if place.endswith(b"/closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuse)
    told = {found.path: str(found.problem) for found in find_files(tmp_path)}
    assert told == {"closed": "folder: cannot be read: permission denied", "open/b.md": "None"}


def test_a_root_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="nowhere: cannot be read: no such file or directory"):
        list(find_files(tmp_path / "nowhere"))


def test_a_deep_folder_is_no_trouble(tmp_path: Path) -> None:
    write(tmp_path, "/".join(["d"] * 300) + "/a.md")
    assert len(paths(tmp_path)) == 1


@pytest.mark.parametrize(("name", "answer"), [("a.md", True), ("a.TXT", True), ("a.pdf", False), ("README", False)])
def test_the_name_tells_an_article_file(tmp_path: Path, name: str, answer: bool) -> None:
    write(tmp_path, name, text="---\ntitle: x\n---\n")
    assert is_article_file(tmp_path / name) is answer
    assert not is_article_file(tmp_path / "missing" / name)
