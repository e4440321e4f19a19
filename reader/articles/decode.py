"""Bytes of an article file to text: by byte order mark, as UTF-8, or as what they most look like."""

from __future__ import annotations

import codecs
import re

from reader.articles.signature import HEAD, MARKS, utf16_without_mark
from reader.domain.article import Problem

LONG_HEAD = 256 * 1024
BAD_SHARE = 4
"""In damaged UTF-8 there are more than so many good characters to a bad one; in other encodings hardly one."""

# The first of equals wins: to the detector a few bytes are as likely Korean as Chinese.
_LIKELY = {
    "gb18030": "GB18030",
    "cp950": "Big5",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "koi8_r": "KOI8-R",
}
_WIDE = ["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "utf_7"]
_COMMON = "的一是不了在有人这中"
_RUN = re.compile(rb"[\x80-\xff]{3}")
_REPLACEMENT = "\ufffd".encode()
_REPAIRED = Problem("encoding", "some bytes are no text; \N{REPLACEMENT CHARACTER} stands for them")


def decode(data: bytes, *, complete: bool = True) -> tuple[str, Problem | None]:
    r"""Return the text of an article file, its lines ended by `\n`, and what had to be guessed or replaced.

    If not `complete`, `data` is the start of a file, cut anywhere; its text is how the text of the whole file starts.
    """
    text, problem = _decode(data, complete=complete)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text, problem


def is_utf8(data: bytes) -> bool:
    """Return whether an article file without NUL is read as UTF-8, damaged or not; no more is judged than decides."""
    window = LONG_HEAD if data[:HEAD].isascii() else HEAD
    try:
        codecs.utf_8_decode(data[:window], "strict", len(data) <= window)
    except UnicodeDecodeError:
        return False
    return True


def decode_plain(data: bytes, *, complete: bool) -> str | None:
    """Return the text of `data`, its lines ended as they are, None if it is anything but plain UTF-8."""
    try:
        if not data.startswith(codecs.BOM_UTF8) and data.find(0, 0, HEAD) < 0:
            return codecs.utf_8_decode(data, "strict", complete)[0]
    except UnicodeDecodeError:
        pass
    return None


def _decode(data: bytes, *, complete: bool) -> tuple[str, Problem | None]:
    if (text := decode_plain(data, complete=complete)) is not None:
        return text, None
    encoding, problem = _judge(data, complete=complete)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(data, final=complete)
    if "\ufffd" in text and problem is None and _REPLACEMENT not in data:
        problem = _REPAIRED
    return text, problem


def _judge(data: bytes, *, complete: bool) -> tuple[str, Problem | None]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding, None
    # The windows are those in which files are read, so that a head is judged as its whole file is.
    for size in (HEAD, LONG_HEAD):
        if len(data) > size and not data[:size].isascii():
            data, complete = data[:size], False
    if (unmarked := utf16_without_mark(data[:HEAD])) is not None:
        return unmarked, Problem("encoding", "UTF-16 without a byte order mark")
    if _is_mostly_utf8(data, complete=complete):
        return "utf-8", None
    return _guess(_sample(data))


def _is_mostly_utf8(data: bytes, *, complete: bool) -> bool:
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data, final=complete)
    bad = text.count("\ufffd") - data.count(_REPLACEMENT)
    good = sum(1 for byte in data if byte >= 0xC0) - bad
    return bad == 0 or good > BAD_SHARE * bad


def _sample(data: bytes) -> bytes:
    """Return the lines of `data` that are not ASCII: the others say nothing of the encoding and thin out what does."""
    return b"\n".join(line for line in data.split(b"\n") if not line.isascii())


def _guess(sample: bytes) -> tuple[str, Problem | None]:
    if _is_chinese(sample):
        return "gb18030", _read_as("GB18030")
    # Costs more than everything else here, and is needed for one file in a thousand.
    from charset_normalizer import from_bytes

    # Letters that stand alone among ASCII are accents; the detector would take some for half-width kana.
    likely = list(_LIKELY) if _RUN.search(sample) else ["cp1252"]
    # The last byte may be the first of two. Of nothing at all the detector says that it is UTF-8.
    matches = from_bytes(sample, cp_isolation=likely) or from_bytes(sample[:-1] or sample, cp_isolation=likely)
    best = min(matches, key=lambda match: (match.chaos, likely.index(match.encoding)), default=None)
    best = best or from_bytes(sample, cp_exclusion=_WIDE).best()
    if best is None:
        return "utf-8", _REPAIRED
    name = _LIKELY.get(best.encoding, best.encoding.upper().replace("CP", "Windows-"))
    return best.encoding, _read_as(name)


def _read_as(encoding: str) -> Problem:
    return Problem("encoding", f"not UTF-8; read as {encoding}")


def _is_chinese(sample: bytes) -> bool:
    """Return whether the characters that make up a tenth of Chinese are there where GB 18030 has them."""
    try:
        text = codecs.getincrementaldecoder("gb18030")().decode(sample)
    except UnicodeDecodeError:
        return False
    wide = len(text) - len(text.encode("ascii", "ignore"))
    return sum(map(text.count, _COMMON)) > max(3, wide // 25)
