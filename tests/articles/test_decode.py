from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.decode import decode, looks_binary
from reader.domain.article import Problem

HEAD = "---\ntitle: x\ndate: 2021-03-22\n---\n\n"
SIMPLIFIED = "今天天气很好，我们去公园散步。图书馆下午五点关门，请大家注意时间。"
TRADITIONAL = "今天天氣很好，我們去公園散步。圖書館下午五點關門，請大家注意時間。"
JAPANESE = "今日はとても良い天気なので、公園を散歩しました。カタカナもあります。"
KOREAN = "오늘은 날씨가 매우 좋아서 공원에 산책하러 갔습니다."
RUSSIAN = "Сегодня хорошая погода, и мы пошли гулять в парк."
FRENCH = "Le café était fermé à Noël — voilà l’été, “déjà” vu."
GERMAN = "Über die Größe des Gebäudes läßt sich streiten."


@pytest.mark.parametrize(
    "text", ["", "plain\r\nlines\rmixed\n", SIMPLIFIED, "n\x00l", "\U0001f469\u200d\U0001f4bb", "\x9b"]
)
def test_utf_8_is_read_as_it_is(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded.text == text
    assert decoded.problem is None


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_says_the_encoding(mark: bytes, encoding: str) -> None:
    data = mark + (HEAD + SIMPLIFIED).encode(encoding)
    decoded = decode(data)
    assert decoded.text == HEAD + SIMPLIFIED
    assert decoded.problem is None
    assert not looks_binary(data)


@pytest.mark.parametrize(
    ("encoding", "name", "text"),
    [
        ("gb18030", "GB18030", SIMPLIFIED),
        ("gb18030", "GB18030", "你好，世界"),
        ("gbk", "GB18030", "新闻"),
        ("big5", "Big5", TRADITIONAL),
        ("big5", "Big5", "新聞標題"),
        ("shift_jis", "Shift-JIS", JAPANESE),
        ("euc_jp", "EUC-JP", JAPANESE),
        ("euc_kr", "EUC-KR", KOREAN),
        ("cp1251", "Windows-1251", RUSSIAN),
        ("koi8_r", "KOI8-R", RUSSIAN),
        ("cp1252", "Windows-1252", FRENCH),
        ("cp1252", "Windows-1252", "It’s a “café”."),
        ("latin-1", "Windows-1252", GERMAN),
    ],
)
@pytest.mark.parametrize("before", ["", HEAD + "<p>", HEAD * 100])
def test_other_encodings_are_told_by_their_text(before: str, encoding: str, name: str, text: str) -> None:
    decoded = decode((before + text).encode(encoding))
    assert decoded.text == before + text
    assert decoded.problem == Problem("encoding", f"not UTF-8; read as {name}")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_nuls(encoding: str) -> None:
    data = HEAD.encode(encoding)
    assert decode(data).text == HEAD
    assert decode(data).problem == Problem("encoding", "no byte order mark; read as UTF-16")
    assert not looks_binary(data)


def test_a_stray_byte_in_utf_8_costs_only_itself() -> None:
    decoded = decode(SIMPLIFIED.encode() + b"\xc2 end")
    assert decoded.text == SIMPLIFIED + "\ufffd end"
    assert decoded.problem == Problem("encoding", "not quite UTF-8; unreadable bytes replaced")


def test_a_lone_high_byte_among_ascii_is_western() -> None:
    assert decode(b"one \xc2 two").text == "one Â two"


def test_a_marked_text_with_damage_is_still_read() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + "text".encode("utf-16-le") + b"\x00\xd8" + "!!".encode("utf-16-le"))
    assert decoded.text.startswith("text\ufffd")
    assert decoded.problem == Problem("encoding", "not quite UTF-16; unreadable bytes replaced")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "big5", "shift_jis"])
@pytest.mark.parametrize("cut", range(1, 9))
def test_a_head_may_end_within_a_character(encoding: str, cut: int) -> None:
    text = f"{HEAD}中文標題，一二三四。\n天"
    whole = decode((HEAD + "中文標題，一二三四。\n" * 3 + "天地").encode(encoding))
    head = decode((HEAD + "中文標題，一二三四。\n" * 3 + "天地").encode(encoding)[:-cut], partial=True)
    assert whole.text.startswith(head.text)
    assert text.startswith(head.text[: len(text) - 1])
    assert head.problem == whole.problem


def test_what_is_no_text_at_all_becomes_something() -> None:
    decoded = decode(bytes(range(256)) * 3)
    assert decoded.text
    assert decoded.problem is not None


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"GIF89a\x01\x00",
        b"%PDF-1.7\n",
        b"PK\x03\x04\x14\x00",
        b"\x7fELF\x02\x01\x01",
        b"SQLite format 3\x00\x10\x00",
        b"\x1f\x8b\x08\x00",
        bytes(64),
        bytes(range(256)) * 8,
    ],
)
def test_files_of_other_kinds_look_binary(data: bytes) -> None:
    assert looks_binary(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a",
        b"a\x00b",
        b"---\ntitle: a\x00b\x07\n---\n",
        b"\x1b[31mred\x1b[0m\n" * 50,
        SIMPLIFIED.encode(),
        SIMPLIFIED.encode("gb18030"),
        JAPANESE.encode("shift_jis"),
        GERMAN.encode("latin-1"),
    ],
)
def test_texts_do_not_look_binary(data: bytes) -> None:
    assert not looks_binary(data)


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_have_a_text(data: bytes, partial: bool) -> None:
    assert isinstance(decode(data, partial=partial).text, str)
    assert isinstance(looks_binary(data), bool)


@given(st.text().filter(lambda text: "\x00" not in text and not text.startswith("\ufeff")))
def test_every_text_survives_utf_8(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text
