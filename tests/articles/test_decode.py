"""Bytes are read as the text that they are, in whatever encoding, and a head like the whole file."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.decode import decode
from reader.articles.signature import HEAD

CHINESE = "---\ntitle: 山里的邮局\n---\n<p>邮递员每天早上六点出门，骑车翻过两座山，把信送到最远的村子。</p>\n"
TRADITIONAL = "---\ntitle: 港邊的圖書館\n---\n<p>圖書館的窗戶對著海，讀者說這裡的風會替人翻書頁。</p>\n"
JAPANESE = "---\ntitle: 駅の時計\n---\n<p>その時計は三分だけ進んでいて、みんなそれを知っています。</p>\n"
FRENCH = "---\ntitle: L’été à la plage\n---\n<p>Le café était fermé ; « revenez demain », disait l’élève.</p>\n"


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(mark: str) -> None:
    assert decode(CHINESE.encode(mark)) == (CHINESE, None)


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")])
def test_either_byte_order_is_read(mark: bytes, encoding: str) -> None:
    assert decode(mark + CHINESE.encode(encoding)) == (CHINESE, None)


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (CHINESE, "gb18030", "GB18030"),
        (TRADITIONAL, "big5", "Big5"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (FRENCH, "cp1252", "Windows-1252"),
        (CHINESE * 400, "gb18030", "GB18030"),
    ],
)
def test_an_undeclared_encoding_is_guessed_and_noted(text: str, encoding: str, name: str) -> None:
    decoded, problem = decode(text.encode(encoding))
    assert decoded == text
    assert str(problem) == f"encoding: not UTF-8; read as {name}"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("今天天气很好，我们去公园散步。", "gb18030"),
        ("你好，世界", "gb18030"),
        ("新闻", "gbk"),
        ("新聞標題", "big5"),
        ("今日はとても良い天気なので、公園を散歩しました。", "shift_jis"),
        ("今日はとても良い天気なので、公園を散歩しました。", "euc_jp"),
        ("오늘은 날씨가 매우 좋아서 공원에 산책하러 갔습니다.", "euc_kr"),
        ("Сегодня хорошая погода, и мы пошли гулять в парк.", "cp1251"),
        ("Сегодня хорошая погода, и мы пошли гулять в парк.", "koi8_r"),
        ("It’s a “café”.", "cp1252"),
    ],
)
@pytest.mark.parametrize("before", ["", "---\ntitle: x\n---\n\n", "---\ntitle: x\n---\n<p>plain words</p>\n" * 90])
def test_a_few_words_tell_the_encoding(before: str, text: str, encoding: str) -> None:
    data = (before + text).encode(encoding)
    assert decode(data)[0] == before + text
    assert decode(data + b"\n<p>more", complete=False)[0] == before + text + "\n<p>more"


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize(("text", "encoding"), [("山里的邮局，早上六点。", "gb18030"), ("圖書館，對著海。", "big5")])
def test_one_long_line_is_judged_by_a_window_that_may_cut_a_character(text: str, encoding: str, shift: int) -> None:
    line = "-" * shift + text * 1000
    assert decode(line.encode(encoding))[0] == line


def test_utf16_without_a_mark_is_read() -> None:
    text, problem = decode("title: plain words\n".encode("utf-16-le"))
    assert text == "title: plain words\n"
    assert problem is not None


def test_one_damaged_byte_does_not_cost_the_rest() -> None:
    text, problem = decode(CHINESE.encode() + b"\xc2" + CHINESE.encode())
    assert text == f"{CHINESE}\ufffd{CHINESE}"
    assert problem is not None


def test_a_lone_byte_in_ascii_is_western() -> None:
    assert (
        decode(b"plain words, one \xc2 and some more plain words")[0] == "plain words, one Â and some more plain words"
    )


def test_a_file_may_show_the_replacement_character_itself() -> None:
    assert decode("a \ufffd b".encode()) == ("a \ufffd b", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
@pytest.mark.parametrize("cut", [HEAD, HEAD + 1, HEAD + 2, HEAD + 3])
def test_a_head_is_how_the_whole_file_starts(encoding: str, cut: int) -> None:
    data = (CHINESE * 300).encode(encoding)
    head, problem = decode(data[:cut], complete=False)
    whole, problem_of_whole = decode(data)
    assert len(head) > cut / 5
    assert whole.startswith(head)
    assert problem == problem_of_whole


def test_a_body_of_other_bytes_does_not_change_the_head() -> None:
    data = (CHINESE * 100).encode() + CHINESE.encode("gb18030") * 500
    assert decode(data)[0].startswith(decode(data[:HEAD], complete=False)[0])


def test_lines_end_in_one_way() -> None:
    assert decode(b"a\r\nb\rc\nd\r") == ("a\nb\nc\nd\n", None)
    assert decode(b"a\r", complete=False) == ("a\n", None)


@given(st.binary(max_size=400))
def test_any_bytes_are_some_text(data: bytes) -> None:
    assert len(decode(data)[0]) <= len(data)
    assert len(decode(data, complete=False)[0]) <= len(data)


@given(st.text(st.characters(codec="utf-8")), st.integers(0, 40))
def test_utf8_is_read_exactly_and_a_start_of_it_too(text: str, cut: int) -> None:
    data = text.encode()
    if not text.startswith("\ufeff") and not {"\0", "\r"} & set(text):
        assert decode(data) == (text, None)
        assert text.startswith(decode(data[:cut], complete=False)[0])
