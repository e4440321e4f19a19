"""What is not closed swallows nothing."""

from __future__ import annotations

import pytest

from reader.articles.unclosed import close_raw


@pytest.mark.parametrize("name", ["title", "script", "STYLE", "textarea", "template", "iframe", "xmp"])
def test_a_bare_tag_without_an_end_is_text(name: str) -> None:
    assert close_raw(f"<p>Use <{name}> here.</p>") == f"<p>Use &lt;{name}> here.</p>"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<iframe src=a>b", "<iframe src=a></iframe>b"),
        ("<iframe src='a' />b<iframe></iframe>", "<iframe src='a' /></iframe>b<iframe></iframe>"),
        ("<iframe src=a>b<IFRAME src=c></iframe>d", "<iframe src=a></iframe>b<IFRAME src=c></iframe>d"),
        ("<script src=a.js />b", "<script src=a.js /></script>b"),
        ("a <!-- b", "a &lt;!-- b"),
        ("İ<script>b", "İ&lt;script>b"),
    ],
)
def test_what_follows_stays(source: str, expected: str) -> None:
    assert close_raw(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "<script>if (a < b) document.write('<title>')</script>c",
        "<!-- <script> -->a",
        "<style>a</STYLE >b",
        "<titles>a",
        "<script",
        "<iframe src=a></iframe><iframe src=b></iframe>",
    ],
)
def test_what_is_closed_stays_as_it_is(source: str) -> None:
    assert close_raw(source) == source
