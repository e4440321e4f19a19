"""Bytes of an article file to text: by byte order mark, as UTF-8, or as what they most look like."""

from __future__ import annotations

import codecs
import re

from reader.domain.article import Problem

HEAD = 8 * 1024
"""How many bytes the encoding is judged by; more only while these are ASCII."""
LONG_HEAD = 256 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = re.compile(
    rb"\x89PNG|GIF8[79]a|\xff\xd8\xff|RIFF....WEBP|%PDF-|PK[\x03\x05]\x04?|\x1f\x8b|BZh\d1AY|7z\xbc\xaf|\x7fELF|MZ\x90"
    rb"|SQLite format 3\0|OggS|wOF[F2]|\xfd7zXZ|\x28\xb5\x2f\xfd|\xd0\xcf\x11\xe0|....ftyp",
    re.DOTALL,
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
_SINGLE_BYTE = [f"cp125{digit}" for digit in range(9)] + ["cp874", "koi8_r"]
_DOUBLE_BYTE = ["gb18030", "big5", "cp932", "euc_jp", "cp949"]
_DOUBLE = re.compile(rb"[\x80-\xff]{2}")
_WESTERN = {"cp1250", "cp1252", "cp1254", "cp1257", "cp1258"}
_NAMES = {
    "cp932": "Shift_JIS",
    "cp949": "EUC-KR",
    "cp874": "Thai (Windows-874)",
    "koi8_r": "KOI8-R",
    "euc_jp": "EUC-JP",
}
_REPLACEMENT = "\ufffd".encode()
_REPAIRED = Problem("encoding", "some bytes are no text; \N{REPLACEMENT CHARACTER} stands for them")


def decode(data: bytes, *, complete: bool = True) -> tuple[str, Problem | None]:
    r"""Return the text of an article file, its lines ended by `\n`, and what had to be guessed or replaced.

    If not `complete`, `data` is the start of a file, cut anywhere; its text is how the text of the whole file starts.
    """
    text, problem = _decode(data, complete=complete)
    return text.replace("\r\n", "\n").replace("\r", "\n"), problem


def looks_binary(data: bytes) -> bool:
    """Return whether `data`, the start of a file, is no text in any encoding: a picture, an archive, a program."""
    start = data[:HEAD]
    if any(start.startswith(mark) for mark, _ in _MARKS):
        return False
    if _MAGIC.match(start):
        return True
    if _utf16_without_mark(start):
        return False
    return len(start) - len(start.translate(None, _CONTROLS)) > len(start) / 20 + 2


def _decode(data: bytes, *, complete: bool) -> tuple[str, Problem | None]:
    try:
        if not data.startswith(codecs.BOM_UTF8) and data.find(0, 0, HEAD) < 0:
            return data.decode(), None
    except UnicodeDecodeError as error:
        if not complete and error.reason == "unexpected end of data":
            return data[: error.start].decode(), None
    encoding, problem = _judge(data, complete=complete)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(data, final=complete)
    if "\ufffd" in text and problem is None and _REPLACEMENT not in data:
        problem = _REPAIRED
    return text, problem


def _judge(data: bytes, *, complete: bool) -> tuple[str, Problem | None]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, None
    # The windows are those in which files are read, so that a head is judged as its whole file is.
    for size in (HEAD, LONG_HEAD):
        if len(data) > size and not data[:size].isascii():
            data, complete = data[:size], False
    if (unmarked := _utf16_without_mark(data[:HEAD])) is not None:
        return unmarked, Problem("encoding", "UTF-16 without a byte order mark")
    if _is_mostly_utf8(data, complete=complete):
        return "utf-8", None
    return _guess(data)


def _utf16_without_mark(start: bytes) -> str | None:
    zeros = len(start) * 2 // 5
    if len(start) < 4 or start.count(0) < zeros // 2:
        return None
    for encoding, high, low in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if high.count(0) > zeros // 2 and not low.count(0):
            return encoding
    return None


def _is_mostly_utf8(data: bytes, *, complete: bool) -> bool:
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data, final=complete)
    bad = text.count("\ufffd") - data.count(_REPLACEMENT)
    good = sum(1 for byte in data if byte >= 0xC0) - bad
    return bad == 0 or good > 10 * bad


def _guess(data: bytes) -> tuple[str, Problem | None]:
    # Costs more than everything else here, and is needed for one file in a thousand.
    from charset_normalizer import from_bytes

    # Bytes below "0" are whole characters in every candidate: a cut between two of them breaks none.
    sample = data[: max(data.rfind(b" "), data.rfind(b"\n")) + 1][:LONG_HEAD] or data
    candidates = [*_DOUBLE_BYTE, *_SINGLE_BYTE] if _DOUBLE.search(sample) else _SINGLE_BYTE
    matches = from_bytes(sample, cp_isolation=candidates)
    best = matches.best()
    if best is None:
        return "utf-8", _REPAIRED
    encoding = best.encoding
    if encoding in _WESTERN and any("cp1252" in match.could_be_from_charset for match in matches):
        # They differ in few letters, and Western European is by far the most common.
        encoding = "cp1252"
    name = _NAMES.get(encoding, encoding.upper().replace("CP", "Windows-"))
    return encoding, Problem("encoding", f"not UTF-8; read as {name}")
