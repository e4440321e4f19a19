"""What the text index does not have yet is found in the files, by other processes, as it would be here."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.domain.search_match import matches
from reader.domain.search_query import parse_query
from reader.library import Library, file_search
from reader.library.article_text import SearchedArticle
from reader.library.file_search import FileSearch
from tests.library_of import open_library, scan, write_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.domain.listing import RowId

NOW = datetime(2026, 6, 1, tzinfo=UTC)
QUERIES = ["海", "海潮", "汐", "concat", "sea", "title:t1", "-海", "海 OR sea", "tag:潮", "newer:70d", "饕餮"]
BODIES = ["海", "海潮", "海<b>潮</b>", "&#28023;", "SEA", "ｓｅａ", "con<i>cat</i>", "汐", "seaside", "-"]


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_search, "_FIRST", 2)
    monkeypatch.setattr(file_search, "_BATCH", 3)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    for number in range(40):
        write_article(
            tmp_path / "library",
            f"{number * 7 % 40}.md",
            title=f"T{number}",
            categories=["c"],
            date=f"2026-0{number % 5 + 1}-{number % 28 + 1:02} 08:00:00",
            body=BODIES[number % len(BODIES)],
            extra="tags: [潮]\n" if number % 3 else "",
        )
    with closing(open_library(tmp_path / "library", tmp_path)) as library:
        yield library


@pytest.fixture
def search(library: Library, tmp_path: Path) -> Iterator[FileSearch]:
    (index,) = (tmp_path / "cache").glob("*.index.db")
    with closing(FileSearch(library.search.root, library.search.files, index)) as search:
        yield search


def found(search: FileSearch, library: Library, query: str) -> list[RowId]:
    rows = library.search.files.newest_first()
    return [file.row for file in search.find(query, NOW, rows) if file is not None]


def here(library: Library, query: str) -> list[RowId]:
    node, rows = parse_query(query, now=NOW), library.search.files.newest_first()
    files = library.search.files.look_up(rows)
    return [row for row in rows if matches(node, SearchedArticle(files[row], library.search.root))]


def test_other_processes_find_what_is_found_here_in_the_same_order(search: FileSearch, library: Library) -> None:
    for query in QUERIES:
        assert found(search, library, query) == here(library, query), query


def test_what_nobody_waits_for_any_more_answers_no_other_search(search: FileSearch, library: Library) -> None:
    rows = library.search.files.newest_first()
    for query in QUERIES:
        with closing(search.find("海", NOW, rows)) as left:
            for _ in range(6):
                next(left)
        assert found(search, library, query) == here(library, query), query


@pytest.mark.parametrize(
    "queries",
    [
        ("海", "海潮", "海潮 sea", "海潮 seas"),
        ("s", "se", "sea", "seasi", "see"),
        ("con", "cat", "concat", "concat 海", "-concat"),
        ("海 OR s", "海 OR sea", "海 is:unread", "海潮"),
        ("海 is:read", "海", "海 -潮", "海潮"),
    ],
)
@pytest.mark.parametrize("steps", [0, 1, 4, 9, 1000])
def test_what_is_typed_on_is_looked_for_where_it_can_be(
    search: FileSearch, library: Library, queries: tuple[str, ...], steps: int
) -> None:
    rows = library.search.files.newest_first()
    for query in queries:
        with closing(search.find(query, NOW, rows)) as left:
            for _ in zip(range(steps), left, strict=False):
                pass
    for query in queries:
        assert found(search, library, query) == here(library, query), query


@pytest.mark.parametrize(("query", "longer"), [("海", "海潮"), ("s", "sea"), ("con", "concat")])
@pytest.mark.parametrize("steps", range(6))
def test_what_is_broken_off_is_gone_on_with_for_longer_words(
    search: FileSearch, library: Library, query: str, longer: str, steps: int
) -> None:
    with closing(search.find(query, NOW, library.search.files.newest_first())) as left:
        for _ in zip(range(steps), left, strict=False):
            pass
    assert found(search, library, longer) == here(library, longer)


def test_what_is_typed_on_is_looked_for_in_few_files(
    search: FileSearch, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(search, library, "饕") == []
    monkeypatch.setattr(file_search, "matches", lambda _node, _article: pytest.fail("it is looked at again"))
    assert found(search, library, "饕餮") == []
    assert found(search, library, "饕餮 海") == []


def test_a_file_that_has_changed_is_looked_at_again(search: FileSearch, library: Library) -> None:
    assert found(search, library, "饕") == []
    file = library.search.files.look_up(library.search.files.newest_first()[:1]).popitem()[1]
    path = library.search.root / file.path
    path.write_text(path.read_text(encoding="utf-8") + "饕餮", encoding="utf-8")
    scan(library)
    assert found(search, library, "饕餮") == [file.row]


def test_the_other_processes_look_in_the_index_that_is_there_now(
    search: FileSearch, library: Library, tmp_path: Path
) -> None:
    assert found(search, library, "海") == here(library, "海")
    for file in (tmp_path / "cache").glob("*.index.db*"):
        file.unlink()
    write_article(tmp_path / "library", "0-first.md", title="First", categories=["c"], date="2026-05-30", body="海")
    library.shelf.renew()
    scan(library)
    assert found(search, library, "海") == here(library, "海")


def test_without_the_other_processes_it_takes_longer(search: FileSearch, library: Library) -> None:
    rows = library.search.files.newest_first()
    finding = search.find("海", NOW, rows)
    begun = [next(finding) for _ in range(6)]
    for helper in search._helpers:
        helper._child.kill()
    assert [file.row for file in (*begun, *finding) if file is not None] == here(library, "海")
    assert found(search, library, "sea") == here(library, "sea")


def test_an_index_that_is_gone_for_the_other_processes_costs_no_hit(library: Library, tmp_path: Path) -> None:
    with closing(FileSearch(library.search.root, library.search.files, tmp_path / "other.index.db")) as search:
        assert found(search, library, "海") == here(library, "海")
