"""Tells the characters that are written without blanks between words from those that make up words, and from signs."""

from __future__ import annotations

import re

# Chinese, Japanese, Korean, Thai, Lao, Burmese and Khmer: any part of a run of these is found.
_RUNNING = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3100-\u318f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER = f"[^\\W_{_RUNNING}]"

RUN = re.compile(f"[{_RUNNING}]+")
"""Characters that are written without blanks."""
WORD = re.compile(f"{_LETTER}+")
"""Letters and digits of a script that parts its words."""
WORD_START = f"(?<!{_LETTER})"
"""A pattern that matches where no word goes on."""
PARTS = re.compile(f"([{_RUNNING}]+)")
"""Splits a text so that every second part is a run."""
