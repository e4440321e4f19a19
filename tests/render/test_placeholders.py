"""Images and embedded pages have placeholders that say what they are and lead to them."""

from __future__ import annotations

import pytest

from reader.domain.block import Embed, Figure, Picture
from tests.render.pages import lines_of, links_of, shown

ADDRESS = "https://img.example.com/lake.png?size=large"


def picture(
    number: int = 1, address: str | None = ADDRESS, text: str | None = None, size: tuple[int, int] | None = None
) -> Picture:
    width, height = size or (None, None)
    return Picture(number=number, address=address, text=text, width=width, height=height)


def test_a_caption_stands_in_a_frame() -> None:
    figure = Figure(picture=picture(size=(400, 163)), caption="The **lake** in winter, seen from the north shore")
    assert shown(figure, 40) == [
        "╭ Image 1 · 400×163 · img.example.com ─╮",
        "│ The lake in winter, seen from the    │",
        "│ north shore                          │",
        "╰──────────────────────────────────────╯",
    ]


def test_a_chinese_caption_keeps_the_frame_straight() -> None:
    figure = Figure(picture=picture(3, size=(600, 400)), caption="冬天的湖，从北岸看过去（图源：网络）。")
    assert shown(figure, 30, language="zh") == [
        "╭ 图 3 · 600×400 · img.exa… ─╮",
        "│ 冬天的湖，从北岸看过去（图 │",
        "│ 源：网络）。               │",
        "╰────────────────────────────╯",
    ]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(picture=picture()), "▫ Image 1 · img.example.com"),
        (Figure(picture=picture(2, size=(600, 400))), "▫ Image 2 · 600×400 · img.example.com"),
        (Figure(picture=picture(2, None)), "▫ Image 2"),
        (Figure(picture=picture(2, "data:image/gif;base64,R0lG")), "▫ Image 2"),
        (Figure(picture=picture(2, "http://[")), "▫ Image 2"),
        (Figure(picture=picture(2, "https://a\u2028b\x9bc.example/")), "▫ Image 2 · a bc.example"),
        (Figure(picture=picture(text=" \x07")), "▫ Image 1 · img.example.com"),
        (Figure(picture=picture(), caption="\x07"), "▫ Image 1 · img.example.com"),
        (Figure(picture=picture(2, f"https://{'x' * 99}.example")), f"▫ Image 2 · {'x' * 27}…"),
    ],
)
def test_an_image_without_words_takes_one_line(figure: Figure, expected: str) -> None:
    assert shown(figure, 40) == [expected]


@pytest.mark.parametrize(
    ("language", "word"),
    [("zh", "图"), ("zh-Hant", "圖"), ("zh-TW", "圖"), ("ja", "図"), ("ko", "그림"), ("fr", "Image")],
)
def test_the_word_for_an_image_is_in_the_language_of_the_text(language: str, word: str) -> None:
    assert shown(Figure(picture=picture(7, None)), language=language) == [f"▫ {word} 7"]


def test_the_text_of_an_image_stands_for_a_missing_caption() -> None:
    described = picture(text="A lake, *not* a sea")
    assert "A lake, *not* a sea" in shown(Figure(picture=described))[1]
    assert "North" in shown(Figure(picture=described, caption="North"))[1]


def test_a_narrow_page_has_no_room_for_a_frame() -> None:
    assert shown(Figure(picture=picture(1, None), caption="A lake in winter"), 10) == [
        "▫ Image 1",
        "A lake in",
        "winter",
    ]


@pytest.mark.parametrize(
    ("address", "link", "expected"),
    [
        (ADDRESS, None, {ADDRESS}),
        (ADDRESS, "https://example.com/album", {"https://example.com/album"}),
        (ADDRESS, "javascript:alert(1)", set()),
        ("https://example.com/\x9c", None, set()),
        ("https://example.com/\u202e", None, set()),
        (None, None, set()),
    ],
)
def test_the_label_leads_to_what_the_image_does(address: str | None, link: str | None, expected: set[str]) -> None:
    assert links_of(lines_of(Figure(picture=picture(1, address), caption="A lake", link=link))) == expected
    assert links_of(lines_of(Figure(picture=picture(1, address), link=link))) == expected


@pytest.mark.parametrize(
    ("link", "mark"), [("https://example.com/album", "³"), ("javascript:alert(1)", ""), (None, "")]
)
def test_a_link_around_an_image_has_its_number(link: str | None, mark: str) -> None:
    line = lines_of(Figure(picture=picture(1, ADDRESS), link=link, link_number=3))[-1]
    assert line.text.endswith(f"example.com{mark}")


@pytest.mark.parametrize(
    ("kind", "name"), [("video", "Video"), ("audio", "Audio"), ("frame", "Embedded page"), ("object", "Object")]
)
def test_an_embed_says_its_kind_and_host(kind: str, name: str) -> None:
    embed = Embed(kind=kind, title=None, address="https://video.example.com/1")
    assert shown(embed) == [f"▶ {name} · video.example.com"]
    assert links_of(lines_of(embed)) == {"https://video.example.com/1"}


def test_the_title_of_an_embed_stands_in_a_frame() -> None:
    assert shown(Embed(kind="video", title="How tides\x1b work", address=None), 24) == [
        "╭ ▶ Video ─────────────╮",
        "│ How tides work       │",
        "╰──────────────────────╯",
    ]


def test_a_place_in_a_frame_is_known_by_its_text() -> None:
    figure = Figure(picture=picture(), caption="The lake in winter, seen from the north shore")
    assert [line.offset for line in lines_of(figure, 40)] == [0, 0, 0, 34, 34]
