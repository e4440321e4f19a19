"""The text that a search reads is what a reader of the page sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.plain_text import plain_text
from reader.domain.article import MarkupKind

HTML = [
    ("<p>人工<b>智能</b>，<a href='x'>AI</a></p><p>二</p>", "人工智能，AI\n二"),
    ('<div>\n<div style="height: 6px"></div>\n<p>a&amp;b &lt;i&gt;</p></div>', "a&b <i>"),
    ('<h2 style="background-image: url("/img/h1.png"); font-size: 20px;">标题</h2>x', "标题\nx"),
    ("a<br>b<script>var x = '<p>';</script><style>p {}</style><!-- no -->c", "a bc"),
    ("一\n二 three\nfour", "一二 three four"),
    ("<ul><li>甲<li>乙</ul>1 < 2", "甲\n乙\n1 < 2"),
    ("so\u00adft\u200b\x1b[31m red&#8203;", "soft red"),
    ("<table><tr><td>甲</td><td>乙</td></tr></table>", "甲 乙"),
    ("an open <script>x", "an open"),
    ('<p>see <img src="a.png" alt="A &amp; B crossing"> here</p>', "see A & B crossing here"),
    ("<p><IMG title='two herons' src=b.png alt='b.png'></p>", "two herons"),
    ("<img alt='a pixel' width=1>x<img alt='a logo'>y<img alt='a logo'>", "xy"),
    ('<img alt="late" src="blank.gif" data-src="a.png"><noscript><img alt="late" src="a.png"></noscript>', "late"),
    ("<figure><img alt='a swan'><figcaption><b>Two</b></figcaption></figure><img alt='a tern'>", "Two\na tern"),
    ("<figure><img alt='a swan'><figcaption></figcaption></figure>", "a swan"),
    ("<p>a <http://auto.example> b</p>", "a b"),
]
MARKDOWN = [
    ("# 标题\n\n一段\n还有\nmore\nwords\n\n- 甲\n- 乙", "标题\n一段还有 more words\n甲\n乙"),
    ("**粗体**和*斜*，`code`，~~删~~，a_b_c", "粗体和斜，code，删，a_b_c"),
    ("**bold *and* nested**", "bold and nested"),
    ("see [the table](https://x.org/a_(b)) ![alt](p.png) [a][1]\n\n[1]: https://x.org", "see the table alt a"),
    ("```py\nif a < b:\n    **x**\n```\nafter", "if a < b: **x**\nafter"),
    ("> 引文\n> 续\n\n---\n\n1. one\n2. two", "引文续\none\ntwo"),
    ("| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |", "甲 乙\n1 2"),
    (r"2 \* 3 * 4", "2 * 3 * 4"),
    ("one[^1]\n\n[^1]: The note\n[^b]:**二**", "one[^1]\nThe note\n二"),
    ("see <https://auto.example/a>, <me@mail.example>x", "see https://auto.example/a, me@mail.example x"),
    ('<img alt="a heron" src="a.png">', "a heron"),
    ("Title\n=====\n\n<p>HTML too</p>", "Title\nHTML too"),
]


def test_an_image_that_is_no_tag_before_its_neighbour_is_taken_out_costs_no_text() -> None:
    odd = '<figure><<img alt="a cat upon a mat">img src="b.png"><figcaption>x</figcaption></figure><img alt="a tern">'
    assert plain_text(odd, MarkupKind.HTML).endswith("a tern")


@pytest.mark.parametrize(("body", "text"), HTML)
def test_html_is_read_without_its_tags(body: str, text: str) -> None:
    assert plain_text(body, MarkupKind.HTML) == text


@pytest.mark.parametrize(("body", "text"), MARKDOWN)
def test_markdown_is_read_without_its_markers(body: str, text: str) -> None:
    assert plain_text(body, MarkupKind.MARKDOWN) == text


@given(st.text() | st.text(alphabet="<>/p!-\"'&;#*_`[]()|\n \\甲a"), st.sampled_from(MarkupKind))
def test_any_text_becomes_clean_lines(body: str, markup: MarkupKind) -> None:
    for line in plain_text(body, markup).split("\n"):
        assert line == " ".join(line.split())


@pytest.mark.parametrize(
    "piece",
    [
        "<a",
        "<!--",
        "<img alt='a b'",
        "<img alt='a b'>",
        "<figure>",
        "<figcaption>",
        "<a:",
        "<a@",
        "[",
        "**",
        "`",
        "_a",
        "](",
        "<script>",
        "> ",
        "[a](",
        "*a ",
        "\\",
        "&",
    ],
)
@pytest.mark.parametrize("markup", MarkupKind)
def test_a_text_full_of_beginnings_is_read_like_a_short_one(piece: str, markup: MarkupKind) -> None:
    # In the square of its length, it would take minutes.
    short, text = (plain_text(piece * number, markup) for number in (300, 30_000))
    assert text.startswith(short)
    assert len(text) // 100 == len(short)
