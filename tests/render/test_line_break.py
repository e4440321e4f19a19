"""Where lines break: by language, by the rules of print, and always within the width."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icu4py.breakers import CharacterBreaker
from rich.cells import cell_len

from reader.render.cells import printable
from reader.render.line_break import break_text, widest_word

BLANKS = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
AWKWARD = (
    "中文字，。、「」『』（）“”‘’—…～·ーっ々한국어ไทยที่ลาวລາວa1.$%-/?&=#@_()[]{}!:; \n\t\u3000\xa0"
    "é\u0301\u200d\ufe0f☺👨👩👍🏽🇨🇳٣שｘ２𠮷\ud800"
)
GRAPHEMES = [
    "中",
    "，",
    "e\u0301",
    "กำ",
    "ที่",
    "각",
    "ב\u0591",
    "a",
    "-",
    ".",
    " ",
    "☺\ufe0f",
    "👍🏽",
    "👩\u200d👩\u200d👧",
    "🇨🇳",
]
TEXTS = st.text(st.sampled_from(AWKWARD), max_size=120) | st.text(st.characters(), max_size=80)


def lines(text: str, width: int, language: str = "en", first: int | None = None) -> list[str]:
    return [text[start:end] for start, end in break_text(text, width, language=language, first=first)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("word", ["word"]),
        ("two words", ["two words"]),
        ("two words here", ["two words", "here"]),
        ("two   words   here  ", ["two   words", "here"]),
        ("a\nb", ["a", "b"]),
        ("a\n\nb\n", ["a", "", "b", ""]),
        ("one-sided well-made", ["one-sided", "well-made"]),
        ("a very well-made", ["a very well-", "made"]),
        ("it is -5 now so", ["it is -5 now", "so"]),
        ("naïve café crème", ["naïve café", "crème"]),
        ("слово и слово", ["слово и", "слово"]),
        ("see if none ? no", ["see if", "none ? no"]),
        ("she says ( no )", ["she says", "( no )"]),
        ("a b it’s ‘fine’", ["a b it’s", "‘fine’"]),
        ("he said “quoted”", ["he said", "“quoted”"]),
    ],
)
def test_words_stay_whole(text: str, expected: list[str]) -> None:
    assert lines(text, 12) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("编辑部的人都说这是一个很好的主意。", 32, ["编辑部的人都说这是一个很好的", "主意。"]),
        ("编辑部的人都说，这是一个好主意", 28, ["编辑部的人都说，这是一个好", "主意"]),
        ("编辑部的人都说这是很好的（意）", 28, ["编辑部的人都说这是很好的", "（意）"]),
        ("编辑部的人都说好：Python是", 25, ["编辑部的人都说好：Python", "是"]),
        ("編集部の人がみんなそう言うのは。", 30, ["編集部の人がみんなそう言う", "のは。"]),
        ("天地玄黄宇", 8, ["天地玄黄", "宇"]),
    ],
    ids=["with a mark", "alone", "in brackets", "behind a long word", "kana", "narrow"],
)
def test_the_last_line_is_no_single_character(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width, language="zh") == expected


@given(st.integers(1, 200), st.integers(16, 100), st.sampled_from(["", "。", "！」", "。）"]))
def test_a_paragraph_of_characters_never_ends_with_a_single_one(count: int, width: int, marks: str) -> None:
    last = lines("字" * count + marks, width, language="zh")[-1]
    assert last.count("字") > 1 or count == 1


@pytest.mark.parametrize(
    "number", ["39%", "2006.9", "$5.2", "1,804.38", "11:30", "2021-11-23", "-5", "5/6", "２００６"]
)
@pytest.mark.parametrize("width", range(10, 22))
def test_numbers_stay_whole(number: str, width: int) -> None:
    assert any(number in line for line in lines(f"去年的增长约为{number}左右的水平，今年", width, "zh"))


@pytest.mark.parametrize(
    ("text", "width", "language", "expected"),
    [
        ("今天天气很好，我们去。", 12, "zh", ["今天天气很", "好，我们去。"]),
        ("今天天气好（很好）了", 10, "zh", ["今天天气好", "（很好）了"]),
        ("今天天气（很好）了", 10, "zh", ["今天天气", "（很好）了"]),
        ("他说的“你好”然后", 7, "zh", ["他说的", "“你好”", "然后"]),
        ("他说“你好”然后", 5, "en", ["他说", "“你", "好”然", "后"]),
        ("他走了——然后又来", 7, "zh", ["他走", "了——然", "后又来"]),
        ("他走了……然后又来", 7, "zh", ["他走", "了……然", "后又来"]),
        ("好吃啊～～真好", 8, "zh", ["好吃", "啊～～真", "好"]),
        ("增长了39%左右", 8, "zh", ["增长了", "39%左右"]),
        ("使用Python编程", 8, "zh", ["使用", "Python编", "程"]),
        ("链接一二三¹²四", 10, "zh", ["链接一二", "三¹²四"]),
        ("　　中文段落的首行", 10, "zh", ["　　中文段", "落的首行"]),
        ("中文　中文", 4, "zh", ["中文", "中文"]),
        ("東京タワーに行った。", 8, "ja", ["東京タ", "ワーに", "行った。"]),
        ("これはちょっとした", 8, "ja", ["これは", "ちょっと", "した"]),
        ("時々の話", 2, "ja", ["時", "々", "の", "話"]),
        ("한국어 문장입니다 그래요", 12, "ko", ["한국어", "문장입니다", "그래요"]),
        ("아주긴단어입니다", 8, "ko", ["아주긴단", "어입니다"]),
        ("올해는 AI기반으로 2021년 11월에", 14, "ko", ["올해는", "AI기반으로", "2021년 11월에"]),
        ("สวัสดีชาวโลก", 6, "th", ["สวัสดี", "ชาวโลก"]),
        ("ສະບາຍດີຊາວໂລກ", 7, "lo", ["ສະບາຍດີ", "ຊາວໂລກ"]),
        ("Ελλάδα και", 8, "el", ["Ελλάδα", "και"]),
    ],
)
def test_each_language_breaks_as_it_is_printed(text: str, width: int, language: str, expected: list[str]) -> None:
    assert lines(text, width, language) == expected


@pytest.mark.parametrize("mark", "，。、；：！？）」』】》〉〕％…～·”’ーっァ々!),.:;?]}%")
@pytest.mark.parametrize("width", [4, 5, 8, 10, 11])
def test_no_line_begins_with_what_closes(mark: str, width: int) -> None:
    broken = lines(f"一二三四五六七八九十{mark}一二三四五六七{mark}八九", width, "zh")
    assert not [line for line in broken if line.startswith(mark)]


@pytest.mark.parametrize("mark", "（「『【《〈〔“‘([{$￥")
@pytest.mark.parametrize("width", [4, 5, 8, 10, 11])
def test_no_line_ends_with_what_opens(mark: str, width: int) -> None:
    broken = lines(f"一二三四五六七八九十{mark}一二三四五六七{mark}八九", width, "zh")
    assert not [line for line in broken if line.endswith(mark)]


@pytest.mark.parametrize("pair", ["——", "……", "～～"])
@pytest.mark.parametrize("width", range(6, 14))
def test_double_marks_are_never_cut(pair: str, width: int) -> None:
    broken = lines(f"一二三{pair}四五六七{pair}八九十一二{pair}三四", width, "zh")
    assert sum(line.count(pair) for line in broken) == 3


@pytest.mark.parametrize(
    "word", ["word", "C++", "and/or", "a_b.py", "foo(bar)", "e-mail@a-b.org", "/usr/a-b/c", "x=y-z"]
)
@pytest.mark.parametrize("width", range(14, 24))
def test_a_word_that_fits_on_a_line_is_not_split(word: str, width: int) -> None:
    for text in (f"some other words {word} and more", f"前面有一些字{word}后面也有一些字"):
        assert any(word in line for line in lines(text, width))


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        (
            "https://example.org/news/item?id=12345&page=2",
            20,
            ["https://example.org/", "news/item?id=12345&", "page=2"],
        ),
        ("在https://example.org/news/items好", 20, ["在", "https://example.org/", "news/items好"]),
        ("/home/someone/a_long_name.tar.gz", 16, ["/home/someone/a_", "long_name.tar.gz"]),
        ("a" * 25, 10, ["a" * 10, "a" * 10, "a" * 5]),
        ("see " + "a" * 12, 10, ["see", "a" * 10, "aa"]),
        ("é" * 12, 10, ["é" * 10, "éé"]),
        ("e\u0301" * 12, 10, ["e\u0301" * 10, "e\u0301" * 2]),
        ("https://example.org/news/123456789012345。", 20, ["https://example.org/", "news/", "123456789012345。"]),
        ("（https://example.org/", 20, ["（https://", "example.org/"]),
        ("one\xa0two\xa0three\xa0four", 10, ["one\xa0two\xa0", "three\xa0four"]),
        ("）" * 7, 6, ["）））", "）））", "）"]),
        ("—" * 7, 4, ["————", "———"]),
        ("🇨🇳" * 4, 6, ["🇨🇳" * 3, "🇨🇳"]),
        ("👨\u200d👩\u200d👧" * 3, 4, ["👨\u200d👩\u200d👧" * 2, "👨\u200d👩\u200d👧"]),
        ("中文", 1, ["中", "文"]),
        ("   " + "a" * 10, 10, ["a" * 10]),
        ("Kubernetes$34.32。", 16, ["Kubernetes", "$34.32。"]),
        ("true(“[ab].d$”,", 12, ["true(“[ab].d", "$”,"]),
        ("(“[ab][12].”, a", 12, ["(“[ab]", "[12].”, a"]),
        ("𠮷𠮷𠮷𠮷ab cd", 6, ["𠮷𠮷𠮷", "𠮷ab", "cd"]),
    ],
)
def test_what_is_longer_than_a_line_breaks_where_it_hurts_least(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width, "zh") == expected


@pytest.mark.parametrize(
    ("text", "first", "expected"),
    [
        ("one two three", 4, ["one", "two three"]),
        ("中文中文中文", 4, ["中文", "中文中文"]),
        ("international", 4, ["", "international"]),
        ("https://example.org/a", 8, ["https://", "example.", "org/a"]),
        ("one two\nthree four five", 4, ["one", "two", "three four", "five"]),
        ("one two three four", 18, ["one two three four"]),
    ],
)
def test_the_first_line_may_be_of_another_width(text: str, first: int, expected: list[str]) -> None:
    assert lines(text, 13 if "int" in text else 10, first=first) == expected


@pytest.mark.parametrize("width", [1, 0, -1, -9])
def test_without_room_each_grapheme_is_a_line(width: int) -> None:
    assert lines("中e\u0301 b", width) == ["中", "e\u0301", "b"]
    assert lines("b c", 9, first=min(0, width)) == ["", "b c"]


@pytest.mark.parametrize("language", ["", "zh-Hant", "not a language", "x" * 99, "中文", "\x00"])
def test_any_name_of_a_language_will_do(language: str) -> None:
    assert lines("中文 word", 6, language) == ["中文", "word"]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("  ", 0),
        ("one three two", 5),
        ("one\nthree two", 5),
        ("a well-made word", 5),
        ("see e-mail@a-b.org", 14),
        ("中文字", 2),
        ("中文。字", 4),
        ("（中文）", 4),
        ("增长39%左右", 3),
        ("用TypeScript写", 10),
        ("สวัสดีชาวโลก", 4),
        ("𠮷字ab", 2),
    ],
)
def test_the_widest_word(text: str, cells: int) -> None:
    assert widest_word(text, language="zh") == cells


@given(st.lists(st.text("abcXYZ019", min_size=1, max_size=12), min_size=1, max_size=20))
def test_the_widest_of_plain_words_is_the_longest(words: list[str]) -> None:
    assert widest_word(" ".join(words)) == max(map(len, words))


@given(TEXTS)
def test_no_word_is_wider_than_the_text(text: str) -> None:
    text = printable(text)  # as all text is that gets here: what joins nothing is dropped from it
    assert 0 <= widest_word(text) <= max(cell_len(line) for line in text.split("\n"))


@given(TEXTS, st.integers(1, 120), st.sampled_from(["en", "zh", "ja", "ko", "th"]))
@example("\u200d☺\ufe0f" * 9, 4, "en")
@example("（" * 100 + "word", 9, "zh")
def test_lines_cover_the_text_in_order(text: str, width: int, language: str) -> None:
    at = 0
    for start, end in break_text(text, width, language=language):
        assert at <= start <= end
        assert not text[at:start].strip(BLANKS + "\n")
        assert "\n" not in text[start:end]
        assert not text[start:end].endswith(tuple(BLANKS))
        at = end
    assert not text[at:].strip(BLANKS + "\n")


def graphemes(text: str) -> int:
    return len(list(CharacterBreaker(text.replace("\ud800", "x"), "en").segments()))


@given(TEXTS, st.integers(4, 120), st.integers(4, 120))
@example("\u3000中:（", 5, 4)
def test_no_line_is_wider_than_the_page(text: str, width: int, first: int) -> None:
    for number, line in enumerate(lines(text, width, first=first)):
        assert cell_len(line) <= (width if number else first) or graphemes(line) == 1


@given(st.lists(st.sampled_from(GRAPHEMES), max_size=60), st.integers(2, 20))
def test_no_grapheme_is_split(parts: list[str], width: int) -> None:
    ends = set(accumulate(map(len, parts)))
    assert all(end in ends for start, end in break_text("".join(parts), width) if end > start)


@given(st.lists(st.text("abcXYZ019.,%/-", min_size=1, max_size=12), min_size=1, max_size=20), st.integers(12, 40))
def test_words_that_fit_are_never_split(words: list[str], width: int) -> None:
    broken = [word for line in lines(" ".join(words), width) for word in line.split()]
    whole = [word for word in broken if word in words]
    rest = "".join(word for word in broken if word not in words)
    assert "".join(broken) == "".join(words)
    assert len(whole) == len(words) or "-" in rest
