"""What a list shows of an article is the same, read quickly or in full."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.articles.article_file import read_article, read_listed, read_searched, read_source
from reader.articles.quick_head import read_quickly
from reader.domain.article import Listed
from reader.domain.errors import ArticleError

if TYPE_CHECKING:
    from reader.domain.file_stamp import FileStamp

USUAL = """
---
title: '山里的邮局：一封信'
categories:{blank}
 - 生活
 - 慢书房
headimg: 'https://example.org/a.png?b=c'
author: 慢书房
comments: false
date: Tue, 23 Nov 2021 05:57:00 GMT
thumbnail:
---

<p>text</p>
""".format(blank=" ")


def in_full(file: Path, root: Path) -> Listed:
    article = read_article(file, root=root)
    return Listed(*(getattr(article, field) for field in Listed._fields))


def listed(file: Path, root: Path) -> tuple[Listed, FileStamp]:
    found, stamp = read_listed(str(file), file.relative_to(root).as_posix())
    return Listed(*(getattr(found, field) for field in Listed._fields)), stamp


def is_usual(text: str, *, complete: bool = True) -> bool:
    return read_quickly(text.encode(), "/a/b.md", "b.md", complete=complete) is not None


def test_the_usual_head_is_read_quickly(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    file = tmp_path / "in/a.md"
    for text in (USUAL, USUAL.replace("categories", "labels"), USUAL.replace("author", "comment"), USUAL * 100):
        file.write_text(text, encoding="utf-8", newline="")
        status = file.stat()
        stamp = (status.st_size, status.st_mtime_ns, status.st_ino)
        assert listed(file, tmp_path) == (in_full(file, tmp_path), stamp)
    assert is_usual(USUAL)
    assert is_usual(USUAL, complete=False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: ", "title:"),
        ("title: '山里", "title: 'it's"),
        ("title: '山里的邮局：一封信'", "title:"),
        ("GMT", "GMT\ndraft: true"),
        ("GMT", "GMT\nurl: https://example.org/a"),
        ("GMT", "GMT\nTitle: b"),
        ("Tue, 23 Nov 2021 05:57:00 GMT", "Invalid Date"),
        ("date: Tue", "pubdate: Tue"),
        (" - 生活", "- - 生活"),
        ("---\n\n<p>", "--\n\n<p>"),
        ("text", "te\0xt"),
        ("false", "[a, b]"),
        ("false", "a: b"),
        ("false", "\ta"),
        ("\n", "\r\n"),
        ("author", "categories: a\n - b\ncategories: c\nauthor"),
    ],
)
def test_what_is_unusual_is_left_to_the_full_reading(tmp_path: Path, old: str, new: str) -> None:
    text = USUAL.replace(old, new)
    assert not is_usual(text)
    file = tmp_path / "a.md"
    file.write_text(text, encoding="utf-8", newline="")
    assert listed(file, tmp_path)[0] == in_full(file, tmp_path)


KEYS = st.sampled_from(
    [
        "title",
        "date",
        "author",
        "categories",
        "comments",
        "headimg",
        "url",
        "id",
        "draft",
        "yes",
        "Title",
        "a_1",
        "a-b",
        "tags",
    ]
)
SCALARS = st.sampled_from(
    [
        *(
            "'a b'",
            '"a b"',
            "中文",
            "a",
            "/a",
            "'it''s'",
            '"\\n"',
            "1",
            "null",
            "true",
            "~",
            "''",
            "'a' b",
            "a: b",
            "a:",
        ),
        *("a #b", "a#b", "https://a.b/c", "[a]", "&amp;", "a\u3000b", "a\tb", "\u2028", "'", "- a", "a, b", "", "b   "),
        *("Tue, 23 Nov 2021 05:57:00 GMT", "2021-11-23", "2021-11-23 05:57:00", "1970-01-19", "Invalid Date"),
    ]
)
LINES = st.one_of(
    st.builds("{}: {}".format, KEYS, SCALARS),
    st.builds("{}:{}".format, KEYS, SCALARS),
    st.builds(" - {}".format, SCALARS),
    st.builds("- {}".format, SCALARS),
    st.sampled_from(["", " ", "---", "--- ", "...", "----", "# a", " a", "title: '春'", "date: 2021-11-23"]),
)
TEXTS = st.builds(
    "{}---\n{}\n---{}".format,
    st.sampled_from(["", "\n", " \n", "\ufeff", "a\n", "\u3000\n"]),
    st.lists(LINES, max_size=8).map(lambda lines: "\n".join(["title: a", "date: 2021-11-23", *lines])),
    st.sampled_from(["\n\ntext", " \n# text", "", "\n", "\n\ufffd", "-\n"]),
)


FILES = TEXTS.map(str.encode) | st.builds(bytes.__add__, TEXTS.map(str.encode), st.binary(max_size=3))
PLACE = "in/2020-01-02-a.md"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("library") / PLACE
    file.parent.mkdir()
    return file


@settings(max_examples=500)
@given(FILES)
def test_read_quickly_or_in_full_it_is_the_same(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    root = file.parents[1]
    assert listed(file, root)[0] == in_full(file, root)


@settings(max_examples=500)
@given(FILES)
def test_what_is_searched_is_what_is_read(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    root = file.parents[1]
    try:
        source = read_source(file, root=root)
    except ArticleError:
        with pytest.raises(ArticleError):
            read_searched(file, PLACE, root=root)
        return
    article, body, markup = read_searched(file, PLACE, root=root)
    full = source.article
    assert (body, markup) == (source.text, source.markup)
    assert (article.title, article.author, article.categories) == (full.title, full.author, full.categories)
    assert full.tags == (() if isinstance(article, Listed) else article.tags)
