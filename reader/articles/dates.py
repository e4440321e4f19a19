"""The date of an article: from a value of its front matter, or from a name that begins with one."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime

# Further back are the zero dates of programs and slips of the pen; near the end, arithmetic with offsets overflows.
_FIRST_YEAR, _LAST_YEAR = 1000, 9000
# Whoever writes seconds for milliseconds, or nothing at all, lands in the year after the epoch.
_EPOCH_YEAR = 1970

_LONGEST = 64
_ISO = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
    r"(?:[T\s]\s*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?)?"
    r"\s*(?:(Z|UTC|GMT)|([+-])([0-9]{2}):?([0-9]{2})?(?:\s[A-Z]{3,4})?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])")
_NAME = re.compile(r"(?:^|/)([0-9]{4}(?:([-/])[0-9]{1,2}\2[0-9]{1,2}|[0-9]{4}))(?=[-_ ./]|$)")


def read_date(value: object) -> datetime | None:
    """Return the aware instant that a value of front matter names, or None if it names none that can be believed.

    ISO 8601 and its look-alikes, RFC 5322 and `20210322` are read; a time without a zone is local time. Not believed
    are days that no calendar has, 1970 (where slips about the epoch end) and years before 1000 or from 9000 on.
    """
    try:
        found = _read(value)
        return None if found is None else _believe(found)
    except (ValueError, OverflowError):
        return None


def date_in_name(name: str) -> datetime | None:
    """Return the local midnight of the date that a file name, or a part of a path, begins with."""
    match = _NAME.search(name)
    return read_date(match[1]) if match else None


def _read(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, int):
        return _read_text(str(value)) if 10**7 <= value < 10**8 else None
    return _read_text(value.strip()) if isinstance(value, str) else None


def _read_text(text: str) -> datetime | None:
    if len(text) > _LONGEST:
        return None
    if match := _ISO.fullmatch(_COMPACT.sub(r"\1-\2-\3", text, count=1)):
        return _read_iso(match)
    return _read_rfc(text)


def _read_iso(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second, fraction, utc, sign, hours, minutes = match.groups(default="")
    zone: timezone | None = None
    if utc:
        zone = UTC
    elif sign:
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        zone = timezone(-offset if sign == "-" else offset)
    return datetime(
        int(year),
        int(month),
        int(day),
        int(hour or 0),
        int(minute or 0),
        int(second or 0),
        int(fraction[:6].ljust(6, "0")),
        tzinfo=zone,
    )


def _read_rfc(text: str) -> datetime:
    found = parsedate_to_datetime(text.replace("GMT+", "+").replace("GMT-", "-"))  # as JavaScript writes zones
    return found.replace(tzinfo=UTC) if text.endswith("-0000") else found


def _believe(found: datetime) -> datetime | None:
    if not _FIRST_YEAR <= found.year < _LAST_YEAR:
        return None
    if found.utcoffset() is None:
        found = _local(found)
    return None if _EPOCH_YEAR in (found.year, found.astimezone(UTC).year) else found


def _local(naive: datetime) -> datetime:
    try:
        return naive.astimezone()
    except (OverflowError, OSError):  # the C library knows no zone for years this old
        return naive.replace(tzinfo=UTC)
