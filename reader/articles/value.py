"""The values that front matter can hold, whatever format it is written in."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | date | datetime | list["Value"] | dict[str, "Value"] | None
"""A value of YAML, TOML or JSON; a parser turns anything else, such as a time of day, into its text."""
