"""A phrase that a search of the library finds is found in the page too, and none that only the page shows is missed."""

from __future__ import annotations

import pytest

from reader.articles.body import read_body
from reader.articles.plain_text import plain_text
from reader.domain.article import MarkupKind
from reader.domain.folding import fold
from reader.domain.search_match import stands_in
from reader.render.document import Document
from reader.render.finding import Finder
from reader.render.theme import PLAIN
from tests.render.pages import ARTICLE

PHRASES = ["foo bar", "foobar", "bar baz", "海潮", "海 潮", "海，潮", "海， 潮", "海 bar", "한국", "한 국"]
HTML = [
    "<p>foo<br>bar</p>",
    "<p>foo <br/>\n bar",
    "<p>foo<br><br>bar</p>",
    "<p>foo<br> <br>bar</p>",
    "<p>foo</p><p>bar</p>",
    "<p>海<br>潮</p>",
    "<p>海<BR>\nbar</p>",
    "<p>海\n潮</p>",
    "<p><b>海</b>\n<i>潮</i></p>",
    "<p>海，\n潮</p>",
    "<p>foo\nbar</p>",
    "<p>한\n국</p>",
    "<h2>foo<br>bar</h2>",
    "<ul><li>foo<br>bar<li>baz</ul>",
    "<pre>海\n潮</pre>",
    "<pre>foo\n\nbar</pre>",
    "<table><tr><td>foo<br>bar</td>\n<td>baz</td></tr></table>",
    "<table><tr><td>海</td>\n<td>潮</td></tr></table>",
]
MARKDOWN = [
    "foo\nbar",
    "foo  \nbar",
    "foo\\\nbar",
    "foo\\\\\nbar",
    "foo<br>bar",
    "foo\n\nbar",
    "海\n潮",
    "海  \n潮",
    "海\\\n潮",
    "**海**\n潮",
    "海\n[潮](https://one.example)",
    "海，\n潮",
    "“foo”\nbar",
    "한\n국",
    "> 海\n> 潮",
    "> foo\nbar",
    "> foo\n> > bar",
    "- > foo\n  > bar",
    "- foo\n  bar\n- baz",
    "# 海\n潮",
    "```\nfoo\n\nbar\n```",
    "```\n海\n潮\n```",
    "| foo<br>bar | baz |\n| --- | --- |\n| 海 | 潮 |",
]


@pytest.mark.parametrize(
    ("markup", "body"),
    [*((MarkupKind.HTML, body) for body in HTML), *((MarkupKind.MARKDOWN, body) for body in MARKDOWN)],
)
def test_a_phrase_is_found_by_a_search_as_it_is_found_in_the_page(markup: MarkupKind, body: str) -> None:
    document = Document(ARTICLE, read_body(body, markup, article=ARTICLE), width=60, theme=PLAIN)
    text = fold(plain_text(body, markup))

    def is_shown(phrase: str) -> bool:
        finder = Finder(document, frozenset({phrase}))
        while finder.count_on():
            pass
        return bool(finder.total)

    phrases = [fold(phrase) for phrase in PHRASES]
    assert [phrase for phrase in phrases if stands_in(phrase, text)] == [*filter(is_shown, phrases)]
