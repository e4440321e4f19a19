"""The text index finds candidates newest first, whatever was added, taken out, merged or damaged."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reader.domain.listing import RowId
from reader.domain.search_query import Field, parse_query
from reader.storage import text_index, text_merging
from reader.storage.database import DamagedError
from reader.storage.text_index import Indexed, TextIndex
from reader.storage.text_lookup import lookup
from reader.storage.text_merging import merge_some
from reader.storage.text_segment import SegmentBuilder, learn
from reader.storage.text_terms import Frequent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def put(index: TextIndex, texts: Mapping[int, str], ages: Mapping[int, int] | None = None) -> None:
    """Put articles with a title and a text, both the same, and the age 0, as one segment."""
    articles = sorted(Indexed((ages or {}).get(row, 0), RowId(row), row * 7) for row in texts)
    builder = SegmentBuilder(index.frequent())
    for article in articles:
        text = texts[article.row]
        builder.add({None: text, Field.TITLE: text})
    index.put(articles, builder.build())


def rows(index: TextIndex, query: str, **ages: int) -> list[int]:
    asked = lookup(parse_query(query, now=NOW), index.frequent())
    return [row for row, _ in index.find(asked.expression, **ages)]


def begin_anew(index: TextIndex, texts: Sequence[str]) -> None:
    index.begin_anew(len(texts), learn(texts))


def merge_all(index: TextIndex) -> None:
    while merge_some(index):
        pass


@pytest.fixture
def index(tmp_path: Path) -> TextIndex:
    return TextIndex(tmp_path / "one.text.db")


@pytest.mark.parametrize(
    ("query", "is_exact"),
    [
        ("海", True),
        ("潮汐", True),
        ("潮汐表", False),
        ("海的潮", True),
        ("的潮汐", False),
        ("海的潮汐", False),
        ("海的是潮", False),
        ("tid", True),
        ("tides", True),
        ("a b", True),
        ('"a b"', False),
        ("c+", False),
        ("+", True),
        ("\ue12b", True),
        ("x" * 16, True),
        ("x" * 17, False),
        ("-海", True),
        ("-潮汐表", False),
        ("is:unread", False),
        ("海 OR 潮汐", True),
        ("海 OR 潮汐表", False),
    ],
)
def test_only_what_takes_several_words_is_looked_at_again(query: str, is_exact: bool) -> None:
    assert (lookup(parse_query(query, now=NOW), Frequent()).rest is None) is is_exact


def test_a_frequent_character_is_found_with_both_of_its_neighbours(index: TextIndex) -> None:
    put(index, {1: "海的潮，汐的海", 2: "海的汐的潮", 3: "海的。的潮", 4: "海的是潮"})
    assert rows(index, "海的潮") == [1]
    assert rows(index, "汐的") == [1, 2]
    assert rows(index, "的潮") == [1, 2, 3]
    assert rows(index, "海的是潮") == [4]


@pytest.mark.parametrize("query", ["天地人", "天地人和", "title:天地人", "title:天地人和"])
def test_rare_threes_and_fours_of_frequent_parts_are_found_alone(index: TextIndex, query: str) -> None:
    parts = [piece for piece in ("天地", "地人", "天地人", "地人和") if not piece.startswith(query.split(":")[-1])]
    common = "。".join(parts)
    begin_anew(index, [common] * 20)
    put(index, dict.fromkeys(range(1, 40), common), {row: row for row in range(1, 40)})
    put(index, {40: "天地人和"}, {40: 40})
    assert rows(index, query) == [40]
    assert rows(index, "地人") == list(range(1, 41))


def test_what_was_learned_from_too_few_is_learned_again(index: TextIndex) -> None:
    begin_anew(index, ["天地"])
    put(index, dict.fromkeys(range(1, 16), "海"))
    assert not index.has_outgrown()
    put(index, {16: "海"})
    assert index.has_outgrown()


def test_an_index_begins_anew_before_it_runs_out_of_segments(index: TextIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    begin_anew(index, ["天地"])
    monkeypatch.setattr(text_index, "_LAST_SEGMENT", 1)
    put(index, {1: "海"})
    assert not index.has_outgrown()
    put(index, {2: "海"})
    assert index.has_outgrown()
    begin_anew(index, ["天地"])
    assert not index.has_outgrown()


def test_a_search_that_goes_on_while_all_begins_anew_takes_no_article_for_another(
    index: TextIndex, tmp_path: Path
) -> None:
    put(index, dict.fromkeys(range(1, 4), "海"), {row: 200 * row for row in range(1, 4)})
    put(index, dict.fromkeys(range(4, 300), "海"), {row: 200 * row for row in range(4, 300)})
    with (
        closing(TextIndex(tmp_path / "one.text.db")) as other,
        closing(index.find(lookup(parse_query("海", now=NOW), Frequent()).expression)) as found,
    ):
        assert [row for row, _ in islice(found, 10)] == list(range(1, 11))
        begin_anew(other, ["天地"])
        put(other, dict.fromkeys(range(1001, 1004), "潮"))
        put(other, dict.fromkeys(range(1004, 1300), "潮"))
        assert max((row for row, _ in found), default=0) < 1000


def test_the_numbers_of_segments_start_again_when_they_are_used_up(
    index: TextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_index, "_LAST_SEGMENT", 2)
    given: list[int] = []
    for row in range(1, 6):
        put(index, {row: "海"})
        given += [segment.number for segment in index.segments()]
        begin_anew(index, ["天地"])
    assert given == [1, 2, 3, 1, 2]


def test_a_segment_can_have_the_last_number(index: TextIndex) -> None:
    last = text_index._LAST_NUMBER
    for row in (1, 2, 3):
        index.connection.execute("UPDATE sqlite_sequence SET seq = ?", (last - 4 + row,))
        put(index, {row: "海 的是潮 seas", 10 * row: "潮"})
    assert [segment.number for segment in index.segments()] == [1, last - 1, last]
    assert rows(index, "海") == rows(index, "seas") == rows(index, "的是") == [1, 2, 3]
    assert index.has_outgrown()


def test_long_phrases_and_words_can_be_looked_up(index: TextIndex) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(2000)) + " " + "x" * 5000
    put(index, {1: text})
    assert rows(index, text.split()[0]) == [1]
    assert rows(index, text.split()[1]) == [1]
    assert rows(index, "y" * 5000) == []


def test_words_are_found_by_every_beginning_of_theirs(index: TextIndex) -> None:
    put(index, {1: "a seaside", 2: "seashell 海side", 3: "sea", 4: "s"})
    found = {beginning: rows(index, beginning) for beginning in ("s", "se", "sea", "seas", "seash", "side", "shell")}
    assert found == {
        "s": [1, 2, 3, 4],
        "se": [1, 2, 3],
        "sea": [1, 2, 3],
        "seas": [1, 2],
        "seash": [2],
        "side": [2],
        "shell": [],
    }


def test_ages_bound_what_is_found(index: TextIndex) -> None:
    put(index, dict.fromkeys(range(1, 9), "海"), {row: row for row in range(1, 9)})
    put(index, {9: "海"}, {9: 5})
    assert rows(index, "海", newest=3, oldest=5) == [3, 4, 5, 9]
    assert rows(index, "海", newest=9) == []


def test_a_segment_is_looked_at_when_its_newest_article_may_be_the_next(index: TextIndex) -> None:
    put(index, {1: "海", 2: "海"}, {1: 1, 2: 2})
    put(index, {3: "海", 4: "海"}, {3: 3, 4: 4})
    statements: list[str] = []
    index.connection.set_trace_callback(statements.append)
    with closing(index.find(lookup(parse_query("海", now=NOW), Frequent()).expression)) as found:
        assert [next(found)[0], next(found)[0]] == [1, 2]
    assert sum("FROM blocks" in statement for statement in statements) == 1


def test_articles_move_to_other_rows(index: TextIndex) -> None:
    put(index, {1: "春", 2: "夏"})
    index.move({RowId(1): RowId(2), RowId(2): RowId(1)})
    assert rows(index, "春") == [2]
    assert rows(index, "夏") == [1]


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE words",
        "UPDATE blocks SET block = substr(block, 1, 11)",
        "UPDATE blocks SET block = 7",
        "UPDATE words SET postings = 'text'",
        "UPDATE words SET postings = x'ffff7f'",
        "INSERT INTO frequent VALUES (0, 'a', 'b', 'c')",
        "INSERT INTO frequent SELECT 0, each, each, each FROM (SELECT printf('%016384d', 0) AS each)",
        "UPDATE segments SET documents = 1 << 40",
        "UPDATE segments SET documents = -1",
        "UPDATE segments SET documents = 'many'",
        "UPDATE segments SET held = x'00'",
        "UPDATE segments SET newest = 'new'",
        "UPDATE segments SET number = 1 << 14",
        "UPDATE segments SET number = -1",
        "UPDATE articles SET row = 'one'",
        "UPDATE articles SET fingerprint = 0.5",
    ],
)
def test_a_file_whose_postings_cannot_be_read_is_damaged(index: TextIndex, tmp_path: Path, damage: str) -> None:
    put(index, {1: "海 sea"})
    index.close()
    connection = sqlite3.connect(tmp_path / "one.text.db")
    connection.execute(damage)
    connection.commit()
    connection.close()
    with closing(TextIndex(tmp_path / "one.text.db")) as other, pytest.raises(DamagedError):
        rows(other, "海 sea")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE blocks SET block = substr(block, 1, 11)",
        "UPDATE blocks SET block = 7",
        "UPDATE words SET postings = x'ffff7f'",
    ],
)
def test_damage_is_noticed_when_segments_are_merged(index: TextIndex, damage: str) -> None:
    for row in range(1, 10):
        put(index, {row: "海 sea"})
    index.connection.execute(damage)
    with pytest.raises(DamagedError):
        merge_some(index)


def test_damage_is_noticed_when_articles_are_taken_out(index: TextIndex, tmp_path: Path) -> None:
    put(index, {1: "海"})
    index.connection.execute("PRAGMA writable_schema = ON")
    index.connection.execute(
        "UPDATE sqlite_schema SET sql = replace(sql, 'place INTEGER PRIMARY KEY', 'place INTEGER')"
    )
    with closing(TextIndex(tmp_path / "one.text.db")) as other, pytest.raises(DamagedError):
        other.remove([RowId(1)])


def test_small_segments_are_merged_when_there_are_many(index: TextIndex) -> None:
    for row in range(1, 9):
        put(index, {row: f"海 sea{row}"}, {row: -row})
    assert not merge_some(index)
    put(index, {9: "潮"}, {9: -9})
    assert merge_some(index)
    assert not merge_some(index)
    assert [segment.held for segment in index.segments()] == [9]
    assert rows(index, "海") == list(range(8, 0, -1))
    assert rows(index, "sea3") == [3]
    assert rows(index, "潮") == [9]


def test_a_segment_of_which_more_than_half_is_gone_is_written_anew(index: TextIndex) -> None:
    put(index, dict.fromkeys(range(1, 5), "海"))
    index.remove([RowId(1), RowId(2)])
    assert not merge_some(index)
    index.remove([RowId(3)])
    merge_all(index)
    assert [(segment.documents, segment.held) for segment in index.segments()] == [(1, 1)]
    assert rows(index, "海") == [4]
    index.remove([RowId(4)])
    merge_all(index)
    assert index.segments() == []
    assert index.ask("SELECT * FROM blocks") == index.ask("SELECT * FROM words") == []


def test_large_segments_are_left_alone(index: TextIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_merging, "DOCUMENTS", 4)
    for row in range(1, 30, 3):
        put(index, dict.fromkeys(range(row, row + 3), "海"))
    assert not merge_some(index)


def test_segments_that_hold_very_much_are_left_alone(index: TextIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    for row in range(1, 12):
        put(index, {row: "海"})
    size = index.segments()[0].size
    monkeypatch.setattr(text_merging, "FULL", 2 * size - 1)
    assert not merge_some(index)
    monkeypatch.setattr(text_merging, "FULL", 2 * size)
    assert merge_some(index)
    assert sorted(segment.held for segment in index.segments()) == [1] * 9 + [2]
    assert rows(index, "海") == list(range(1, 12))


TEXTS = ["海", "海潮", "潮海", "sea", "seaside", "the sea", "春 sea", "", "a-b"]


class Shelves(RuleBasedStateMachine):
    """Compares a text index with a list of what should be in it."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.index = TextIndex(Path(self.folder.name) / "one.text.db")
        self.held: dict[int, tuple[int, str]] = {}

    @rule(
        articles=st.dictionaries(st.integers(1, 30), st.tuples(st.integers(-5, 5), st.sampled_from(TEXTS)), max_size=6)
    )
    def put(self, articles: dict[int, tuple[int, str]]) -> None:
        new = {row: article for row, article in articles.items() if row not in self.held}
        put(self.index, {row: text for row, (_, text) in new.items()}, {row: age for row, (age, _) in new.items()})
        self.held.update(new)

    @rule(gone=st.sets(st.integers(1, 30), max_size=3))
    def remove(self, gone: set[int]) -> None:
        self.index.remove(map(RowId, gone))
        for row in gone:
            self.held.pop(row, None)

    @rule()
    def merge(self) -> None:
        merge_all(self.index)

    @invariant()
    def finds_all_newest_first(self) -> None:
        assert self.index.held() == len(self.held)
        everything = [row for row, _ in self.index.find(lookup(parse_query("-zz", now=NOW), Frequent()).expression)]
        assert sorted(everything) == sorted(self.held)
        ages = [self.held[row][0] for row in everything]
        assert ages == sorted(ages)
        assert set(rows(self.index, "海潮")) == {row for row, (_, text) in self.held.items() if "海潮" in text}
        assert set(rows(self.index, "seas")) == {row for row, (_, text) in self.held.items() if "seas" in text}

    def teardown(self) -> None:
        self.index.close()
        self.folder.cleanup()


TestShelves = Shelves.TestCase
TestShelves.settings = settings(max_examples=30, stateful_step_count=10)
