"""Machines that exchange files end with the same state, and whatever else is in a file is named and left."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.article_id import ArticleId
from reader.domain.errors import ExchangeError
from reader.domain.field_change import Field, FieldChange
from reader.domain.reading_state import Mark, Place
from reader.library.exchange import MOST_FAULTS, Delivery, lines_of, moved, read_changes
from reader.storage.state import State

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
READ = FieldChange(ArticleId("url:https://example.com/a"), Field.READ, True, NOON, "desk")
PLACE = FieldChange(ArticleId("file:/home/ann/文章/一.md"), Field.PLACE, Place(3, 14, 0.5, "三月"), NOON, "desk")

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
places = st.builds(
    Place,
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.floats(0, 1),
    st.text(st.characters(codec="utf-8"), max_size=8),
)
times = st.datetimes(datetime(1970, 1, 1), datetime(8999, 1, 1), timezones=st.just(UTC))
changes_of_any_kind = st.one_of(
    st.builds(
        FieldChange, texts.map(ArticleId), st.sampled_from([Field.READ, Field.STARRED]), st.booleans(), times, texts
    ),
    st.builds(FieldChange, texts.map(ArticleId), st.just(Field.PLACE), st.none() | places, times, texts),
)


def delivered(data: bytes) -> Delivery:
    return read_changes(io.BytesIO(data), "file.jsonl")


def line_of(**values: object) -> bytes:
    good = {"time": "2026-03-01T12:00:00Z", "machine": "desk", "article": "url:a", "field": "read", "value": True}
    return json.dumps({**good, **values}).encode() + b"\n"


def test_a_file_is_a_header_and_a_change_a_line() -> None:
    header, read, place = (json.loads(line) for line in lines_of([READ, PLACE]))
    assert header == {"broadsheet": "reading state", "version": 1}
    assert read == {
        "time": "2026-03-01T12:00:00.000000Z",
        "machine": "desk",
        "article": "url:https://example.com/a",
        "field": "read",
        "value": True,
    }
    assert place["value"] == {"block": 3, "offset": 14, "share": 0.5, "around": "三月"}


@given(st.lists(changes_of_any_kind, max_size=6))
def test_what_is_written_is_read_back(changes: list[FieldChange]) -> None:
    assert delivered(b"".join(lines_of(changes))) == Delivery(tuple(changes), 0, ())


@given(st.binary(max_size=200) | st.lists(st.sampled_from(b'{}[]":,\n\\u019eE+-.tfn \xef\xbb\xbf')).map(bytes))
def test_no_bytes_raise_anything_but_a_clear_error(data: bytes) -> None:
    good = b"".join(lines_of([READ]))
    delivery = delivered(good + data + b"\n" + good)
    assert delivery.changes[0] == delivery.changes[-1] == READ
    with suppress(ExchangeError):
        delivered(data)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["block", "share"]), inner),
    max_leaves=4,
)


@given(
    st.sampled_from(["time", "machine", "article", "field", "value"]),
    json_values,
    st.sampled_from(list(Field)),
)
def test_what_is_taken_from_any_line_can_be_kept(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: object, field: Field
) -> None:
    delivery = delivered(b"".join(lines_of([])) + line_of(**{"field": field, key: value}) + line_of())
    state = State(tmp_path_factory.mktemp("state") / "state.db")
    state.merge(delivery.changes)
    state.close()
    assert len(delivery.changes) + delivery.bad == 2


BAD = {
    "cut off": (line_of()[:50], "cut off"),
    "not UTF-8": (line_of()[:-2] + b"\xff}", "UTF-8"),
    "no object": (b"[1, 2]", "object"),
    "no field": (line_of(field=None), "field"),
    "unknown field": (line_of(field="liked"), "read, starred, place"),
    "no article": (line_of(article=""), "article"),
    "half a character": (line_of(article="\ud800"), "article"),
    "no machine": (line_of(machine=7), "machine"),
    "no zone": (line_of(time="2026-03-01T12:00:00"), "time"),
    "no time": (line_of(time="noon"), "time"),
    "a time too late": (line_of(time="9999-12-31T23:59:59Z"), "time"),
    "a time before time": (line_of(time="0001-01-01T00:00:00+14:00"), "time"),
    "not true or false": (line_of(value=1), "value"),
    "not a place": (line_of(field="place", value=7), "place"),
    "a place nowhere": (line_of(field="place", value={"block": -1, "offset": 0, "share": 0}), "block"),
    "too far down": (line_of(field="place", value={"block": 1, "offset": 10**30, "share": 0}), "offset"),
    "no share": (line_of(field="place", value={"block": 1, "offset": 0, "share": float("nan")}), "share"),
    "another header": (b'{"broadsheet": "recipes", "version": 1}', "header"),
    "nested a million times": (b"[" * 1_000_000, "JSON"),
    "longer than any line": (b'"' + b"x" * 3 * 1024**2 + b'"', "JSON"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_named_and_the_others_are_taken(name: str) -> None:
    line, reason = BAD[name]
    header, good, other = lines_of([READ, PLACE])
    delivery = delivered(header + good + line.rstrip(b"\n") + b"\n" + other)
    assert delivery.changes == (READ, PLACE)
    assert delivery.bad == 1
    assert delivery.faults[0].startswith("line 3: ")
    assert reason in delivery.faults[0]


def test_of_many_bad_lines_the_first_are_named_and_all_are_counted() -> None:
    delivery = delivered(b"".join(lines_of([READ])) + b"?\n" * 50)
    assert len(delivery.faults) == MOST_FAULTS
    assert delivery.bad == 50


def test_a_file_cut_anywhere_gives_the_lines_before_the_cut() -> None:
    whole = b"".join(lines_of([READ, PLACE]))
    second = whole.rindex(b"\n", 0, -1) + 1
    for cut in range(second, len(whole) - 1):
        delivery = delivered(whole[:cut])
        assert delivery.changes == (READ,)
        assert delivery.bad == (cut > second)
    assert delivered(whole[:-1]).changes == (READ, PLACE)


def test_a_missing_header_loses_no_change() -> None:
    _, *lines = lines_of([READ, PLACE])
    assert delivered(b"".join(lines)).changes == (READ, PLACE)


def test_files_can_be_put_one_behind_the_other_and_have_other_line_ends() -> None:
    one, other = b"".join(lines_of([READ])), b"".join(lines_of([PLACE]))
    delivery = delivered((b"\xef\xbb\xbf" + one + b"\n" + other).replace(b"\n", b"\r\n"))
    assert delivery == Delivery((READ, PLACE), 0, ())


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\x00" * 4096, b"hello\n", b"".join(lines_of([]))[:-5]])
def test_a_file_of_which_nothing_can_be_read_is_one_clear_line(data: bytes) -> None:
    with pytest.raises(ExchangeError, match=r"^file\.jsonl: ") as caught:
        delivered(data)
    assert "\n" not in str(caught.value)


def test_a_state_without_changes_is_none_that_cannot_be_read() -> None:
    assert delivered(b"".join(lines_of([]))) == Delivery((), 0, ())


def test_a_newer_format_is_not_guessed_at() -> None:
    with pytest.raises(ExchangeError, match="newer version"):
        delivered(b'{"broadsheet": "reading state", "version": 2}\n' + line_of())


def test_a_key_that_a_later_version_adds_is_passed_over() -> None:
    assert len(delivered(line_of(mood="calm")).changes) == 1


def test_an_article_known_by_its_file_is_found_in_a_library_elsewhere() -> None:
    here = moved(PLACE, "/home/ann/", "/Users/ann/news")
    assert here.article == "file:/Users/ann/news/文章/一.md"
    assert (here.value, here.time, here.machine) == (PLACE.value, PLACE.time, PLACE.machine)
    assert moved(PLACE, "/home/an", "/Users/ann") == PLACE
    assert moved(READ, "/home/ann", "/Users/ann") == READ


steps = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from([ArticleId("url:a"), ArticleId("file:/b.md")]),
        st.sampled_from([Mark.READ, Mark.STARRED, None]),
        st.integers(0, 3),
    ),
    max_size=10,
)


@settings(max_examples=30)
@given(steps, st.data())
def test_machines_that_exchange_files_in_any_order_and_repeatedly_end_with_the_same_state(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, ArticleId, Mark | None, int]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("machines")
    machines = [State(folder / f"{name}.db") for name in ("desk", "lap", "phone")]
    files: list[bytes] = []
    for number, article, mark, value in steps:
        machine = machines[number]
        if mark is None:
            machine.keep_place(article, Place(value, 2 * value, value / 4, "around"))
        else:
            machine.set_mark(mark, value > 1, [article])
        files.append(b"".join(lines_of(machine.field_changes())))
    for machine in machines:
        # Each gets every file, some of them several times.
        some = data.draw(st.lists(st.sampled_from(files), max_size=4)) if files else []
        for file in data.draw(st.permutations(files + some)):
            machine.merge(delivered(file).changes)
    ends = [b"".join(lines_of(machine.field_changes())) for machine in machines]
    for machine in machines:
        assert machine.merge(delivered(ends[0]).changes) == 0
        machine.close()
    assert ends[0] == ends[1] == ends[2]


rivals = st.lists(
    st.builds(
        FieldChange,
        st.just(READ.article),
        st.sampled_from([Field.READ, Field.STARRED]),
        st.booleans(),
        st.integers(0, 1).map(lambda late: NOON + timedelta(microseconds=late)),
        st.sampled_from(["desk", "lap", "phone"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=50)
@given(rivals, st.data())
def test_changes_of_the_same_moment_end_alike_on_all_machines(
    tmp_path_factory: pytest.TempPathFactory, changes: list[FieldChange], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("machines")
    ends: list[list[bytes]] = []
    for name in ("one", "other"):
        state = State(folder / f"{name}.db")
        for change in data.draw(st.permutations(changes + changes[:2])):
            state.merge(delivered(b"".join(lines_of([change]))).changes)
        ends.append(list(lines_of(state.field_changes())))
        state.close()
    assert ends[0] == ends[1]


def test_the_later_of_two_changes_wins_on_both_machines(tmp_path: Path) -> None:
    article = ArticleId("url:a")
    early = FieldChange(article, Field.STARRED, True, NOON, "desk")
    late = FieldChange(article, Field.STARRED, False, NOON + timedelta(microseconds=1), "lap")
    for name, order in (("one", [early, late]), ("other", [late, early])):
        state = State(tmp_path / f"{name}.db")
        for change in order:
            state.merge(delivered(b"".join(lines_of([change]))).changes)
        assert state.reading(article).starred is False
        state.close()
