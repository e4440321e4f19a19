"""What the first bytes of a file say it is: text, by a byte order mark or its zeros, or no text at all."""

from __future__ import annotations

import codecs
import re

HEAD = 1024
"""How many bytes the encoding is judged by; more only while these are ASCII."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The byte order marks, and what a text that begins with one is decoded as."""
_MAGIC = re.compile(
    rb"\x89PNG|GIF8[79]a|\xff\xd8\xff|RIFF....WEBP|%PDF-|PK[\x03\x05]\x04?|\x1f\x8b|BZh\d1AY|7z\xbc\xaf|\x7fELF|MZ\x90"
    rb"|SQLite format 3\0|OggS|wOF[F2]|\xfd7zXZ|\x28\xb5\x2f\xfd|\xd0\xcf\x11\xe0|....ftyp",
    re.DOTALL,
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"


def looks_binary(data: bytes) -> bool:
    """Return whether `data`, the start of a file, is no text in any encoding: a picture, an archive, a program."""
    start = data[:HEAD]
    if any(start.startswith(mark) for mark, _ in MARKS):
        return False
    if _MAGIC.match(start):
        return True
    if utf16_without_mark(start):
        return False
    return len(start) - len(start.translate(None, _CONTROLS)) > len(start) / 20 + 2


def utf16_without_mark(start: bytes) -> str | None:
    """Return the encoding of a text that begins with `start` if that is UTF-16 without a byte order mark."""
    zeros = len(start) * 2 // 5
    if len(start) < 4 or start.count(0) < zeros // 2:
        return None
    for encoding, high, low in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if high.count(0) > zeros // 2 and not low.count(0):
            return encoding
    return None
