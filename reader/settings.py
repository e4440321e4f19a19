"""The user's settings: `config.toml` in the config folder, written by hand; the reader adds saved searches to it."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.errors import SearchError, SettingsError
from reader.domain.reading_state import MarkRead

if TYPE_CHECKING:
    from collections.abc import Mapping

MEASURE_RANGE = range(20, 201)
_KNOWN = {"library", "measure", "mark_read", "keys", "searches"}
_KNOWN_TO_PEOPLE = "library, measure, mark_read, [keys] and [searches]"


class Settings(NamedTuple):
    """What the user has set; every field has a default that needs no file."""

    library: Path | None = None
    """The folder that opens when none is named."""
    measure: int = 80
    """The longest line of an article, in cells."""
    mark_read: MarkRead = MarkRead.ON_OPEN
    """When an article is marked as read without a key."""
    keys: Mapping[str, str] = MappingProxyType({})
    """Keys by the id of their binding; several keys are separated by commas."""
    searches: Mapping[str, str] = MappingProxyType({})
    """Saved searches by their names."""


def read_settings(file: Path) -> Settings:
    """Return the settings in `file`, the defaults if there is no such file; raises SettingsError."""
    text = _read(file)
    return _understand(file, text) if text is not None else Settings()


def save_search(file: Path, name: str, query: str) -> Settings:
    """Write a search into `file` under a name, in place of the one that has it, and return the settings then.

    All else in the file stays as it is written. Raises SettingsError, and then the file is as it was.
    """
    import tomlkit  # few starts end with a search that is saved
    from tomlkit.exceptions import TOMLKitError

    text = _read(file) or ""
    before = _understand(file, text)
    wanted = before._replace(searches={**before.searches, name: query})
    try:
        document = tomlkit.parse(text)
        document.setdefault("searches", tomlkit.table())[name] = query
        written = tomlkit.dumps(document)
    except TOMLKitError as error:
        raise SettingsError(f"{file}: cannot be changed ({error}); write the search into it yourself") from error
    if _understand(file, written) != wanted:
        raise SettingsError(f"{file}: cannot be changed for sure; write the search under [searches] yourself")
    try:
        _write(file, written)
    except OSError as error:
        raise SettingsError(f"{file}: cannot be written: {error.strerror}") from error
    return wanted


def _read(file: Path) -> str | None:
    """Return the text of the settings, None if there is no such file."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingsError(f"{file}: cannot be read ({reason}); mend it or move it away") from error


def _write(file: Path, text: str) -> None:
    """Write the settings whole, or not at all; a link goes on leading to where it led."""
    target = file.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with unfinished.open("xb") as stream:
            if target.exists():
                unfinished.chmod(target.stat().st_mode)
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _understand(file: Path, text: str) -> Settings:
    import tomllib  # most start without settings

    try:
        values: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise SettingsError(f"{file}: brackets in brackets, too deep to read") from error
    unknown = values.keys() - _KNOWN
    if unknown:
        raise SettingsError(f"{file}: unknown key {min(unknown)!r}; known are {_KNOWN_TO_PEOPLE}")
    return Settings(
        library=_library(file, values.get("library")),
        measure=_measure(file, values.get("measure", Settings().measure)),
        mark_read=_mark_read(file, values.get("mark_read", Settings().mark_read)),
        keys=_keys(file, values.get("keys", {})),
        searches=_searches(file, values.get("searches", {})),
    )


def _library(file: Path, value: object) -> Path | None:
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f'{file}: library must be the path of a folder in quotes, such as "~/articles"')
    try:
        folder = Path(value).expanduser()
    except RuntimeError as error:
        raise SettingsError(f"{file}: library: {str(error).rstrip('.')}; write the path in full") from error
    return folder if folder.is_absolute() else file.parent / folder


def _measure(file: Path, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in MEASURE_RANGE:
        low, high = MEASURE_RANGE.start, MEASURE_RANGE.stop - 1
        raise SettingsError(f"{file}: measure must be a number of cells from {low} to {high}")
    return value


def _mark_read(file: Path, value: object) -> MarkRead:
    if value not in list(MarkRead):
        raise SettingsError(f'{file}: mark_read must be "on open", "at end" or "manual"')
    return MarkRead(str(value))


def _keys(file: Path, value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise SettingsError(f"{file}: keys must be a table: [keys], then lines such as star.toggle = 's'")
    keys: dict[str, str] = {}
    for name, key in _flatten(value):
        if not isinstance(key, str) or not key.strip():
            raise SettingsError(f"{file}: keys.{name} must be a key in quotes, such as 'ctrl+s'")
        keys[name] = key
    return keys


def _searches(file: Path, value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise SettingsError(f"{file}: searches must be a table: [searches], then lines such as chips = '芯片 newer:7d'")
    for name, query in value.items():
        if not (name.strip() and name.isprintable()):
            raise SettingsError(f"{file}: searches: {name!r} is no name")
        if not isinstance(query, str) or not query.strip():
            raise SettingsError(f"{file}: searches.{name} must be a search in quotes, such as '芯片 newer:7d'")
        _check_query(f"{file}: searches.{name}", query)
    return value


def _check_query(where: str, query: str) -> None:
    from reader.domain.search_query import parse_query  # most have no saved searches

    try:
        parse_query(query, now=datetime.now().astimezone())
    except SearchError as error:
        raise SettingsError(f"{where}: {error}") from error


def _flatten(table: dict[str, object], prefix: str = "") -> list[tuple[str, object]]:
    """Return dotted names with their values: TOML reads `star.toggle = 's'` as a table in a table."""
    pairs: list[tuple[str, object]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            pairs.extend(_flatten(value, f"{prefix}{name}."))
        else:
            pairs.append((prefix + name, value))
    return pairs
