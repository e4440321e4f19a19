"""The date of an article, in the many ways that files write it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.value import Value

_RFC_2822 = re.compile(
    r"[A-Z][a-z]{2}, (\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|[+-]0000)", re.ASCII
)
_MONTHS = {"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6}
_MONTHS |= {"Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12}
_WORDED = re.compile(r"(?:[A-Za-z]{3,9},? )?(?:\d{1,2} [A-Za-z]{3,9}|[A-Za-z]{3,9} \d{1,2}),? \d{4}\b", re.ASCII)
_ISO = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?"
    r"[ \t]*(?:(Z|z|UTC|GMT|[+-](?:[01]\d|2[0-3]):?(?:[0-5]\d)?)(?: [A-Z]{3,4})?)?",
    re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?", re.ASCII)
_IN_NAME = re.compile(r"(?:^|/)(\d{4})(?:[-/_.](\d{1,2})[-/_.](\d{1,2})|(\d{2})(\d{2}))(?=[-/_. ]|$)", re.ASCII)

# A clock that was never set, or seconds taken for milliseconds, shows a day in the year after the epoch.
_SLIP_START, _SLIP_END = datetime(1969, 12, 31, tzinfo=UTC), datetime(1971, 1, 1, tzinfo=UTC)
# The zero dates of programs and slips of the pen lie outside.
_FIRST_YEAR, _LAST_YEAR = 1000, 9000


def read_date(value: Value) -> datetime | None:
    """Return the instant that `value` means, aware, or None if it means none; without a zone it is local time."""
    match value:
        case str():
            moment = _read_text(value.strip())
        case datetime():
            moment = _locate(value)
        case date():
            moment = _locate(datetime(value.year, value.month, value.day))
        case int() if not isinstance(value, bool):
            moment = _read_text(str(value)) if 10**7 <= value < 10**8 else None
        case _:
            moment = None
    return _believe(moment)


def find_date(name: str) -> datetime | None:
    """Return the local day that a name or a path holds, as `2014-12-25-title` and `2025/09/18/title` do."""
    match = _IN_NAME.search(name)
    return _believe(_build([number for number in match.groups() if number])) if match else None


def from_timestamp(seconds: float) -> datetime:
    """Return the instant that is `seconds` after the epoch, the epoch itself if no calendar reaches it."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _believe(moment: datetime | None) -> datetime | None:
    # The year first: comparing goes by UTC, which the first and last hours of the calendar may lie outside of.
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR or _SLIP_START <= moment < _SLIP_END:
        return None
    return moment


def _read_text(text: str) -> datetime | None:
    if match := _RFC_2822.fullmatch(text):
        day, month, year, hour, minute, second = match.groups()
        try:
            return datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=UTC)
        except (KeyError, ValueError):
            return None
    if match := _ISO.fullmatch(text):
        year, month, day, hour, minute, second, fraction, zone = match.groups()
        moment = _build((year, month, day, hour, minute, second), _read_zone(zone) if zone else None)
        return moment + timedelta(microseconds=int(fraction.ljust(6, "0")[:6])) if moment and fraction else moment
    if match := _COMPACT.fullmatch(text):
        return _build(match.groups())
    return _read_worded(text) if _WORDED.match(text) else None


def _read_worded(text: str) -> datetime | None:
    """Read a date of RFC 2822, and of those who nearly write it."""
    from email.utils import parsedate_to_datetime  # most dates are read without it

    try:
        moment = parsedate_to_datetime(text.replace("GMT+", "+").replace("GMT-", "-"))  # as JavaScript writes zones
    except (ValueError, IndexError, OverflowError):
        return None
    return _locate(moment.replace(tzinfo=UTC) if text.endswith("-0000") else moment)


def _build(numbers: Sequence[str | int | None], zone: timezone | None = None) -> datetime | None:
    year, month, day, hour, minute, second = (*(int(number or 0) for number in numbers), 0, 0, 0)[:6]
    try:
        return _locate(datetime(year, month, day, hour, minute, second, tzinfo=zone))
    except (ValueError, OverflowError):
        return None


def _locate(moment: datetime) -> datetime | None:
    """Return `moment` with a zone: the local one, unless it has one; None where it lies beyond the calendar."""
    try:
        return moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError, OSError):
        return None


@lru_cache(maxsize=64)
def _read_zone(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].removeprefix(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
