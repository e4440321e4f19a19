"""Searching a library finds what a plain scan of its files finds, indexed or not, and never anything else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.errors import SearchError
from reader.domain.reading_state import Mark
from reader.domain.search_match import matches
from reader.domain.search_query import parse_query
from reader.library import Library, search
from reader.library.article_text import SearchedArticle, read_text
from reader.library.child import send
from reader.library.search import Context
from reader.storage import index_search, text_segment
from reader.storage.text_index import TextIndex
from tests.library_of import files_of, index_all, open_library, scan, write_article, write_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


NOW = datetime(2026, 4, 1, tzinfo=UTC)


def found(library: Library, query: str, limit: int = 100) -> list[str]:
    return [hit.path for hit in library.search.find(query, limit)]


def scanned(library: Library, query: str) -> set[str]:
    """Return what a plain scan finds: every file is read whole."""
    files = library.search.files
    node = parse_query(query, now=NOW)
    articles = files.look_up(files.newest_first()).values()
    return {file.path for file in articles if matches(node, Slow(file, library.search.root))}


class Slow(SearchedArticle):
    """Reads each file whole."""

    def _look_quickly(self, words: str) -> None:
        del words


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(open_library(write_library(tmp_path / "library"), tmp_path / "home")) as library:
        yield library


WORDS = [
    "海",
    "海潮",
    "海的潮",
    "的是",
    "潮",
    "海潮汐",
    "潮汐海潮",
    "汐海",
    "concat",
    "Sea",
    "seaside",
    "see",
    "ＳＥＡ",
    "C++",
    "2026年",
    "，",
    "書",
    "书",
    "&amp;",
    "&#28023;",
    "海&shy;潮",
    "潮\n汐",
    "ｃon\u200bcat",
    "汐</b>海",
    "\u2f58",
    "㏇",
    "\ue12b",
    "\ue000",
]
BODIES = st.lists(
    st.sampled_from([*WORDS, " ", "<p>", "</p>", "<b>", "</b>", "\n", "**", "<i title='海潮汐'>", "<!-- 书 -->", "# "]),
    max_size=8,
).map("".join)
ARTICLES = st.lists(
    st.tuples(
        BODIES,
        st.sampled_from(["", "<div>"]),
        st.sampled_from(WORDS),
        st.sampled_from(["甲", "乙"]),
        st.integers(1, 28),
    ),
    min_size=1,
    max_size=6,
)
TERMS = st.sampled_from(
    [
        *WORDS,
        *("s", "se", "sea", "seas", "c", "c+", "+", "co.", "20", "cat", "zz"),
        *("汐", "爻", "饕", "饕餮", "饕餮饕餮", "海潮汐海", "海的", "海的潮", "的潮", "海的是潮", "的是"),
        *('"sea side"', '"海，潮"', '"c++ sea"', '"潮 汐"', '"，"', '"海', "＋＋"),
        *("title:海潮", "title:cat", "author:li", "author:bai", '"author:li"'),
    ]
)
EXTRA = st.sampled_from(
    [
        *("category:甲", "tag:潮", "tag:汐", "is:unread", "is:read", "is:starred"),
        *("before:2026-03-15", "after:2026-03-10", "before:2026", "after:2026-03", "newer:1y"),
    ]
)
QUERY = st.lists(st.tuples(st.sampled_from(["", "", "-"]), TERMS | EXTRA).map("".join), min_size=1, max_size=3).flatmap(
    lambda words: st.sampled_from([" ", " OR "]).map(lambda joint: joint.join(words))
)


@settings(max_examples=60)
@given(articles=ARTICLES, late=ARTICLES, queries=st.lists(QUERY, min_size=5, max_size=10))
def test_everything_that_a_plain_scan_finds_is_found_and_nothing_else(
    articles: list[tuple[str, str, str, str, int]],
    late: list[tuple[str, str, str, str, int]],
    queries: list[str],
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patched:
        # So few articles have nothing frequent.
        patched.setattr(text_segment, "_LEAST", 1)
        patched.setattr(search, "_now", lambda: NOW)
        folder, home = Path(name) / "library", Path(name) / "home"

        def write(number: int, body: str, start: str, title: str, category: str, day: int) -> None:
            date = f"2026-03-{day:02} 08:00:00"
            extra = "author: Li Bai\ntags: [潮汐]\n" if day % 2 else ""
            write_article(
                folder,
                f"{number}.md",
                title=title,
                categories=[category],
                date=date,
                body=start + body + " ",
                extra=extra,
            )

        for number, article in enumerate(articles):
            write(number, *article)
        library = open_library(folder, home)
        try:
            library.marks.set(Mark.STARRED, True, library.search.files.newest_first()[:1])
            for stage in ("no index", "indexed", "changed", "indexed again"):
                for query in queries:
                    assert set(found(library, query)) == scanned(library, query), (stage, query)
                if stage == "indexed":
                    for number, article in enumerate(late):
                        write(number + 3, *article)
                    scan(library)
                    library.search.take_out_stale()
                else:
                    index_all(library)
        finally:
            library.close()


def test_words_in_the_title_come_first_and_then_the_newest(tmp_path: Path) -> None:
    for day, title, body in ((1, "海", "x"), (2, "x", "海"), (3, "海岸", "x"), (4, "y", "大海")):
        write_article(tmp_path / "a", f"{day}.md", title=title, categories=["c"], date=f"2026-03-0{day}", body=body)
    library = open_library(tmp_path / "a", tmp_path / "home")
    index_all(library)
    assert found(library, "海") == ["3.md", "1.md", "4.md", "2.md"]
    assert found(library, "海", limit=3) == ["3.md", "1.md", "4.md"]


def test_articles_with_some_of_the_words_in_the_title_come_before_those_with_none(tmp_path: Path) -> None:
    titles = ("海", "海潮", "海", "x", "潮，海")
    for day, title in enumerate(titles, 1):
        write_article(
            tmp_path / "a", f"{day}.md", title=title, categories=["c"], date=f"2026-03-0{day}", body="海。潮。汐。"
        )
    library = open_library(tmp_path / "a", tmp_path / "home")
    index_all(library)
    assert found(library, "海 潮") == ["5.md", "2.md", "3.md", "1.md", "4.md"]
    assert found(library, "海 OR 潮") == ["5.md", "3.md", "2.md", "1.md", "4.md"]
    assert found(library, "海 is:unread") == ["5.md", "3.md", "2.md", "1.md", "4.md"]
    assert found(library, "海 汐") == ["5.md", "3.md", "2.md", "1.md", "4.md"]


def test_a_blank_query_finds_nothing_and_a_wrong_one_says_so(library: Library) -> None:
    assert library.search.find("  ") == []
    with pytest.raises(SearchError, match="titel"):
        library.search.find("titel:x")


def test_a_search_says_how_much_is_indexed(library: Library) -> None:
    assert len(library.search.find("春")) == 1
    assert library.search.progress() == (0, 5)
    index_all(library)
    assert len(library.search.find("春")) == 1
    assert library.search.progress() == (5, 5)


def test_a_hit_has_its_line_with_the_words_lit(library: Library) -> None:
    (hit,) = library.search.find("table")
    context = library.search.context("table", hit.row)
    assert context is not None
    assert context.line == "…sea comes back. See the table."
    assert [context.line[start:end] for start, end in context.spans] == ["table"]


def test_a_hit_has_its_own_line_behind_one_that_is_longer_when_it_is_folded(tmp_path: Path) -> None:
    body = f"<p>{'㏇' * 30}<p>here 潮汐<p>after<p>after"
    write_article(tmp_path / "a", "1.md", title="x", categories=["c"], date="2021-03-01", body=body)
    with closing(open_library(tmp_path / "a", tmp_path / "home")) as library:
        (hit,) = library.search.find("潮汐")
        assert library.search.context("潮汐", hit.row) == Context("here 潮汐", ((5, 7),))


def test_a_long_line_is_cut_around_its_first_match(tmp_path: Path) -> None:
    write_article(
        tmp_path / "a", "1.md", title="x", categories=["c"], date="2026-03-01", body="…长" * 500 + "潮汐" + "短" * 500
    )
    library = open_library(tmp_path / "a", tmp_path / "home")
    (hit,) = library.search.find("潮汐")
    context = library.search.context("潮汐", hit.row)
    assert context is not None
    assert context.line.startswith("…")
    assert len(context.line) <= 201
    assert [context.line[start:end] for start, end in context.spans] == ["潮汐"]


def test_a_changed_file_is_never_shown_for_what_it_said_before(library: Library, tmp_path: Path) -> None:
    index_all(library)
    file = tmp_path / "library" / "sea" / "tides.md"
    file.write_text(file.read_text(encoding="utf-8").replace("sea", "ocean"), encoding="utf-8")
    scan(library)
    assert found(library, '"the sea"') == []
    assert found(library, "ocean") == ["sea/tides.md"]
    assert library.search.progress() == (4, 5)
    index_all(library)
    assert found(library, "ocean") == ["sea/tides.md"]


def test_what_has_changed_is_looked_for_in_steps_and_nothing_is_written_for_it(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_search, "_LARGE_PART", 1)
    index_all(library)
    file = tmp_path / "library" / "sea" / "tides.md"
    file.write_text(file.read_text(encoding="utf-8").replace("sea", "ocean"), encoding="utf-8")
    scan(library)
    version = library.search.versions()
    steps = list(library.search.hits("ocean"))
    assert [hit.path for hit in steps if hit is not None] == ["sea/tides.md"]
    assert steps.count(None) >= 5
    assert list(library.search.hits("ocean"))[:-1] == []  # nothing is looked at twice
    with closing(TextIndex(library.search.text_file)) as texts:
        assert texts.held() == 5
    assert library.search.versions() == version


def test_a_new_file_is_found_although_another_has_gone(library: Library, tmp_path: Path) -> None:
    index_all(library)
    (tmp_path / "library" / "sea" / "tides.md").unlink()
    write_article(tmp_path / "library", "new.md", title="New", categories=["c"], date="2026-03-01", body="An ocean.")
    scan(library)
    assert found(library, "ocean") == ["new.md"]
    assert found(library, "tide") == []
    assert library.search.progress() == (4, 5)


@pytest.mark.parametrize("start", range(9))
def test_a_damaged_text_index_costs_time_and_no_hit(library: Library, start: int, tmp_path: Path) -> None:
    index_all(library)
    library.close()
    file = library.search.text_file
    with file.open("r+b") as stream:
        stream.seek(4096 * start)
        stream.write(b"\xff" * 4096)
    again = open_library(tmp_path / "library", tmp_path / "home")
    assert found(again, "tide") == ["sea/tides.md"]
    index_all(again)
    assert found(again, "tide") == ["sea/tides.md"]


@pytest.mark.parametrize("ask", [TextIndex.frequent, TextIndex.fingerprints])
def test_what_is_indexed_while_a_search_runs_is_found(
    library: Library, monkeypatch: pytest.MonkeyPatch, ask: Callable[..., object]
) -> None:
    def index_before(*asked: object) -> object:
        monkeypatch.undo()
        index_all(library)
        return ask(*asked)

    monkeypatch.setattr(TextIndex, ask.__name__, index_before)
    assert found(library, "tide") == ["sea/tides.md"]
    assert getattr(TextIndex, ask.__name__) is ask  # it was asked meanwhile


def test_a_new_index_of_files_does_not_cost_the_texts(tmp_path: Path) -> None:
    folder, home = write_library(tmp_path / "library"), tmp_path / "home"
    first = open_library(folder, home)
    index_all(first)
    first.close()
    for file in (home / "cache").glob("*.index.db*"):
        file.unlink()
    (folder / "a/spring.md").unlink()  # the others have other rows now
    again = open_library(folder, home)
    again.search.take_out_stale()
    assert again.search.progress() == (4, 4)
    assert found(again, "tide") == ["sea/tides.md"]


def test_what_cannot_be_read_has_at_least_a_title(tmp_path: Path) -> None:
    file = tmp_path / "picture.md"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    assert read_text(tmp_path, file.name).text == ""
    assert "picture" in next(iter(read_text(tmp_path, file.name).fields.values()))


def test_what_cannot_be_read_is_found_by_the_title_that_the_list_shows(library: Library, tmp_path: Path) -> None:
    (tmp_path / "library" / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    scan(library)
    for query in ("picture", "title:picture", "binary", "title:binary"):
        assert found(library, query) == ["picture.md"]
    index_all(library)
    for query in ("picture", "title:picture", "binary", "title:binary"):
        assert found(library, query) == ["picture.md"]


KILLED = """
import os, signal, sys
from reader.library import text_indexing
from reader.storage.text_index import TextIndex

calls = []

class Killed(TextIndex):
    @property
    def connection(self):
        if calls.count("put") == 3 and self._connection.in_transaction:
            os.kill(os.getpid(), signal.SIGKILL)
        return self._connection

    @connection.setter
    def connection(self, connection):
        self._connection = connection

    def put(self, articles, segment):
        calls.append("put")
        super().put(articles, segment)

text_indexing.TextIndex = Killed
text_indexing.FIRST = text_indexing.BATCH = 2
text_indexing.serve()
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_what_is_killed_loses_only_the_piece_at_hand(library: Library) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED], stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        send(process.stdin, files_of(library))
        assert process.wait() == -signal.SIGKILL
    assert library.search.progress() == (4, 5)
    assert found(library, "tide") == ["sea/tides.md"]
    assert set(found(library, "字好让")) == scanned(library, "字好让")
    index_all(library)
    assert library.search.progress() == (5, 5)
    assert found(library, "tide") == ["sea/tides.md"]
