"""Breaks text into lines: UAX #14 by ICU, and on top the rules of print for Chinese, Japanese and Korean.

What may not begin or end a line is from JIS X 4051, GB/T 15834 and the W3C's Requirements for Chinese Text Layout.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from icu4py.breakers import CharacterBreaker, LineBreaker
from rich.cells import cell_len, get_character_cell_size, split_graphemes

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOT_AT_START = frozenset(
    "，。、；：！？）」』】》〉〕〗〙〛｝］｣｡､％‰℃”’…‥～〜·・ーｰ—⸺々〻ゝゞヽヾ"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "!),.:;?]}%⁰¹²³⁴⁵⁶⁷⁸⁹"
)
_NOT_AT_END = frozenset("（「『【《〈〔〖〘〚｛［｢“‘([{$￥￡＄")
_NEVER_AT_START = frozenset("，。、；：！？）」』】》〉〕〗〙〛｝］｣｡､％")
"""Not even after a blank."""
_NEVER_AT_END = frozenset("（「『【《〈〔〖〘〚｛［｢")
_NEVER_CUT = frozenset("—…～〜‥⸺―")
"""Two of the same stay together."""

_BLANKS = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
"""The spaces that allow a break; one that does not is like a letter."""
_BLANK_RUN = re.compile(f"[{_BLANKS}]*")
_MOST_BLANKS = 8
"""How far back, over blanks, an opening bracket is looked for."""
_NEARBY = 80
"""How far around a hyphen an address is looked for where there is no line to look in."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOCALE = re.compile("[A-Za-z0-9_-]{2,35}")

# In ASCII the rules are few: after a hyphen, and after blanks, but not behind an opening bracket or before a lone mark.
_ASCII_OPPORTUNITY = re.compile(r"(?<=[^ (\[{$]) +(?=[^ ])(?![!),.:;?\]}%]+(?: |$))|(?<=[A-Za-z]-)(?=[A-Za-z])")
_RUN = re.compile("[!-~]+")
_NO_BREAK_SPACES = "\xa0\u2007\u202f"
_WORD = re.compile(f"[^{_BLANKS}{_NO_BREAK_SPACES}\u2e80-\ua4cf\ue000-\ufaff\ufe30-\ufe4f\uff00-\uffef—–…“”‘·‥‰℃]+")
_UNHYPHENATED = re.compile(r"[/@\\=_.:][A-Za-z0-9]")
_KOREAN = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff0-9A-Za-z]")
"""What words of Korean are of, which blanks part: a particle stands right behind a number or a Latin name."""
_FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0e]")

_LONE = re.compile(
    "[\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    f"[{re.escape(''.join(sorted(_NOT_AT_START)))}]*"
)
"""A single character, and marks behind it, which print does not leave alone on the last line of a paragraph."""
_MOST_PULLED = 1 / 8
"""How much of its cells the line before may lose to it."""

_SPLITS_LONG_WORD, _SPLITS_ADDRESS, _BREAKS_RULE, _SPLITS_WORD = 1, 2, 3, 4
"""How bad a break is where none is good."""
_AFTER_IN_ADDRESS = frozenset("/.?&-=_#")
_ONLY_IN_ADDRESS = frozenset("/?&=_#")


def break_text(text: str, width: int, *, language: str = "en", first: int | None = None) -> list[tuple[int, int]]:
    r"""Return where each line of `text` begins and ends, for lines of `width` cells and a first one of `first`.

    A `\n` forces a break. Blanks at a break belong to no line. No line is wider, unless a single grapheme is; the first
    one is empty if `first` has no room for a word that `width` has. Where there is no room at all, lines have one cell.
    """
    width = max(1, width)
    lines: list[tuple[int, int]] = []
    start = 0
    room = width if first is None else max(0, first)
    for paragraph in text.split("\n"):
        for begin, end in _Paragraph(paragraph, width, language).lines(room):
            lines.append((start + begin, start + end))
        start += len(paragraph) + 1
        room = width
    return lines


def widest_word(text: str, *, language: str = "en") -> int:
    """Return the cells of the widest piece of `text` that no good break divides."""
    return max(_Paragraph(paragraph, _NEARBY, language).widest_word() for paragraph in text.split("\n"))


class _Paragraph:
    """Text without a forced break, and where it may be broken."""

    def __init__(self, text: str, width: int, language: str) -> None:
        self._text = text
        self._width = width
        self._language = language if _LOCALE.fullmatch(language) else "en"
        self._end = len(text.rstrip(_BLANKS))
        self._before: Sequence[int] = ()
        self._opportunities: Sequence[int] = ()

    def lines(self, room: int) -> list[tuple[int, int]]:
        """Return the lines, the first of them of `room` cells."""
        if self._end <= room and cell_len(self._text[: self._end]) <= room:
            return [(0, self._end)]
        self._measure()
        lines: list[tuple[int, int]] = []
        start = 0
        while start < self._end:
            end = self._line_end(start, room)
            shown = start + len(self._text[start:end].rstrip(_BLANKS))
            # An indent with no room for a word behind it is left out, not made a blank line.
            if shown > start or end == start:
                lines.append((start, shown))
                room = self._width
            start = self._after_blanks(end)
        self._join_lone(lines)
        return lines

    def _join_lone(self, lines: list[tuple[int, int]]) -> None:
        """Pull a neighbour down to a last line that is a single character."""
        begin, end = lines[-1]
        if len(lines) == 1 or not _LONE.fullmatch(self._text, begin, end):
            return
        start = lines[-2][0]
        for index in range(bisect_left(self._opportunities, begin) - 1, -1, -1):
            place = self._opportunities[index]
            if place <= start or self._before[begin] - self._before[place] > self._width * _MOST_PULLED:
                return
            if self._may_break(place):
                lines[-2:] = [(start, start + len(self._text[start:place].rstrip(_BLANKS))), (place, end)]
                return

    def widest_word(self) -> int:
        """Return the cells of the widest piece between two good breaks, the blanks behind it left out."""
        self._measure()
        places = [place for place in self._opportunities if 0 < place < self._end and self._may_break(place)]
        starts, ends = [0, *places], [*places, self._end]
        shown = (start + len(self._text[start:end].rstrip(_BLANKS)) for start, end in zip(starts, ends, strict=True))
        return max(self._before[end] - self._before[start] for start, end in zip(starts, shown, strict=True))

    def _is_plain(self) -> bool:
        return self._text.isascii() and self._text.isprintable()

    def _measure(self) -> None:
        """Find the cells before each character, and the places where the rules of Unicode allow a break."""
        if self._is_plain():
            self._before = range(len(self._text) + 1)
            self._opportunities = [match.end() for match in _ASCII_OPPORTUNITY.finditer(self._text)]
        else:
            self._text = _SURROGATE.sub("\ufffd", self._text)
            self._before = _cells_before(self._text)
            self._opportunities = _ends(self._text, LineBreaker(self._text, self._language))

    def _after_blanks(self, index: int) -> int:
        match = _BLANK_RUN.match(self._text, index)
        return match.end() if match else index

    def _line_end(self, start: int, room: int) -> int:
        """Return where the line that begins at `start` ends, its trailing blanks included."""
        place = self._good_end(start, room)
        if place is None and room < self._width and self._good_end(start, self._width) is not None:
            return start
        return self._least_bad_end(start, room) if place is None else place

    def _good_end(self, start: int, room: int) -> int | None:
        """Return the last place for the line's end that breaks no rule, None if it has none."""
        limit = self._limit(start, room)
        if limit >= self._end:
            return self._end
        index = bisect_right(self._opportunities, self._after_blanks(limit)) - 1
        while index >= 0 and (place := self._opportunities[index]) > start:
            if self._may_break(place):
                return place
            index -= 1
        return None

    def _limit(self, start: int, room: int) -> int:
        """Return the end of the characters from `start` on that fit in `room`."""
        return bisect_right(self._before, self._before[start] + room, start) - 1

    def _may_break(self, place: int) -> bool:
        """Return whether print and words allow the break at `place` that Unicode allows."""
        before, after = self._text[place - 1], self._text[place]
        if before in _BLANKS:
            last = self._text[max(0, place - _MOST_BLANKS) : place].rstrip(_BLANKS)[-1:]
            return after not in _NEVER_AT_START and last not in _NEVER_AT_END
        if not may_part(before, after):
            return False
        if before.isascii() and after.isascii():
            return before == "-" and after.isalpha() and self._is_hyphenated(place)
        return not any(kind.match(before) and kind.match(after) for kind in (_KOREAN, _FULL_WIDTH))

    def _is_hyphenated(self, place: int) -> bool:
        """Return whether the hyphen before `place` joins words, not parts of an address, a path or a name."""
        if not self._text[place - 2 : place - 1].isalpha():
            return False
        begin = max(0, place - self._width)
        nearby = self._text[begin : place + self._width]
        return not any(
            run.start() < place - begin < run.end() and _UNHYPHENATED.search(run[0]) for run in _RUN.finditer(nearby)
        )

    def _least_bad_end(self, start: int, room: int) -> int:
        """Return where a line ends that has no good place for it."""
        limit = self._limit(start, room)
        window = self._text[start : limit + self._width + 1]
        places = [start + end for end in _grapheme_ends(window)]
        fitting = [place for place in places if place <= limit]
        if not fitting:
            return places[0]
        words = [(start + m.start(), start + m.end()) for m in _WORD.finditer(window)]
        best, lowest = fitting[-1], _SPLITS_WORD
        for place in reversed(fitting):
            while words and words[-1][0] >= place:
                words.pop()
            word = words[-1] if words and place < words[-1][1] else None
            rank = self._badness(place, word)
            if rank < lowest:
                best, lowest = place, rank
            if rank == 0:
                break
        return best

    def _badness(self, place: int, word: tuple[int, int] | None) -> int:
        """Return how bad a break at `place` is, inside `word` if it is not None."""
        before, after = self._text[place - 1], self._text[place]
        prints = may_part(before, after)
        if word and self._is_short(*word):
            between_parts = prints and (before in _ONLY_IN_ADDRESS or after in _NOT_AT_END)
            return _SPLITS_ADDRESS if between_parts else _SPLITS_WORD
        if not prints:
            return _BREAKS_RULE
        in_address = before in _AFTER_IN_ADDRESS and after not in _AFTER_IN_ADDRESS
        return _SPLITS_LONG_WORD if (word and not in_address) or after in _NO_BREAK_SPACES else 0

    def _is_short(self, start: int, end: int) -> bool:
        """Return whether the word, if it is not the rest of a longer one, fits on a line of its own."""
        begins = start == 0 or not _WORD.match(self._text, start - 1, start)
        return begins and self._before[end] - self._before[start] <= self._width


def may_part(before: str, after: str) -> bool:
    """Return whether print allows a line to end with `before` and the next one to begin with `after`."""
    if before == after and before in _NEVER_CUT:
        return False
    return after not in _NOT_AT_START and before not in _NOT_AT_END


def _cells_before(text: str) -> list[int]:
    """Return the cells of each beginning of `text`, from none to all of it, as Rich counts them."""
    if "\u200d" in text or "\ufe0f" in text:
        sizes = [0] * len(text)
        for start, _end, cells in split_graphemes(text)[0]:
            sizes[start] = cells
    else:
        sizes = list(map(get_character_cell_size, text))
    return list(accumulate(sizes, initial=0))


def _ends(text: str, breaker: LineBreaker | CharacterBreaker) -> list[int]:
    """Return the ends of the segments of `text`; ICU counts in units of UTF-16."""
    ends = [end for _, end in breaker.segments()]
    if max(text, default="") <= "\uffff":
        return ends
    places: dict[int, int] = {}
    unit = 0
    for index, character in enumerate(text):
        places[unit] = index
        unit += 1 if character <= "\uffff" else 2
    places[unit] = len(text)
    return [places[end] for end in ends]


def _grapheme_ends(text: str) -> Sequence[int]:
    """Return the ends of the graphemes of `text`: those of Unicode, joined where Rich joins more."""
    if text.isascii():
        return range(1, len(text) + 1)
    return [end for end in _ends(text, CharacterBreaker(text, "en")) if text[end - 1] != "\u200d" or end == len(text)]
