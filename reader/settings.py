"""The user's settings: `config.toml` in the config folder, written by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reader.domain.errors import SettingsError
from reader.domain.reading_state import MarkRead

if TYPE_CHECKING:
    from collections.abc import Mapping

MEASURE_RANGE = range(20, 201)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has set; every field has a default that needs no file."""

    library: Path | None = None
    """The folder that opens when none is named."""
    measure: int = 80
    """The longest line of an article, in cells."""
    mark_read: MarkRead = MarkRead.ON_OPEN
    """When an article is marked as read without a key."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by the id of their binding; several keys are separated by commas."""


def read_settings(file: Path) -> Settings:
    """Return the settings in `file`, the defaults if there is no such file; raises SettingsError."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingsError(f"{file}: cannot be read ({reason}); mend it or move it away") from error
    import tomllib  # most start without settings

    try:
        values: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise SettingsError(f"{file}: brackets in brackets, too deep to read") from error
    unknown = values.keys() - {"library", "measure", "mark_read", "keys"}
    if unknown:
        raise SettingsError(f"{file}: unknown key {min(unknown)!r}; known are library, measure, mark_read and [keys]")
    return Settings(
        library=_library(file, values.get("library")),
        measure=_measure(file, values.get("measure", Settings().measure)),
        mark_read=_mark_read(file, values.get("mark_read", Settings().mark_read)),
        keys=_keys(file, values.get("keys", {})),
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


def _flatten(table: dict[str, object], prefix: str = "") -> list[tuple[str, object]]:
    """Return dotted names with their values: TOML reads `star.toggle = 's'` as a table in a table."""
    pairs: list[tuple[str, object]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            pairs.extend(_flatten(value, f"{prefix}{name}."))
        else:
            pairs.append((prefix + name, value))
    return pairs
