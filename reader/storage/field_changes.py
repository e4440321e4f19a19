"""The changes that a reading state remembers, field by field: made here, or merged from other machines."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from reader.domain.article_id import ArticleId
from reader.domain.field_change import EARLIEST, LATEST, Field, FieldChange
from reader.domain.reading_state import Place
from reader.storage.database import json_arrays, value_lists
from reader.storage.state_schema import THIS_MACHINE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import datetime

_MICROSECOND = timedelta(microseconds=1)
_COLUMNS = {Field.READ: ("read",), Field.STARRED: ("starred",), Field.PLACE: ("block", "offset", "share", "around")}


def set_field(connection: sqlite3.Connection, field: Field, value: bool | Place | None, ids: Iterable[str]) -> None:
    """Set a field of some articles, now, in the open transaction; each change is later than the one it replaces."""
    now, values = time.time_ns() // 1000, _values(value)
    # The clock may stand behind that of a machine whose changes were merged.
    later = f"min(max(excluded.{field}_time, coalesce({field}_time + 1, 0)), {_number(LATEST)})"
    source = f"SELECT value{', ?' * len(values)}, ?, ?, ? + key FROM json_each(?) WHERE true"
    sql = _upsert(field, source, later)
    # In the order of the table, a hundred thousand take half the time.
    for some in json_arrays(sorted(ids)):
        connection.execute(sql, (*values, now, THIS_MACHINE, _next_sequence(connection), some))


def with_mark(connection: sqlite3.Connection, mark: Field, articles: Iterable[str]) -> set[str]:
    """Return those of some articles that have a mark."""
    sql = f"SELECT r.id FROM json_each(?) j CROSS JOIN readings r ON r.id = j.value WHERE r.{mark}"
    return {article for some in json_arrays(articles) for (article,) in connection.execute(sql, (some,))}


def field_changes(connection: sqlite3.Connection) -> Iterator[FieldChange]:
    """Yield the last change of every field that was ever changed."""
    for field in Field:
        for row in connection.execute(f"{_select(field)} ORDER BY id"):
            yield _change(field, row)


def merge(connection: sqlite3.Connection, changes: Iterable[FieldChange]) -> int:
    """Take those of `changes` that are later than what is known, in the open transaction; return how many those are."""
    latest: dict[tuple[Field, ArticleId], FieldChange] = {}
    for change in changes:
        rival = latest.setdefault((change.field, change.article), change)
        if change.rank > rival.rank:
            latest[change.field, change.article] = change
    for change in _known(connection, latest):
        if change.rank >= latest[change.field, change.article].rank:
            del latest[change.field, change.article]
    names = sorted({change.machine for change in latest.values()})
    connection.executemany("INSERT OR IGNORE INTO machines (name) VALUES (?)", ((name,) for name in names))
    numbers: dict[str, int] = dict(connection.execute("SELECT name, number FROM machines").fetchall())
    for sequence, change in enumerate(latest.values(), _next_sequence(connection)):
        row = (change.article, *_values(change.value), _number(change.time), numbers[change.machine], sequence)
        source = f"VALUES (?{', ?' * (len(row) - 1)})"
        connection.execute(_upsert(change.field, source, f"excluded.{change.field}_time"), row)
    return len(latest)


def bring_over(connection: sqlite3.Connection, articles: Iterable[tuple[ArticleId, ArticleId]]) -> None:
    """Merge what is known of the first of each two articles into what is known of the second, with new numbers.

    The first may have the last number of all: forgotten with it, that would be given again.
    """
    names: dict[ArticleId, list[ArticleId]] = {}
    for old, new in articles:
        names.setdefault(old, []).append(new)
    changes = _known(connection, ((field, old) for field in Field for old in names))
    merge(connection, (replace(change, article=new) for change in changes for new in names[change.article]))
    news = dict.fromkeys(new for several in names.values() for new in several)
    numbered = [(sequence, new) for sequence, new in enumerate(news, _next_sequence(connection))]
    connection.executemany("UPDATE readings SET sequence = ? WHERE id = ?", numbered)


def forget(connection: sqlite3.Connection, articles: Iterable[ArticleId]) -> None:
    """Forget all that is known of some articles."""
    connection.executemany("DELETE FROM readings WHERE id = ?", ((article,) for article in articles))


def _known(connection: sqlite3.Connection, keys: Iterable[tuple[Field, ArticleId]]) -> list[FieldChange]:
    wanted: dict[Field, list[ArticleId]] = {}
    for field, article in keys:
        wanted.setdefault(field, []).append(article)
    found: list[FieldChange] = []
    for field, ids in wanted.items():
        for marks, some in value_lists(ids):
            rows = connection.execute(f"{_select(field)} WHERE id IN {marks}", some)
            found.extend(_change(field, row) for row in rows)
    return found


def _select(field: Field) -> str:
    """Return the query for the changes of a field; what was never changed has no machine, and is not joined."""
    return (
        f"SELECT id, {field}_time, name, {', '.join(_COLUMNS[field])} "
        f"FROM readings CROSS JOIN machines ON number = {field}_machine"
    )


def _change(field: Field, row: tuple[Any, ...]) -> FieldChange:
    article, since, machine, *values = row
    value = _place(*values) if field is Field.PLACE else bool(values[0])
    return FieldChange(ArticleId(article), field, value, moment_of(since), machine)


def _place(block: int | None, offset: int, share: float, around: str) -> Place | None:
    return Place(block, offset, share, around) if block is not None else None


def _upsert(field: Field, source: str, later: str) -> str:
    """Return the statement that sets a field to what `source` yields, with `later` as its time of known articles."""
    names = (*_COLUMNS[field], f"{field}_time", f"{field}_machine", "sequence")
    updates = ", ".join(f"{name} = {later if name == f'{field}_time' else f'excluded.{name}'}" for name in names)
    return f"INSERT INTO readings (id, {', '.join(names)}) {source} ON CONFLICT (id) DO UPDATE SET {updates}"


def _values(value: bool | Place | None) -> tuple[float | str | None, ...]:
    if isinstance(value, bool):
        return (int(value),)  # a bool takes SQLite's module longer than all else
    return (value.block, value.offset, value.share, value.around) if value is not None else (None,) * 4


def _number(moment: datetime) -> int:
    return (moment - EARLIEST) // _MICROSECOND


def moment_of(number: int) -> datetime:
    """Return the time that a number says; a damaged one says any."""
    return EARLIEST + max(0, min(number, _number(LATEST))) * _MICROSECOND


def _next_sequence(connection: sqlite3.Connection) -> int:
    number: int = connection.execute("SELECT coalesce(max(sequence), 0) + 1 FROM readings").fetchone()[0]
    return number
