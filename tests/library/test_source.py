"""A library is a folder or some files; it is known by them in whatever order they are named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.domain.errors import LibraryError
from reader.library.source import Source, source_of


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    files = [tmp_path / name for name in ("a.md", "in/b.md", "in/c.md")]
    (tmp_path / "in").mkdir()
    for file in files:
        file.write_text("text", encoding="utf-8")
    return files


def found(source: Source) -> list[str]:
    return sorted(file.path for file in source.find())


def test_several_files_have_the_folder_that_all_of_them_lie_in(files: list[Path], tmp_path: Path) -> None:
    assert source_of(files).root == tmp_path
    assert source_of(files[1:]).root == tmp_path / "in"
    assert found(source_of([files[0], files[2]])) == ["a.md", "in/c.md"]


def test_the_same_files_in_any_order_are_the_same_library(files: list[Path], tmp_path: Path) -> None:
    keys = {source_of(some).key for some in (files, files[::-1], [*files, files[0]])}
    assert len(keys) == 1
    assert len(keys | {source_of(some).key for some in (files[:2], [tmp_path], [tmp_path / "in"])}) == 4


def test_what_cannot_be_looked_at_is_told_with_the_cause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LibraryError, match=r"none\.md: no such file or folder"):
        source_of([tmp_path / "none.md"])

    def refuse(_path: Path, **_options: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(LibraryError, match=r"closed\.md: cannot be read: permission denied"):
        source_of([tmp_path / "closed.md"])


def test_a_file_that_is_gone_is_not_found(files: list[Path]) -> None:
    source = source_of(files)
    files[1].unlink()
    assert found(source) == ["a.md", "in/c.md"]
    assert source.has(2)
    assert not source.has(3)


def test_a_file_has_a_path_in_the_library_if_it_lies_there(files: list[Path], tmp_path: Path) -> None:
    source = source_of([tmp_path / "in"])
    assert source.path_of(files[1]) == "b.md"
    assert source.path_of(tmp_path / "in" / ".." / "in" / "new.md") == "new.md"
    assert source.path_of(files[0]) is None


def test_a_file_is_looked_at_without_what_reads_articles(files: list[Path]) -> None:
    """It would be imported before the first frame, for which another process reads the file."""
    script = (
        "import sys, pathlib; from reader.library.source import source_of; source_of([pathlib.Path(sys.argv[1])]); "
        "print(*(name for name in sys.modules if name.startswith('reader.articles.')))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(files[0])], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["reader.articles.signature"]
