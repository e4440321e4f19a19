"""Tries properties at random for developers, and the same way each time for the gate, which must not go by luck."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("developer", deadline=None)  # how long an example takes says nothing on a busy machine
settings.load_profile("gate" if os.environ.get("CI") else "developer")
