"""Nothing is lost on the way from the file to the page: see tests/preservation.py for what that means."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.articles.article_file import ArticleSource, read_source
from reader.domain.article import Article, MarkupKind
from reader.domain.article_id import ArticleId
from tests.preservation import body_of, difference, said, shown

SAMPLES = Path(__file__).parent.parent / "sample_articles"
ARTICLE = Article(
    id=ArticleId("file:/a.md"), path="a.md", title="A", categories=(("a",),), date=datetime(2021, 11, 23, tzinfo=UTC)
)


def html_source(text: str) -> ArticleSource:
    return ArticleSource(ARTICLE, text, MarkupKind.HTML)


def markdown_source(text: str) -> ArticleSource:
    return ArticleSource(ARTICLE, text, MarkupKind.MARKDOWN)


@pytest.mark.parametrize("file", sorted(SAMPLES.rglob("*.md")), ids=lambda file: file.stem)
def test_a_sample_article_shows_every_character_in_order(file: Path) -> None:
    source = read_source(file, root=SAMPLES)
    assert difference(source, body_of(source)) is None


ROWS = "".join(f"<tr><td>第{number}行<td>{'很长的一格，' * number}完" for number in range(20))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<p>" + "一二三，四五六。" * 4000, id="a paragraph that is cut"),
        pytest.param("<pre>" + "x = 1\n\n" * 300, id="code that is cut"),
        pytest.param(f"<table><tr><th>甲<th>乙{ROWS}</table>", id="a table that wraps"),
        pytest.param(f"<table><tr>{'<th>Heading' * 12}<tr>{'<td>internationally' * 12}</table>", id="records"),
        pytest.param("<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>e", id="a table in a table"),
        pytest.param("<p>👩<b>“引”</b>", id="bold between an emoji and a quotation mark"),
        pytest.param("<ul>" + "<li>a<ul>" * 200 + "<li>z", id="lists in lists"),
        pytest.param(
            "<p>漢字<ruby>字<rp>（</rp><rt>じ</rt></ruby> <q>a</q> x<sup>2/3</sup> 1<sup>2,3</sup> H<sub>2</sub>O",
            id="ruby, scripts",
        ),
        pytest.param("<p>a <b>b <i>c</b> d</i> <e>f</p></div>", id="broken"),
        pytest.param('<h1 style="a: url("/b.png"); c: d">标题</h1><p title=\'"\'>e', id="broken attributes"),
        pytest.param('<p>a<img src=b.png></p><p label="图片描述">（图源：丙）</p><p>d', id="a caption"),
    ],
)
def test_html_shows_every_character(text: str) -> None:
    source = html_source(text)
    assert said(source)
    assert difference(source, body_of(source)) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# A {#b}\n\n- [ ] c\n- [x] d\n\n~~e~~ $f_1 * g$ `h{#i}` ${#j}\n", id="marks"),
        pytest.param("a[^1] b[^2]\n\n[^2]: two\n\n[^1]: one\n\nc", id="footnotes"),
        pytest.param("|a|b|\n|-|-|\n|c\\|d|**e**|\n", id="a table"),
        pytest.param("<table>\n<tr>\n\n    <td>a</td>\n\n    <td>b</td></tr></table>\n\nc", id="a table of HTML"),
        pytest.param("{x=1} and {#y} and ${#z}\n", id="braces"),
    ],
)
def test_markdown_shows_every_character(text: str) -> None:
    source = markdown_source(text)
    assert said(source)
    assert difference(source, body_of(source)) is None


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("<p>one two</p>", "<p>one</p>"),
        ("<p>one</p>", "<p>one two</p>"),
        ("<p>one two</p>", "<p>two one</p>"),
        ("<p>one<p>two", "<p>one"),
        ("<table><tr><td>a<td>b</table>", "<table><tr><td>a<td>c</table>"),
        ("<p>a", ""),
    ],
)
def test_what_is_lost_or_added_is_told(text: str, other: str) -> None:
    assert difference(html_source(text), body_of(html_source(other))) is not None


def test_what_the_page_adds_is_not_taken_for_the_text() -> None:
    text = (
        '<ol><li>a <a href="https://b.example/c">d</a></ol><blockquote>e</blockquote><h1>f</h1><hr>'
        '<pre><code class="language-py">g</code></pre><img src=h.png alt="A described image"><iframe src=i></iframe>'
        "<table><tr><th>j<th>k<tr><td>l<td>m</table>"
    )
    assert "".join(piece for piece, _ in shown(body_of(html_source(text)))) == "adefgjklm"


TEXT = st.lists(
    st.sampled_from(["中文", "“引”", "。", "a", "b1", " ", "\n", "*", "_", "`", "~~", "[x]", "!", "\\", "&lt;b&gt;"])
    | st.sampled_from(["#", "$x_1$", "| ", "1.", "- ", "&amp;amp;", "https://c.example/d_e", "👩‍👩‍👧", "ไทย"]),
    min_size=1,
    max_size=6,
).map("".join)
INLINE = ["b", "i", "s", "u", "code", "kbd", "span", "mark", "small", "a", 'a href="https://f.example/g"']
BLOCKS = [
    *["p", "div", "section", "blockquote", "h1", "h2", "ul", "ol", "li", "dl", "dt", "dd", "pre", "figure"],
    *["figcaption", "details", "summary", "center", "article"],
]


def element(tag: str, inner: list[str]) -> str:
    return f"<{tag}>{''.join(inner)}</{tag.split()[0]}>"


def nested(leaves: st.SearchStrategy[str], tags: list[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        leaves,
        lambda inner: st.builds(element, st.sampled_from(tags), st.lists(inner, min_size=1, max_size=4)),
        max_leaves=12,
    )


PHRASES = nested(TEXT, INLINE)


@settings(max_examples=200)
@given(st.lists(nested(PHRASES | st.sampled_from(["<br>", "<hr>"]), BLOCKS), max_size=5))
def test_any_nested_html_shows_every_character(pieces: list[str]) -> None:
    source = html_source("".join(pieces))
    assert difference(source, body_of(source)) is None
