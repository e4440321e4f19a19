"""The cover is shown once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.articles.body import read_body
from reader.domain.article import MarkupKind
from reader.domain.block import Figure, Paragraph
from tests.articles.html_bodies import ARTICLE

COVER = "https://img.example.com/a/lake.png"
WITH_COVER = replace(ARTICLE, cover=COVER)


def pictures(text: str, cover: str | None = COVER, markup: MarkupKind = MarkupKind.HTML) -> list[str | None]:
    body = read_body(text, markup, article=replace(ARTICLE, cover=cover))
    blocks = [body[index] for index in range(len(body))]
    return [block.picture.address if isinstance(block, Figure) else None for block in blocks]


def test_a_cover_that_the_body_does_not_show_stands_above_it() -> None:
    body = read_body("<p>a</p><img src=b.png>", MarkupKind.HTML, article=WITH_COVER)
    cover, text, image = (body[index] for index in range(3))
    assert isinstance(cover, Figure)
    assert (cover.picture.number, cover.picture.address) == (1, COVER)
    assert isinstance(text, Paragraph)
    assert isinstance(image, Figure)
    assert image.picture.number == body.picture_count == 2


def test_it_stands_above_markdown_too() -> None:
    assert pictures("a ![](b.png)", markup=MarkupKind.MARKDOWN) == [COVER, None, "https://news.example/2021/b.png"]


@pytest.mark.parametrize(
    "address",
    [COVER, "http://img.example.com/a/lake.png", "//img.example.com/a/lake.png", f"{COVER}?x-oss-process=resize,w_300"],
)
def test_a_cover_that_the_body_shows_does_not(address: str) -> None:
    assert pictures(f"<img src='{address}'><p>a</p>") == [
        address.replace("//img", "https://img", address[:1] == "/"),
        None,
    ]
    assert len(pictures(f"<p>a</p><img data-src='{address}'>")) == 2


def test_a_relative_cover_is_known_again() -> None:
    assert pictures("<img src=../a/lake.png>b", "https://news.example/a/lake.png") == [
        "https://news.example/a/lake.png",
        None,
    ]


@pytest.mark.parametrize("text", ["", " ", "<!-- -->", "<script>a</script>"])
def test_an_article_without_text_says_so(text: str) -> None:
    assert pictures(text) == []


@pytest.mark.parametrize(
    "cover", [None, "data:image/png;base64,AAAA", 'https://a.example/"><b>', "javascript:alert(1)"]
)
def test_a_strange_cover_breaks_nothing(cover: str | None) -> None:
    assert pictures("<p>a</p>", cover)[-1] is None
