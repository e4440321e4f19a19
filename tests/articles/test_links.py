"""Addresses: which may be followed, and how they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.articles.links import bare_addresses, destination, followable

BASE = "https://news.example/2021/a"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("b", "https://news.example/2021/b"),
        ("//c.example/d", "https://c.example/d"),
        (" HTTPS://e.example ", "HTTPS://e.example"),
        ("mailto:f@g.example", "mailto:f@g.example"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", "https://news.example/2021/java script:alert(1)"),
        ("data:text/html,x", None),
        ("weixin://h", None),
        ("#i", None),
        ("", None),
        ("http://[bad", "http://[bad"),
    ],
)
def test_an_address_may_be_followed_or_not(href: str, address: str | None) -> None:
    assert followable(href, BASE) == address


def test_relative_without_a_base_is_not_followable() -> None:
    assert followable("b", None) is None


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("见https://a.example/b。后", ["https://a.example/b"]),
        ("(https://a.example/b_(c)) x", ["https://a.example/b_(c)"]),
        ("https://a.example, and http://b.example.", ["https://a.example", "http://b.example"]),
        ("https://a.example/中文", ["https://a.example/"]),
        ("https:// http", []),
    ],
)
def test_a_bare_address_ends_where_its_text_goes_on(text: str, addresses: list[str]) -> None:
    assert [address for _, address in bare_addresses(text)] == addresses


@given(st.text(alphabet="ab/?&=;()<>[]\\*_ \"'%#!中amp", max_size=30))
def test_a_destination_survives_the_parser(path: str) -> None:
    source = f"[x]({destination('https://a.example/' + path)})"
    tokens = MarkdownIt("commonmark").parseInline(source)[0].children or []
    assert [token.type for token in tokens] == ["link_open", "text", "link_close"]
