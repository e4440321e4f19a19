"""Takes out of hostile text what a terminal would obey or could not measure."""

from __future__ import annotations

import re

# Contents hold no control character, so that each sequence ends at the next one and the whole is linear. The C1 forms
# of OSC and DCS are no sequences here: in UTF-8 decoded twice, U+009D and U+009C are quotation marks around text.
_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI (ECMA-48, 5.4)
    r"|\x1b[\]PX^_][^\x00-\x1f\x7f-\x9f]{0,4096}(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, …
    r"|\x1b[()*+#%][0-~]|\x1b[78=>c]"
)
_INTRODUCERS = "\x1b\x9b"

_LINE_ENDS = "\x85\u2028\u2029"
_BLANKS = "\x0b\x0c"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
# A terminal draws a soft hyphen and a zero width space as it likes; ZWJ and ZWNJ are spelling in Persian, in Indic
# scripts and in emoji, and stay.
_INVISIBLE = "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_SPECIAL = re.compile(f"[{_LINE_ENDS}{_BLANKS}{_CONTROLS}{_INVISIBLE}\ud800-\udfff]")


def clean(text: str) -> str:
    r"""Return `text` without escape sequences, control characters (but `\n` and `\t`) and bidirectional overrides.

    Line ends of all kinds become `\n`, a lone surrogate U+FFFD; other invisible characters than ZWJ and ZWNJ go.
    """
    if any(map(text.__contains__, _INTRODUCERS)):
        text = _ESCAPE_SEQUENCE.sub("", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SPECIAL.sub(_replace, text)


def clean_line(text: str) -> str:
    """Return `text` cleaned, on one line: each run of white space is one blank, none at the ends."""
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text
    return " ".join(clean(text).split())


def _replace(match: re.Match[str]) -> str:
    character = match[0]
    if character in _LINE_ENDS:
        return "\n"
    if character in _BLANKS:
        return " "
    return "\ufffd" if "\ud800" <= character <= "\udfff" else ""
