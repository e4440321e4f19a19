from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.dates import date_in_name, read_date


def at(*parts: int, hours: float = 0) -> datetime:
    year, month, day, hour, minute, second = (*parts, 0, 0, 0)[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=timezone(timedelta(hours=hours)))


def local(*parts: int) -> datetime:
    return at(*parts).replace(tzinfo=None).astimezone()


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("Tue, 23 Nov 2021 05:57:00 GMT", at(2021, 11, 23, 5, 57)),
        ("Tue, 23 Nov 2021 05:57:00 +0800", at(2021, 11, 23, 5, 57, hours=8)),
        ("Tue, 23 Nov 2021 05:57:00 -0000", at(2021, 11, 23, 5, 57)),
        ("23 Nov 2021 05:57 EST", at(2021, 11, 23, 5, 57, hours=-5)),
        ("Tue Nov 23 2021 05:57:00 GMT+0800 (CST)", at(2021, 11, 23, 5, 57, hours=8)),
        ("2014-08-14 1:29:36 -0400", at(2014, 8, 14, 1, 29, 36, hours=-4)),
        ("2004-08-20 -0800", at(2004, 8, 20, hours=-8)),
        ("2016-07-19T08:33:59Z", at(2016, 7, 19, 8, 33, 59)),
        ("2016-07-19T08:33:59+05:30", at(2016, 7, 19, 8, 33, 59, hours=5.5)),
        ("2016-07-19T08:33:59.25Z", at(2016, 7, 19, 8, 33, 59) + timedelta(milliseconds=250)),
        ("2016-07-19T08:33:59.123456789+08", at(2016, 7, 19, 8, 33, 59, hours=8) + timedelta(microseconds=123456)),
        ("2016-07-19 08:33:59 +0800 CST", at(2016, 7, 19, 8, 33, 59, hours=8)),
        (datetime(2021, 3, 22, 8, tzinfo=UTC), at(2021, 3, 22, 8)),
    ],
)
def test_an_instant_with_a_zone_is_read(value: object, instant: datetime) -> None:
    found = read_date(value)
    assert found == instant
    assert found is not None
    assert found.utcoffset() == instant.utcoffset()


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2021-03-22 08:00:00", local(2021, 3, 22, 8)),
        ("2016-07-19T08:33:59", local(2016, 7, 19, 8, 33, 59)),
        ("2021-03-22 8:05", local(2021, 3, 22, 8, 5)),
        ("  2021-03-22\n", local(2021, 3, 22)),
        ("20210322", local(2021, 3, 22)),
        (20210322, local(2021, 3, 22)),
        ("1396-01-06", at(1396, 1, 6)),
        ("2024-07-5", local(2024, 7, 5)),
        ("2021/3/22", local(2021, 3, 22)),
        ("2021.3.22", local(2021, 3, 22)),
        ("2021年3月22日", local(2021, 3, 22)),
        ("2021年3月22日 08:30", local(2021, 3, 22, 8, 30)),
        ("March 22, 2021 10:00", local(2021, 3, 22, 10)),
        (date(2021, 3, 22), local(2021, 3, 22)),
        (datetime(2021, 3, 22, 8), local(2021, 3, 22, 8)),
    ],
)
def test_a_time_without_a_zone_is_local(value: object, instant: datetime) -> None:
    found = read_date(value)
    assert found is not None
    assert found.utcoffset() is not None
    assert found.replace(tzinfo=None) == instant.replace(tzinfo=None)
    if instant.year >= 2000:
        assert found == instant


@pytest.mark.parametrize(
    "value",
    [
        "Invalid Date",
        "0000-00-00",
        "0000-00-00 00:00:00",
        "0001-01-01T00:00:00Z",
        "2020-02-30",
        "12:30",
        750,
        "2019 17:34:23",
        None,
        "null",
        "",
        "{{date}}",
        2021,
        "2021",
        "2021-03",
        1616400000,
        -20210322,
        20210322.0,
        True,
        99999999,
        "2021-03-22 24:00:00",
        "2021-03-22 10:00 +9900",
        "1970-01-19",
        "1970-01-01T00:00:00Z",
        "Mon, 19 Jan 1970 17:34:23 GMT",
        date(1970, 1, 1),
        datetime(1970, 1, 19, 10),
        "1969-12-31T19:00:00-05:00",
        datetime.min,
        datetime.max,
        "9999-12-31",
        "x" * 100_000,
        "1" * 100_000,
        [],
        {},
    ],
)
def test_what_is_no_believable_date_is_none(value: object) -> None:
    assert read_date(value) is None


def test_a_year_too_old_for_the_system_is_read_as_utc() -> None:
    class Old(datetime):
        def astimezone(self, tz: tzinfo | None = None) -> Self:
            if tz is None:
                raise OSError(22, "Invalid argument")
            return super().astimezone(tz)

    found = read_date(Old(1396, 1, 6))
    assert found is not None
    assert found.isoformat() == "1396-01-06T00:00:00+00:00"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2014-12-25-snow.md", (2014, 12, 25)),
        ("2014-12-25 snow.md", (2014, 12, 25)),
        ("2014-12-25.md", (2014, 12, 25)),
        ("2014-1-5-snow.md", (2014, 1, 5)),
        ("20141225-snow.md", (2014, 12, 25)),
        ("20141225.md", (2014, 12, 25)),
        ("2025/09/18/Rust-1.90.0", (2025, 9, 18)),
        ("/blog/2025/09/18/snow/", (2025, 9, 18)),
        ("posts/2014-12-25-snow", (2014, 12, 25)),
    ],
)
def test_a_name_may_begin_with_its_date(name: str, day: tuple[int, int, int]) -> None:
    assert date_in_name(name) == local(*day)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "snow.md",
        "snow-2014-12-25.md",
        "2014.md",
        "2014-12.md",
        "2014-13-25-x.md",
        "2014-02-30-x.md",
        "2014123-x.md",
        "201412251-x.md",
        "20211-1-1-x.md",
        "2014-12/25-x",
        "1970-01-01-x.md",
        "12345678.md",
    ],
)
def test_other_names_say_no_date(name: str) -> None:
    assert date_in_name(name) is None


DATE_LIKE = st.text(st.sampled_from("0123456789-/:T ZGM+,年月日JanSut."), max_size=40)


@given(
    st.one_of(
        st.text(), DATE_LIKE, st.integers(), st.floats(), st.none(), st.dates(), st.datetimes(), st.booleans(),
        st.datetimes(timezones=st.just(timezone(timedelta(hours=14)))),
    )
)  # fmt: skip
def test_any_value_is_an_aware_date_or_none(value: object) -> None:
    found = read_date(value)
    assert found is None or (found.utcoffset() is not None and found.astimezone(UTC).isoformat())


@given(st.one_of(st.text(), DATE_LIKE))
def test_any_name_is_an_aware_date_or_none(name: str) -> None:
    found = date_in_name(name)
    assert found is None or found.utcoffset() is not None


@given(st.datetimes(datetime(1971, 2, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_an_iso_date_is_the_instant_it_says(instant: datetime) -> None:
    assert read_date(instant.isoformat()) == instant
    assert read_date(instant.isoformat(" ")) == instant
