"""Images, captions and what is embedded in HTML bodies."""

from __future__ import annotations

import pytest

from reader.domain.block import Embed, Figure, Paragraph
from tests.articles.html_bodies import blocks, html_body, shown


def test_images_are_figures_or_stay_in_their_text() -> None:
    source = (
        "<p>t<img src=e.png width=16 height=16>x<img src=b.png>y</p>"
        '<p><a href="https://to.example/"><img src=/c.png alt="A cat sits on a mat"></a></p>'
        '<figure><img data-src=d.jpg src="data:image/gif;base64,R0" style="width: 300px; height: 200px">'
        '<figcaption>Cap</figcaption></figure><img src="data:image/png;base64,AAAA"><img alt=alone><img>'
        "<img src=t.gif width=1 height=1><amp-img srcset='s.png 1x, l.png 2x'></amp-img>"
    )
    inline, first, rest, linked, captioned, carried, alone, largest = blocks(source)
    assert isinstance(inline, Paragraph)
    assert inline.text == "t![](https://news.example/2021/e.png)x"
    assert [picture.number for picture in inline.pictures] == [1]
    assert isinstance(first, Figure)
    assert (first.picture.number, first.picture.address) == (2, "https://news.example/2021/b.png")
    assert shown(rest) == "y"
    assert isinstance(linked, Figure)
    assert (linked.link, linked.picture.text) == ("https://to.example/", "A cat sits on a mat")
    assert isinstance(captioned, Figure)
    assert (captioned.caption, captioned.picture.width, captioned.picture.height) == ("Cap", 300, 200)
    assert isinstance(carried, Figure)
    assert carried.picture.address is None
    assert isinstance(alone, Figure)
    assert alone.picture.text == "alone"
    assert isinstance(largest, Figure)
    assert largest.picture.address == "https://news.example/2021/l.png"
    assert html_body(source).picture_count == 7


def test_an_image_that_is_text_takes_no_number() -> None:
    source = (
        '<p><img class="emoji" alt="😀" src="a">由 <img src="https://a.b/equation?tex=x_1"> 知</p><img src="c.png">'
    )
    paragraph, figure = blocks(source)
    assert isinstance(figure, Figure)
    assert (shown(paragraph), figure.picture.number) == ("😀由 $x_1$ 知", 1)
    assert html_body(source).picture_count == 1


@pytest.mark.parametrize(
    "paragraph",
    [
        '<p label="图片描述">小字</p>',
        '<p style="text-align:center;font-size:12px">小字</p>',
        '<center><span style="font-size:12px">小字</span></center>',
        '<center><span style="font-size:14px;color: #8c8c8c">小字</span></center>',
        '<p style="text-align:center;color:#888">小字<b>!</b></p>',
        '<center><p style="color:rgb(136, 136, 136)">小字</p></center>',
        "<p>△ 小字</p>",
        "<p>（图源：小字）</p>",
    ],
)
def test_a_paragraph_after_an_image_is_its_caption(paragraph: str) -> None:
    found = blocks(f"<p><img src=q.png></p>{paragraph}<p>正文</p>")
    assert [type(block) for block in found] == [Figure, Paragraph]
    assert "小字" in shown(found[0])


@pytest.mark.parametrize(
    "paragraph",
    [
        "<center>大字</center>",
        '<p style="color:#888">灰字</p>',
        '<center><b style="background-color:#888">字</b></center>',
        '<p style="text-align:center;color:#666">字</p>',
        '<p style="text-align:center;color:#888;font-size:16px">字</p>',
        '<p style="text-align:center;color:#888">（未完待续）</p>',
        '<p style="text-align:center;color:#888">第二章 夜色</p>',
        '<center><span style="color:#888">灰</span>黑</center>',
        "<p>△ABC 中，AB=AC</p>",
        "<p>↑ 12% revenue</p>",
    ],
)
def test_another_paragraph_after_an_image_is_text(paragraph: str) -> None:
    assert [type(block) for block in blocks(f"<p><img src=q.png></p>{paragraph}")] == [Figure, Paragraph]


def test_a_paragraph_whose_next_looks_like_it_is_no_caption() -> None:
    lines = "".join(f'<p style="text-align:center"><i style="color:#888">{line}</i></p>' for line in "床举")
    found = blocks(f"<img src=q.png>{lines}")
    assert [type(block) for block in found] == [Figure, Paragraph, Paragraph]


def test_a_caption_goes_with_its_own_image() -> None:
    source = (
        "<figure><img src=a.png><figcaption><p>b</p><p>c</p></figcaption></figure>"
        "<figure><ul class=blocks-gallery-grid><li class=blocks-gallery-item><figure><img src=d.png></figure>"
        "<li class=blocks-gallery-item><figure><img src=e.png><figcaption>f</figcaption></figure>"
        "<li class=blocks-gallery-item><figure><img src=g.png></figure></ul><figcaption>h</figcaption></figure>"
    )
    found = blocks(source)
    captions = [block.caption for block in found if isinstance(block, Figure)]
    assert captions == ["b\\\nc", None, "f", None]
    assert [block.inside for block in found] == [()] * 5
    assert (shown(found[-1]), found[-1].tight) == ("h", False)


@pytest.mark.parametrize(
    ("source", "kind", "title", "address"),
    [
        ('<iframe src="//v.example/1" title="Film"></iframe>', "frame", "Film", "https://v.example/1"),
        ("<audio><source src=/a.mp3></audio>", "audio", None, "https://news.example/a.mp3"),
        ('<video poster="/p.jpg"><source src="/a.mp4"></video>', "video", None, "https://news.example/a.mp4"),
        ('<video poster="/p.jpg"></video>', "video", None, "https://news.example/p.jpg"),
        (
            "<video src=/a.mp4><p>Your <b>browser</b> supports none.</p></video>",
            "video",
            None,
            "https://news.example/a.mp4",
        ),
        ('<mpvoice name="节目"></mpvoice>', "audio", "节目", None),
        ('<qqmusic music_name="歌" singer="甲"></qqmusic>', "audio", "歌", None),
        ('<iframe class="video_iframe" data-src="/v"></iframe>', "video", None, "https://news.example/v"),
        ("<iframe name=a></iframe>", "frame", None, None),
        ("<embed>", "object", None, None),
        ("<iframe src=/a width=1 height=200></iframe>", "frame", None, "https://news.example/a"),
    ],
)
def test_an_embed_says_what_it_is(source: str, kind: str, title: str | None, address: str | None) -> None:
    assert blocks(source) == [Embed(kind=kind, title=title, address=address)]


@pytest.mark.parametrize(
    "source",
    [
        '<iframe src="https://tags.example/" width="0" height="0"></iframe>',
        '<iframe src="https://tags.example/" style="width:1px; height:1px"></iframe>',
        '<iframe src="about:blank"></iframe>',
    ],
)
def test_a_frame_that_nobody_sees_is_not_shown(source: str) -> None:
    assert not blocks(source)


def test_a_link_around_an_image_counts_unless_it_leads_to_the_image() -> None:
    image = "<img src='https://a.b/c.png'>"
    source = (
        f"<a href='https://a.b/d'>{image}</a><a href='https://a.b/c.png'>{image}</a><p><a href='https://a.b/e'>e</a>"
    )
    first, second, third = blocks(source)
    assert isinstance(first, Figure)
    assert isinstance(second, Figure)
    assert isinstance(third, Paragraph)
    assert [(first.link, first.link_number), (second.link, second.link_number)] == [("https://a.b/d", 1), (None, 0)]
    assert third.first_link == 2
