"""The library that opens when none is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import paths
from reader.domain.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.settings import Settings


def usual_library(settings: Settings) -> Path:
    """Return the folder of the settings, else the samples; raises SettingsError if it is set and not there."""
    if settings.library is None:
        return paths.samples_folder()
    if not settings.library.exists():
        raise SettingsError(f"{paths.settings_file()}: library: there is no folder {settings.library}")
    return settings.library
