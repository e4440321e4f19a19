"""Dates are read as the instants that they name, in all the ways in which people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.dates import find_date, from_timestamp, read_date

if TYPE_CHECKING:
    from reader.articles.value import Value


def local(*numbers: int) -> datetime:
    year, month, day, hour, minute, second = (*numbers, 0, 0, 0)[:6]
    return datetime(year, month, day, hour, minute, second).astimezone()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Tue, 23 Nov 2021 05:57:00 GMT", datetime(2021, 11, 23, 5, 57, tzinfo=UTC)),
        ("Tue, 23 Nov 2021 05:57:00 +0800", datetime(2021, 11, 22, 21, 57, tzinfo=UTC)),
        ("23 Nov 2021 05:57 EST", datetime(2021, 11, 23, 10, 57, tzinfo=UTC)),
        ("2014-08-14 1:29:36 -0400", datetime(2014, 8, 14, 5, 29, 36, tzinfo=UTC)),
        ("2004-08-20 -0800", datetime(2004, 8, 20, 8, tzinfo=UTC)),
        ("2016-07-19T08:33:59Z", datetime(2016, 7, 19, 8, 33, 59, tzinfo=UTC)),
        ("2016-07-19T08:33:59.25+08:00", datetime(2016, 7, 19, 0, 33, 59, 250000, tzinfo=UTC)),
        ("2021-03-22 08:00:00", local(2021, 3, 22, 8)),
        ("2016-07-19T08:33:59", local(2016, 7, 19, 8, 33, 59)),
        ("2016-07-19 08:33:59 +0800 CST", datetime(2016, 7, 19, 0, 33, 59, tzinfo=UTC)),
        ("Tue Nov 23 2021 05:57:00 GMT+0800 (CST)", datetime(2021, 11, 22, 21, 57, tzinfo=UTC)),
        ("Tue, 23 Nov 2021 05:57:00", local(2021, 11, 23, 5, 57)),
        ("23 Nov 2021 05:57 -0000", datetime(2021, 11, 23, 5, 57, tzinfo=UTC)),
        ("March 22, 2021 10:00", local(2021, 3, 22, 10)),
        ("2021/3/22 08:00", local(2021, 3, 22, 8)),
        ("2021年3月22日", local(2021, 3, 22)),
        ("2021年3月22日 08:30", local(2021, 3, 22, 8, 30)),
        ("2024-07-5", local(2024, 7, 5)),
        ("20210322", local(2021, 3, 22)),
        ("1396-01-06", local(1396, 1, 6)),
        (" 2021-03-22 ", local(2021, 3, 22)),
    ],
)
def test_a_date_is_the_instant_it_names(text: str, moment: datetime) -> None:
    assert read_date(text) == moment


def test_what_a_parser_has_read_is_taken_as_it_is() -> None:
    eastern = timezone(timedelta(hours=-4))
    assert read_date(date(2021, 3, 22)) == local(2021, 3, 22)
    assert read_date(datetime(2021, 3, 22, 8)) == local(2021, 3, 22, 8)
    assert read_date(datetime(2021, 3, 22, 8, tzinfo=eastern)) == datetime(2021, 3, 22, 12, tzinfo=UTC)
    assert read_date(20210322) == local(2021, 3, 22)


NO_DATES: list[Value] = [
    *("Invalid Date", "0000-00-00", "2020-02-30", "12:30", "1970-01-19", "1970-01-19 10:00:00", "2019 17:34:23", ""),
    *("1970-06-01", "Mon, 19 Jan 1970 17:34:23 GMT", "0021-03-22", "9999-12-31", date(1970, 1, 19)),
    *("{{date}}", "Tue, 31 Feb 2021 05:57:00 GMT", "Tue, 23 Nox 2021 05:57:00 GMT", "2021-03-22 25:00:00"),
    *("9999999999999999", "2021-03-22 08:00:00 +9900", "0001-01-01 00:00:00 +1200", "9999-12-31 23:00:00 -1200"),
    *(None, 750, 2019, 1616400000, 20211345, True, 2021.03),
    ["2021-03-22"],
    {"year": 2021},
]


@pytest.mark.parametrize("value", NO_DATES)
def test_what_is_no_date_is_none(value: Value) -> None:
    assert read_date(value) is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2014-12-25-winter", (2014, 12, 25)),
        ("2014_1_5 walk", (2014, 1, 5)),
        ("2025/09/18/Rust-1.90.0", (2025, 9, 18)),
        ("posts/2016-07-19", (2016, 7, 19)),
        ("20141225-winter", (2014, 12, 25)),
        ("20141225", (2014, 12, 25)),
    ],
)
def test_a_name_may_hold_the_day(name: str, day: tuple[int, int, int]) -> None:
    assert find_date(name) == local(*day)


@pytest.mark.parametrize(
    "name",
    [
        "winter",
        "2014-13-25-x",
        "12-25-2014",
        "2014-12",
        "a-2014-12-25",
        "2014122",
        "201412251",
        "99999999",
        "1970-01-01-x",
    ],
)
def test_a_name_without_a_day_holds_none(name: str) -> None:
    assert find_date(name) is None


def test_any_timestamp_is_an_instant() -> None:
    assert from_timestamp(0) == from_timestamp(1e30) == datetime(1970, 1, 1, tzinfo=UTC)


DATES = st.one_of(
    st.text(),
    st.from_regex(r"\d{4}-\d{1,2}-\d{1,2}( \d{1,2}:\d{2}:\d{2})?( [+-]\d{4})?", fullmatch=True),
    st.from_regex(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (GMT|[+-]\d{4})", fullmatch=True),
    st.integers(),
    st.dates(),
    st.datetimes(timezones=st.one_of(st.none(), st.timezones())),
)


@given(st.lists(DATES, max_size=5))
def test_all_dates_sort_together(values: list[str | int | date]) -> None:
    moments = [moment for value in values if (moment := read_date(value))]
    assert all(moment.tzinfo for moment in moments)
    assert len(sorted(moments)) == len([moment.timestamp() for moment in moments])
