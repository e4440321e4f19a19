"""The values that front matter may hold, whatever it is written in."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | date | datetime | list[Value] | dict[str, Value] | None"
Values: TypeAlias = dict[str, Value]

_MOST = 20_000
_DEEPEST = 50


def narrow(parsed: object) -> Value:
    """Return what a parser made as a value; raises ValueError if it is too large, too deep, or of another type.

    Aliases of YAML share what they name, so that a short head may stand for more than memory holds: each use counts.
    """
    return _narrow(parsed, [_MOST], _DEEPEST)


def _narrow(parsed: object, left: list[int], depth: int) -> Value:
    left[0] -= 1
    if left[0] < 0 or depth < 0:
        raise ValueError("front matter expands without end")
    match parsed:
        case None | str() | int() | float() | date():
            return parsed
        case list() | tuple() | set():
            return [_narrow(item, left, depth - 1) for item in parsed]
        case dict():
            return {str(key): _narrow(value, left, depth - 1) for key, value in parsed.items()}
        case time():
            return parsed.isoformat()
        case bytes():
            return parsed.decode(errors="replace")
    raise ValueError(f"front matter holds a {type(parsed).__name__}")
