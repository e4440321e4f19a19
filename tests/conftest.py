"""Tries properties at random for developers, and the same way each time for the gate, which must not go by luck."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("gate", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("gate")
