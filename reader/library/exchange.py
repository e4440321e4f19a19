"""The file in which machines exchange what they know of your reading: JSON Lines, a change on each."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

from reader.domain.article_id import ArticleId
from reader.domain.errors import ExchangeError
from reader.domain.field_change import Field, FieldChange
from reader.domain.reading_state import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

VERSION = 1
"""The version of the format; a newer one may say what this program would misunderstand."""
MOST_FAULTS = 10
"""How many bad lines are named; the others are counted."""
_MARKER = "broadsheet"
"""The key that only a header has."""
_HEADER = {_MARKER: "reading state", "version": VERSION}
_LONGEST_LINE = 1024**2
"""Bytes; what is longer is no line of ours, and need not fit into memory."""
_LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a file of changes holds."""

    changes: tuple[FieldChange, ...]
    bad: int
    """How many lines could not be understood."""
    faults: tuple[str, ...]
    """The number of each of the first bad lines, and what is wrong with it."""


def lines_of(changes: Iterable[FieldChange]) -> Iterator[bytes]:
    """Yield the lines of the file that holds some changes."""
    for values in chain([_HEADER], map(_values_of, changes)):
        yield json.dumps(values, ensure_ascii=False).encode() + b"\n"


def read_changes(stream: BinaryIO, name: str) -> Delivery:
    """Return the changes of the file called `name`, whatever else is in it.

    Raises ExchangeError if a newer version has written it, or if nothing in it can be read.
    """
    changes: list[FieldChange] = []
    faults: list[str] = []
    bad, headers = 0, 0
    for number, line in enumerate(_lines(stream), 1):
        try:
            values = _read_object(line)
            if _MARKER in values:
                _check_header(values, name)
                headers += 1
            elif values:
                changes.append(_read_change(values))
        except ValueError as error:
            bad += 1
            if bad <= MOST_FAULTS:
                faults.append(f"line {number}: {error}")
    if not changes and (bad or not headers):
        raise ExchangeError(f"{name}: holds nothing that can be read ({faults[0] if faults else 'it is empty'})")
    return Delivery(tuple(changes), bad, tuple(faults))


def moved(change: FieldChange, old: str, new: str) -> FieldChange:
    """Return a change for the library that lies in the folder `new` here and in `old` on the other machine."""
    start = f"file:{old.rstrip('/')}/"
    if not change.article.startswith(start):
        return change
    return replace(change, article=ArticleId(f"file:{new.rstrip('/')}/{change.article.removeprefix(start)}"))


def _values_of(change: FieldChange) -> dict[str, object]:
    return {
        "time": change.time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "machine": change.machine,
        "article": change.article,
        "field": change.field,
        "value": change.value._asdict() if isinstance(change.value, Place) else change.value,
    }


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(_LONGEST_LINE):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(_LONGEST_LINE)
        yield line


def _read_object(line: bytes) -> Mapping[str, object]:
    """Return the values of a line, none of an empty one; raises ValueError."""
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    if not text.strip():
        return {}
    try:
        values: object = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("not JSON, or cut off") from None
    if not isinstance(values, dict) or not values:
        raise ValueError("no JSON object")
    return values


def _check_header(values: Mapping[str, object], name: str) -> None:
    version = values.get("version")
    if values[_MARKER] != _HEADER[_MARKER] or not isinstance(version, int) or version < 1:
        raise ValueError("not the header of a reading state")
    if version > VERSION:
        raise ExchangeError(f"{name}: written by a newer version of Broadsheet; install that version")


def _read_change(values: Mapping[str, object]) -> FieldChange:
    """Return the change that a line tells; raises ValueError."""
    name = _text(values, "field")
    if name not in list(Field):
        raise ValueError(f"field: must be one of {', '.join(Field)}")
    field = Field(name)
    return FieldChange(
        ArticleId(_text(values, "article")), field, _value(values, field), _time(values), _text(values, "machine")
    )


def _text(values: Mapping[str, object], key: str) -> str:
    text = values.get(key)
    if not isinstance(text, str) or not text:
        raise ValueError(f"{key}: must be a text")
    return _whole(text, key)


def _whole(text: str, key: str) -> str:
    # JSON can write half a character, which is nothing that can be kept.
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError(f"{key}: holds half a character")
    return text


def _time(values: Mapping[str, object]) -> datetime:
    try:
        time = datetime.fromisoformat(_text(values, "time"))
        if time.tzinfo is not None:
            return time.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError("time: must be like 2026-03-01T08:00:00Z, with its zone")


def _value(values: Mapping[str, object], field: Field) -> bool | Place | None:
    value = values.get("value")
    if field is Field.PLACE:
        return _place(value)
    if not isinstance(value, bool):
        raise ValueError("value: must be true or false")
    return value


def _place(value: object) -> Place | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise ValueError("value: must be a place, or null")
    share = value.get("share")
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        raise ValueError("value: share must be a number from 0 to 1")
    around = value.get("around", "")
    if not isinstance(around, str):
        raise ValueError("value: around must be a text")
    return Place(_number(value, "block"), _number(value, "offset"), float(share), _whole(around, "value"))


def _number(place: Mapping[str, object], key: str) -> int:
    number = place.get(key)
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= _LARGEST_NUMBER:
        raise ValueError(f"value: {key} must be a whole number")
    return number
