"""Bytes of a file to text: by byte order mark, as UTF-8, by a guess at the encoding, at worst with U+FFFD."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from reader.domain.article import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the head of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The first of equals wins: to the detector a few bytes are as likely Korean as Chinese.
_LIKELY = {
    "gb18030": "GB18030",
    "cp950": "Big5",
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "koi8_r": "KOI8-R",
}

_SAMPLE = 16_384
_RUN = re.compile(rb"[\x80-\xff]{3}")
_HEAD = 8192
_BINARY_MAGIC = (
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"%PDF-",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x7fELF",
    b"SQLite format 3\x00",
    b"\x1f\x8b\x08",
)
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, without a byte order mark, and what had to be guessed or replaced to get it."""

    text: str
    problem: Problem | None = None


def decode(data: bytes, *, partial: bool = False) -> Decoded:
    """Return the text of `data`, whatever it is; with `partial` it may end within a character, which is left out."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding, partial=partial)
    if utf16 := _unmarked_utf16(data):
        return Decoded(_decode(data, utf16, partial=partial), _problem("no byte order mark; read as UTF-16"))
    try:
        return Decoded(codecs.utf_8_decode(data, "strict", not partial)[0])
    except UnicodeDecodeError:
        return _decode_other(data, partial=partial)


def looks_binary(data: bytes) -> bool:
    """Return whether the head of `data` is a picture, an archive or the like, or has more controls than any text."""
    head = data[:_HEAD]
    if head.startswith(_BINARY_MAGIC):
        return True
    if head.startswith(tuple(mark for mark, _ in _MARKS)) or _unmarked_utf16(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > max(4, len(head) // 20)


def _decode(data: bytes, encoding: str, *, partial: bool, errors: str = "replace") -> str:
    return codecs.getincrementaldecoder(encoding)(errors).decode(data, final=not partial)


def _decode_marked(data: bytes, encoding: str, *, partial: bool) -> Decoded:
    try:
        return Decoded(_decode(data, encoding, partial=partial, errors="strict"))
    except UnicodeDecodeError:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        problem = _problem(f"not quite {name}; unreadable bytes replaced")
        return Decoded(_decode(data, encoding, partial=partial), problem)


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the UTF-16 that `data` is if nearly every other byte of its head is NUL, as in Western text."""
    head = data[:_HEAD]
    half = len(head) // 2
    even, odd = head[::2].count(0), head[1::2].count(0)
    if half < 2 or max(even, odd) * 2 <= half or min(even, odd):
        return None
    return "utf-16-le" if odd else "utf-16-be"


def _decode_other(data: bytes, *, partial: bool) -> Decoded:
    repaired = _decode(data, "utf-8", partial=partial)
    replaced = repaired.count("\ufffd")
    read = len(repaired) - len(repaired.encode("ascii", "ignore")) - replaced
    if replaced * 4 <= read:
        return Decoded(repaired, _problem("not quite UTF-8; unreadable bytes replaced"))
    if encoding := _guess(_sample(data, partial=partial)):
        name = _LIKELY.get(encoding, encoding.replace("_", "-").upper())
        return Decoded(_decode(data, encoding, partial=partial), _problem(f"not UTF-8; read as {name}"))
    return Decoded(repaired, _problem("not UTF-8; unreadable bytes replaced"))


def _sample(data: bytes, *, partial: bool) -> bytes:
    r"""Return the first lines of `data` that are not ASCII, whole: no character in question has `\n` in it."""
    lines = data.split(b"\n")
    if partial and len(lines) > 1:
        lines.pop()
    sample = bytearray()
    for line in lines:
        if len(sample) >= _SAMPLE:
            break
        if not line.isascii():
            sample += line + b"\n"
    return bytes(sample)


def _guess(sample: bytes) -> str | None:
    # Imported here: it costs more than reading a thousand files, and nearly all are UTF-8.
    from charset_normalizer import from_bytes

    # Letters that stand alone among ASCII are accents; the detector would take some for half-width kana.
    order = list(_LIKELY) if _RUN.search(sample) else ["cp1252"]
    matches = list(from_bytes(sample, cp_isolation=order))
    if matches:
        return min(matches, key=lambda match: (match.chaos, order.index(match.encoding))).encoding
    best = from_bytes(sample).best()
    return best.encoding if best else None


def _problem(message: str) -> Problem:
    return Problem("encoding", message)
