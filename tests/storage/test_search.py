"""The text index finds candidates newest first, whatever was added, taken out or damaged."""

from __future__ import annotations

import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reader.domain.listing import RowId
from reader.domain.search_query import Field, parse_query
from reader.storage import search
from reader.storage.database import DamagedError
from reader.storage.search import Indexed, TextIndex
from reader.storage.search_grams import Frequent
from reader.storage.search_words import lookup, words_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NOTHING = Frequent()


def indexed(row: int, text: str = "海", age: int = 0, frequent: Frequent = NOTHING) -> Indexed:
    return Indexed(RowId(row), row * 7, age, words_of([text], [(Field.TITLE, text)], frequent))


def rows(index: TextIndex, query: str, **ages: int) -> list[int]:
    asked = lookup(parse_query(query, now=NOW), index.frequent())
    return [row for row, _ in index.find(asked.expression, **ages)]


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
        ("\ue12b", False),
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
    assert (lookup(parse_query(query, now=NOW), NOTHING).rest is None) is is_exact


def test_a_frequent_character_is_found_with_both_of_its_neighbours(index: TextIndex) -> None:
    index.put(
        [indexed(1, "海的潮，汐的海"), indexed(2, "海的汐的潮"), indexed(3, "海的。的潮"), indexed(4, "海的是潮")]
    )
    assert rows(index, "海的潮") == [1]
    assert rows(index, "汐的") == [1, 2]
    assert rows(index, "的潮") == [1, 2, 3]
    assert rows(index, "海的是潮") == [4]


@pytest.mark.parametrize("query", ["天地人", "天地人和", "title:天地人", "title:天地人和"])
def test_rare_threes_and_fours_of_frequent_parts_are_found_alone(index: TextIndex, query: str) -> None:
    parts = [piece for piece in ("天地", "地人", "天地人", "地人和") if not piece.startswith(query.split(":")[-1])]
    common = "。".join(parts)
    index.begin_anew([common] * 20)
    frequent = index.frequent()
    index.put([indexed(row, common, row, frequent) for row in range(1, 40)])
    index.put([indexed(40, "天地人和", 40, frequent)])
    assert rows(index, query) == [40]
    assert rows(index, "地人") == list(range(1, 41))


def test_what_was_learned_from_too_few_is_learned_again(index: TextIndex) -> None:
    index.begin_anew(["天地"])
    index.put([indexed(row) for row in range(1, 16)])
    assert not index.is_wasteful()
    index.put([indexed(16)])
    assert index.is_wasteful()


def test_long_phrases_and_words_can_be_looked_up(index: TextIndex) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(2000)) + " " + "x" * 5000
    index.put([indexed(1, text)])
    assert rows(index, text.split()[0]) == [1]
    assert rows(index, text.split()[1]) == [1]
    assert rows(index, "y" * 5000) == []


def test_ages_bound_what_is_found(index: TextIndex) -> None:
    index.put([indexed(row, age=row) for row in range(1, 9)])
    index.put([indexed(9, age=5)])
    assert rows(index, "海", newest=3, oldest=5) == [3, 4, 5, 9]
    assert rows(index, "海", newest=9) == []


def test_articles_move_to_other_rows(index: TextIndex) -> None:
    index.put([indexed(1, "春"), indexed(2, "夏")])
    index.move({RowId(1): RowId(2), RowId(2): RowId(1)})
    assert rows(index, "春") == [2]
    assert rows(index, "夏") == [1]


def test_a_file_that_lacks_a_part_of_its_words_is_damaged(index: TextIndex, tmp_path: Path) -> None:
    index.put([indexed(1)])
    index.close()
    connection = sqlite3.connect(tmp_path / "one.text.db")
    connection.execute("DROP TABLE words_config")
    connection.commit()
    connection.close()
    with pytest.raises(DamagedError):
        rows(TextIndex(tmp_path / "one.text.db"), "海")


def test_what_is_late_or_gone_is_waste_until_all_is_made_anew(
    index: TextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_WASTE", 2)
    index.put([indexed(row, age=row) for row in range(1, 6)])
    assert not index.is_wasteful()
    index.remove([RowId(1), RowId(2)])
    index.put([indexed(9, age=4)])
    assert index.is_wasteful()
    index.begin_anew([])
    assert not index.is_wasteful()
    assert rows(index, "海") == []


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
        self.index.put([indexed(row, text, age) for row, (age, text) in new.items()])
        self.held.update(new)

    @rule(gone=st.sets(st.integers(1, 30), max_size=3))
    def remove(self, gone: set[int]) -> None:
        self.index.remove(map(RowId, gone))
        for row in gone:
            self.held.pop(row, None)

    @rule()
    def tidy(self) -> None:
        while self.index.tidy():
            pass

    @invariant()
    def finds_all_newest_first(self) -> None:
        assert self.index.held() == len(self.held)
        everything = [row for row, _ in self.index.find(lookup(parse_query("-zz", now=NOW), NOTHING).expression)]
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
