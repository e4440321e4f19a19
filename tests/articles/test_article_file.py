"""An article is read from its file: its head alone for the list, all of it for the page; or the cause is told."""

from __future__ import annotations

import os
import sys
import tempfile
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.article_file import LARGEST, read_article, read_source
from reader.articles.signature import HEAD
from reader.domain.article import DateSource, MarkupKind
from reader.domain.article_id import ArticleId
from reader.domain.category import UNCATEGORISED
from reader.domain.errors import ArticleError

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")

FEED = """
---
title: '山里的邮局'
categories:
 - 生活
 - 慢书房
headimg: 'https://example.org/a.png'
author: 慢书房
date: Tue, 23 Nov 2021 05:57:00 GMT
---

<div><p>邮递员每天早上六点出门。</p></div>
"""


def write(root: Path, content: str | bytes, name: str = "a.md") -> Path:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_an_article_of_a_feed_is_read(tmp_path: Path) -> None:
    file = write(tmp_path, FEED, "x/a.md")
    source = read_source(file, root=tmp_path)
    article = source.article
    assert (article.title, article.categories, article.author) == ("山里的邮局", (("生活", "慢书房"),), "慢书房")
    assert (article.date, article.date_source) == (datetime(2021, 11, 23, 5, 57, tzinfo=UTC), DateSource.FRONT_MATTER)
    assert (article.path, article.cover, article.problems) == ("x/a.md", "https://example.org/a.png", ())
    assert article.id == ArticleId(f"file:{file.as_posix()}")
    assert source.text == "\n<div><p>邮递员每天早上六点出门。</p></div>\n"
    assert source.markup is MarkupKind.HTML


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("# First *things*\n\nWords.", "a.md", "First *things*"),
        ("---\ntitle:\n---\n<h2>A <b>bold</b> start</h2>", "a.md", "A bold start"),
        ("---\ntitle: 2021-03-22\n---\nWords.", "2014-12-25-winter.md", "winter"),
        ("", " .md", "Untitled"),
        ("<!doctype html><title>Tides &amp; Sons</title><h1>No</h1>", "a.html", "Tides & Sons"),
        ("---\nTitle: Capital\n---\n", "a.md", "Capital"),
    ],
)
def test_a_title_is_found_somewhere(tmp_path: Path, text: str, name: str, title: str) -> None:
    assert read_article(write(tmp_path, text, name), root=tmp_path).title == title


def test_the_folder_is_the_category_of_an_article_without_one(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, "x", "Sea/Tides/a.md"), root=tmp_path).categories == (("Sea", "Tides"),)
    assert read_article(write(tmp_path, "x", "a.md"), root=tmp_path).categories == (UNCATEGORISED,)


def test_an_article_outside_of_the_library_goes_by_its_name(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, FEED, "x/a.md"), root=tmp_path / "library")
    assert (article.path, article.title) == ("a.md", "山里的邮局")


@pytest.mark.parametrize(
    ("head", "name", "source", "problems"),
    [
        ("date: 2021-03-22", "2014-12-25-a.md", DateSource.FRONT_MATTER, []),
        ("date: Invalid Date", "2014-12-25-a.md", DateSource.NAME, ["date"]),
        ("path: 2014/12/25/winter", "a.md", DateSource.NAME, []),
        ("slug: 2014-12-25-winter", "a.md", DateSource.NAME, []),
        ("date:", "a.md", DateSource.FILE_TIME, ["date"]),
        ("published: true", "a.md", DateSource.FILE_TIME, []),
    ],
)
def test_the_date_is_the_first_that_can_be_read(
    tmp_path: Path, head: str, name: str, source: DateSource, problems: list[str]
) -> None:
    file = write(tmp_path, f"---\n{head}\n---\n", name)
    os.utime(file, (1_600_000_000, 1_600_000_000))
    article = read_article(file, root=tmp_path)
    year = {DateSource.FRONT_MATTER: 2021, DateSource.NAME: 2014, DateSource.FILE_TIME: 2020}[source]
    assert (article.date_source, article.date.year) == (source, year)
    assert [problem.place for problem in article.problems] == problems


@pytest.mark.parametrize(
    "text",
    [
        FEED,
        FEED.replace("\n", "\r\n"),
        FEED.replace("\n", "\r"),
        "---\ntitle: Long\nkeys:\n" + " - a plain item\n" * 2000 + "---\nBody.",
        "words\n" * 600 + "\n# Late heading\n\n" + "words\n" * 2000,
        "title: Rain\n" + "key: value\n" * 800 + "---\nBody.",
        "---\ntitle: Never closed\n" + " - item\n" * 2000,
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_head_says_what_the_whole_file_says(tmp_path: Path, text: str, encoding: str) -> None:
    file = write(tmp_path, text.encode(encoding))
    source = read_source(file, root=tmp_path)
    assert read_article(file, root=tmp_path) == source.article
    assert "title:" not in source.text


def test_a_head_is_found_before_a_body_of_any_length(tmp_path: Path) -> None:
    body = "<p>每天早上六点出门。</p>\n" * 3000
    for blanks in range(4):
        source = read_source(write(tmp_path, FEED + " " * blanks + body), root=tmp_path)
        assert source.text.endswith(body)
        assert source.article.problems == ()


def test_damage_in_the_body_is_told_when_the_article_is_opened(tmp_path: Path) -> None:
    file = write(tmp_path, FEED.encode() + "中文。\n".encode() * HEAD + b"\xc2 end")
    source = read_source(file, root=tmp_path)
    assert source.article.title == "山里的邮局"
    assert [problem.place for problem in source.article.problems] == ["encoding"]
    assert source.text.endswith("\ufffd end")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a binary file"),
        (b"\0\0\1\2" * 500, "a binary file"),
        (b"%PDF-1.7\n\xe2\xe3\0", "binary"),
    ],
)
def test_a_binary_file_is_no_article(tmp_path: Path, content: bytes, reason: str) -> None:
    file = write(tmp_path, content, "Sea/picture.md")
    with pytest.raises(ArticleError, match=rf"picture\.md: .*{reason}"):
        read_source(file, root=tmp_path)
    article = read_article(file, root=tmp_path)
    assert (article.title, article.categories) == ("picture", (("Sea",),))
    assert [problem.place for problem in article.problems] == ["file"]


def test_what_cannot_be_opened_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    with write(tmp_path, "", "large.md").open("r+b") as stream:
        stream.truncate(LARGEST + 1)
    for name, reason in [("missing", "no such file"), ("folder", "director"), ("large", "larger than 64 MB")]:
        with pytest.raises(ArticleError, match=rf"{name}\.md: .*{reason}") as raised:
            read_source(tmp_path / f"{name}.md", root=tmp_path)
        assert "\n" not in str(raised.value)
        assert read_article(tmp_path / f"{name}.md", root=tmp_path).problems[0].place == "file"


@POSIX_ONLY
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(ArticleError, match="not a regular file"):
        read_source(tmp_path / "pipe.md", root=tmp_path)


@POSIX_ONLY
def test_a_link_that_leads_nowhere_is_as_old_as_it_is(tmp_path: Path) -> None:
    for target in ("absent.md", "link.md"):
        link = tmp_path / "link.md"
        link.symlink_to(target)
        os.utime(link, (0, 1_600_000_000), follow_symlinks=False)
        assert read_article(link, root=tmp_path).date.year == 2020
        link.unlink()


@POSIX_ONLY
def test_a_file_that_may_not_be_read_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    file = write(tmp_path, FEED)
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ArticleError, match=r"a\.md: cannot be read: permission denied"):
        read_source(file, root=tmp_path)


@POSIX_ONLY
def test_a_name_that_is_not_unicode_has_an_id_that_can_be_stored(tmp_path: Path) -> None:
    try:
        file = write(tmp_path, FEED, os.fsdecode(b"caf\xe9.md"))
    except OSError:
        pytest.skip("the file system takes Unicode only")
    article = read_article(file, root=tmp_path)
    assert article.id.encode()
    assert os.fsencode(article.path) == b"caf\xe9.md"


def test_a_name_that_steers_a_terminal_is_not_in_the_message(tmp_path: Path) -> None:
    with pytest.raises(ArticleError) as raised:
        read_source(tmp_path / "\x1b[2Jx.md", root=tmp_path)
    assert "\x1b" not in str(raised.value)


LINES = [
    b"---\n",
    b"title: ",
    b"\n",
    b"\x1b[2J",
    b"\xc2",
    b"\0",
    b"# ",
    b"<h1>",
    b"date: 1\n",
    b"- a\n",
    "中\u202e".encode(),
]
HOSTILE = st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(LINES)).map(b"".join))


@given(HOSTILE)
def test_any_bytes_are_an_article_or_an_article_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        file = write(root, data, "a.md")
        article = read_article(file, root=root)
        assert article.title
        assert article.date.utcoffset() is not None
        shown = [
            article.title,
            article.author or "",
            *article.tags,
            *(name for path in article.categories for name in path),
        ]
        assert not any(unicodedata.category(character) in {"Cc", "Cs"} for text in shown for character in text)
        try:
            assert read_source(file, root=root).article.title == article.title
        except ArticleError:
            assert article.problems[0].place == "file"
