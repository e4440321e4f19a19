"""The user's own editor."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from typing import TYPE_CHECKING

from reader.domain.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

VARIABLES = ("VISUAL", "EDITOR")


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """Return the words of the command that the environment names; raises SettingsError without one."""
    name = next((name for name in VARIABLES if environment.get(name, "").strip()), None)
    if name is None:
        raise SettingsError("no editor is set; set EDITOR, for instance: export EDITOR=nano")
    try:
        return shlex.split(environment[name], posix=os.name != "nt")
    except ValueError as error:
        raise SettingsError(f"{name} is no command: {error}") from error


def edit(command: list[str], files: Sequence[Path]) -> None:
    """Run an editor on some files, and wait for its end; raises SettingsError if it cannot be run."""
    # Ctrl+C is for the editor; it would end the reader too.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        subprocess.run([*command, *map(str, files)], check=False)  # noqa: S603 - what its user has set
    except OSError as error:
        raise SettingsError(f"{command[0]}: {error.strerror}; set EDITOR to an editor that is there") from error
    finally:
        signal.signal(signal.SIGINT, before)
