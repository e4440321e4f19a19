"""A body as one Markdown document says again what it was read from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.body import read_body
from reader.articles.markdown_export import to_markdown
from reader.domain.article import MarkupKind
from tests.articles import html_bodies

ARTICLE = replace(html_bodies.ARTICLE, url="https://news.example/a")


def export(source: str, markup: MarkupKind = MarkupKind.MARKDOWN) -> str:
    return to_markdown(read_body(source, markup, article=ARTICLE))


@pytest.mark.parametrize(
    "source",
    [
        "# Heading\n\nA *b* **c** `d` ~~e~~ [f](https://g.example)\n",
        "- a\n  - b\n- c\n",
        "- [ ] a\n- [x] b\n",
        "3. a\n4. b\n",
        "> a\n>\n> > b\n",
        "```py\na\n\nb\n```\n",
        "![A cat](https://g.example/i.png)\n",
        "| A | B |\n| --: | :-: |\n| a | b |\n",
        "a[^1]\n\n[^1]: note\n\n    more\n",
        "***\n",
        "a\\\nb\n",
        "\\# a\n",
        "\\+ a\n",
    ],
)
def test_markdown_comes_back(source: str) -> None:
    assert export(source) == source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>1. x<br># y<p>-", "1\\. x\\\n\\# y\n\n\\-\n"),
        ("<figure><img src=/i.png><figcaption>c</figcaption></figure>", "![](https://news.example/i.png)\\\nc\n"),
        ('<iframe src="https://v.example" title="T"></iframe>', "[T](https://v.example)\n"),
        ("<table><tr><td>a|b<td>c<br>d</table>", "|  |  |\n| :-- | :-- |\n| a\\|b | c<br>d |\n"),
        ("", ""),
    ],
)
def test_html_as_markdown(source: str, expected: str) -> None:
    assert export(source, MarkupKind.HTML) == expected


@given(st.lists(st.sampled_from(["中文", "a", "1. ", "- ", "# ", "* ", "+", "<b>", "_", "`"]), max_size=8).map("".join))
def test_a_paragraph_stays_one(text: str) -> None:
    source = f"<p>x<br>{text.replace('<', '&lt;')}</p>"
    again = read_body(export(source, MarkupKind.HTML), MarkupKind.MARKDOWN, article=ARTICLE)
    assert [again[index] for index in range(len(again))] == [read_body(source, MarkupKind.HTML, article=ARTICLE)[0]]
