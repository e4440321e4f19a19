"""Images: address, size and the texts that describe them."""

from __future__ import annotations

import pytest

from reader.articles.images import Image, Pictures, find_images, largest, read_image

BASE = "https://news.example/2021/a"


@pytest.mark.parametrize(
    ("attributes", "address"),
    [
        ({"src": "b.png"}, "https://news.example/2021/b.png"),
        ({"src": "data:image/gif;base64,R0", "data-src": "c.png"}, "https://news.example/2021/c.png"),
        ({"src": "/img/loading.gif", "data-original": "//cdn.example/d.png"}, "https://cdn.example/d.png"),
        ({"src": "/blank.gif", "srcset": "e.png 300w, f.png 900w"}, "https://news.example/2021/f.png"),
        ({"src": "g.png", "srcset": "h.png 2x"}, "https://news.example/2021/g.png"),
        ({"data-original-src": "//cdn.example/i.png"}, "https://cdn.example/i.png"),
        ({"src": "static/none.gif", "zoomfile": "j.png", "file": "k.png"}, "https://news.example/2021/j.png"),
        ({"src": "static/none.gif", "file": "k.png"}, "https://news.example/2021/k.png"),
        ({"src": "a.png", "file": "photo_1"}, "https://news.example/2021/a.png"),
        ({"src": "static/none.gif", "srcset": "k.png"}, "https://news.example/2021/k.png"),
        ({"src": "l.png", "data-echo": "m.png"}, "https://news.example/2021/m.png"),
        ({"data-cfsrc": "n.png"}, "https://news.example/2021/n.png"),
        ({"data-croporisrc": "o.png"}, "https://news.example/2021/o.png"),
        ({"src": "data:image/png;base64,AAAA"}, None),
        ({"src": "javascript:x", "alt": "a"}, None),
    ],
)
def test_an_image_has_the_address_that_a_browser_would_end_at(attributes: dict[str, str], address: str | None) -> None:
    image = read_image(attributes, BASE)
    assert image is not None
    assert image.address == address


@pytest.mark.parametrize(
    "attributes",
    [{}, {"src": ""}, {"src": "t.gif", "width": "1", "height": "1"}, {"src": "t.gif", "style": "width:0px"}],
)
def test_what_shows_nothing_is_no_image(attributes: dict[str, str]) -> None:
    assert read_image(attributes, BASE) is None


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ({"width": "400", "height": "163"}, (400, 163)),
        ({"width": "400px", "style": "height: auto; width: 10px"}, (400, None)),
        ({"style": "max-width: 100%; width: 300.5px; height:200px"}, (300, 200)),
        ({"width": "100%", "height": "12em"}, (None, None)),
    ],
)
def test_a_size_is_one_in_pixels(attributes: dict[str, str], size: tuple[int | None, int | None]) -> None:
    image = read_image({"src": "a.png", **attributes}, BASE)
    assert image is not None
    assert (image.width, image.height) == size


@pytest.mark.parametrize(
    ("attributes", "inline"),
    [({"width": "32", "height": "20"}, True), ({"class": "emoji"}, True), ({"width": "33"}, False), ({}, False)],
)
def test_small_images_stay_in_the_text(attributes: dict[str, str], inline: bool) -> None:
    image = read_image({"src": "a.png", **attributes}, BASE)
    assert image is not None
    assert image.inline is inline


@pytest.mark.parametrize(
    ("alt", "text"),
    [
        ("A cat sits on a mat", "A cat sits on a mat"),
        ("猫，狗，鸟都在这张图里。", "猫，狗，鸟都在这张图里。"),
        ("新闻,科技,互联网", None),
        ("IMG_2041.JPG", None),
        ("image", None),
        ("冬天的新闻", None),
        ("", None),
    ],
)
def test_alternative_text_describes_or_is_left_out(alt: str, text: str | None) -> None:
    image = Image("a", alt, "", None, None, inline=False)
    assert Pictures([image], "冬天的新闻").picture(image, 1).text == text


def test_text_that_several_images_share_describes_none() -> None:
    images = [Image("a", "A long caption", "", None, None, inline=False)] * 2
    assert Pictures(images, "").picture(images[0], 1).text is None


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ({"src": "s.png", "class": "wp-smiley", "alt": "<3"}, "<3"),
        ({"src": "s.png", "width": "20", "height": "20", "alt": "😀"}, "😀"),
        ({"src": "https://www.zhihu.com/equation?tex=x_1%3C2+%5C%5C", "alt": "[公式]"}, "$x_1<2$"),
        ({"src": "https://s0.wp.com/latex.php?latex=a%5E2&bg=fff", "alt": "b", "class": "latex"}, "$a^2$"),
        ({"src": "https://latex.codecogs.com/gif.latex?%5Calpha"}, r"$\alpha$"),
        ({"src": r"https://latex.codecogs.com/gif.latex?\inline&space;\dpi{300}E&plus;1=c+b&d"}, "$E+1=c+b&d$"),
        ({"src": "https://a.b/math?formula=", "alt": "a"}, None),
        ({"src": "a", "class": "alignnone latex", "alt": "x"}, "$x$"),
        ({"src": "a", "class": "latex", "alt": "Two gloves"}, None),
        ({"src": "a", "class": "latex-gloves", "alt": "x"}, None),
        ({"src": "a", "class": "mwe-math-fallback-image-inline", "alt": r"{\displaystyle E}"}, "$E$"),
        ({"src": "https://www.zhihu.com/equation?tex=%1b%5B2J"}, "$$"),
        ({"src": "a.png", "alt": "😀"}, None),
        ({"src": "a.png", "class": "icon", "alt": ""}, None),
        ({"src": "a.png", "class": "icon", "alt": "a" * 17}, None),
    ],
)
def test_an_image_that_stands_for_a_letter_or_a_formula(attributes: dict[str, str], text: str | None) -> None:
    image = read_image(attributes, BASE)
    assert image is not None
    assert image.spelling == text


def test_a_formula_that_is_there_as_mathml_too_is_no_image() -> None:
    image = '<img src="a" class="mwe-math-fallback-image-inline" alt="E">'
    assert not find_images(f"<span><math>E</math></span>{image}", BASE)


def test_the_image_behind_a_lazy_one_takes_its_place() -> None:
    document = '<p><img alt="small"><noscript><img src="a.png" alt="large"></noscript><img src="b.png"></p>'
    found = find_images(document, BASE)
    assert [(place, image.address) for place, image in found.items()] == [
        (3, "https://news.example/2021/a.png"),
        (document.rindex("<img"), "https://news.example/2021/b.png"),
    ]


@pytest.mark.parametrize(
    ("second", "addresses"),
    [
        (
            '<img src="data:image/gif" data-original="b.png" data-actualsrc="a.png">',
            ["https://news.example/2021/a.png"],
        ),
        ('<img src="b.png">', ["https://news.example/2021/a.png", "https://news.example/2021/b.png"]),
    ],
)
def test_a_lazy_image_behind_itself_is_not_another_one(second: str, addresses: list[str]) -> None:
    found = find_images(f'<noscript><img src="a.png"></noscript>{second}', BASE)
    assert [image.address for image in found.values()] == addresses


def test_the_largest_of_a_source_set_is_taken() -> None:
    assert largest("a.png, b.png 2x, c,d.png 1.5x") == "b.png"
    assert largest("") == ""
