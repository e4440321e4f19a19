"""The library that opens when none is named."""

from __future__ import annotations

import os
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
    if not os.path.exists(settings.library):  # noqa: PTH110 - Path.exists raises for what lies in a closed folder
        raise SettingsError(f"{paths.settings_file()}: library: there is no folder {settings.library}")
    return settings.library
