"""An HTML document says in its head who wrote it, when and where."""

from __future__ import annotations

import pytest

from reader.articles.html_head import read_html_head

DOCUMENT = """<!DOCTYPE html>
<html lang="fr-CA"><head>
<title>Le port &amp; la mer</title>
<meta content='Anne Roy' name="author">
<meta property="article:published_time" content="2021-03-22T08:00:00Z">
<link rel=canonical href="https://example.org/port?a=1&amp;b=2">
</head><body><h1>Autre</h1></body></html>
"""


def test_a_document_says_its_own_metadata() -> None:
    assert read_html_head(DOCUMENT) == {
        "title": "Le port &amp; la mer",
        "lang": "fr-CA",
        "author": "Anne Roy",
        "date": "2021-03-22T08:00:00Z",
        "url": "https://example.org/port?a=1&b=2",
    }


@pytest.mark.parametrize(
    "text", ["", "<p>A <title>fragment</title></p>", "words <html>", "<!---->" * 5000, "<html " + "a=" * 9000]
)
def test_anything_else_says_nothing(text: str) -> None:
    assert read_html_head(text) == {}
