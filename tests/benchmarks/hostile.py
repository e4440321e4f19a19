"""Prints which repeated pieces of HTML and Markdown take longest: `python -m tests.benchmarks.hostile [--size 100000]`.

The bar is a second of processor time for each 100 KB, for all of the page, and a page of at most 20 times the text.
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime

from reader.articles.body import read_body
from reader.domain.article import Article, MarkupKind
from reader.domain.article_id import ArticleId
from reader.render.page import link_lines, page_lines
from reader.render.theme import PLAIN
from tests.benchmarks.report import say

ARTICLE = Article(
    id=ArticleId("file:/a.md"), path="a.md", title="A", categories=(("a",),), date=datetime(2021, 11, 23, tzinfo=UTC)
)
# fmt: off
HTML = [
    "<p>", "<b>", "</b>", "<li>", "<ol>", "<ul>", "<td>", "<tr>", "<table>", "<dd>", "<blockquote>", "<pre>", "<h1>",
    "<br>", "<hr>", "<a href='http://a.b/c'>", "<img alt='a b' src=b>", "<iframe title=c>", "<!--", "<title>", "<rt>",
    "<script>", "<![CDATA[", "<sup>", "<math>", "<code>", "<figure>", "<div>", "<span>", "<video>", "<select>", "<a>",
    "<li id=fn1>", "<a href='#fn1'>", "&#60;", "&", "<", "a", "中", "“", "http://a.b/", "<b></p>", "<font color=red>",
    "<a href=x>b<div></a>", "<div><p>", "<ul><li>a", "<table><tr><td>a", "<p>a", "<li>a", "<<dt>", "<p><b>a", "<hr>a",
    "<b></p>—", "<br>a", "<figure><img src=a.png><figcaption>a", "<details><summary>a", "a<a href='http://a.b/'>a</a>",
    "<li><dt>", "中<li>a<<dt>", "http://a.b/<<dt>", "http://a.b/<b></p>", "<b></p>—a<a href='http://a.b/'>a</a>",
]
MARKDOWN = [
    "\n\n", "- ", "1. ", "> ", "# ", "```", "|a|\n|-|\n", "|a|b|\n", "[a](b)", "![a](b)", "[^1]", "[^1]: a\n\n", "$a",
    "*a ", "**a ", "_a ", "`", "``a", "~~a ", "\\", "&amp;", "{% x %}", "{{<", "    ", "\t", "---\n", "[a]: b\n", "[",
    "]", "![", "[a][b]", "<a", "<!--", "<?", "<b>", "<div>\n", "<http://a.b/c>", "- - ", ">> ", "1) a\n", "**“”**",
    "[^", "[](", "[a](<", "[caption]", "{:", "- [ ] a\n", "***", "\\(", "$$", "===\n", "~~~\n", "    a\n", "a\n:   b\n",
    "&a", "a\n", "a\n\n", "$$a$$\n", "a\n: b\n\n", "a|b\n-|-\n", "![a](b.png)\n\n", "- a\n  - b\n", "[a](http://a.b)",
    "http://a.b/ ", "[a](http://a.b)[^1]: a\n\n\n- a\n", "a\n===\n", "+ ", "<p>a</p>\n\n", "[^1]: a\n\n$$",
    "a\n===\n>> ===\n", "a\n===\n$$", "a|b\n-|-\n_a **“”**", "[^1]: a\n\n*a ", "1) a\n**“”**[^1]: a\n\n- a\n  - b\n",
]
# fmt: on
WORST = 6


def main() -> None:
    """Print the slowest pieces of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    size: int = parser.parse_args().size
    for markup, pieces in ((MarkupKind.HTML, HTML), (MarkupKind.MARKDOWN, MARKDOWN)):
        figures = {piece: time_page(piece * (size // len(piece.encode()) + 1), markup) for piece in pieces}
        for piece in sorted(figures, key=lambda piece: -figures[piece][0])[:WORST]:
            seconds, shown = figures[piece]
            say(f"{markup}: {piece!r}", f"{seconds * 100_000 / size:.2f} s", "bar 1 s for 100 KB")
            if shown > 20 * size:
                say(f"{markup}: {piece!r}, the page", f"{shown / size:.0f} x", "bar 20 x")


def time_page(text: str, markup: MarkupKind) -> tuple[float, int]:
    """Return the seconds that all of a page takes, and its characters."""
    begun = time.process_time()
    body = read_body(text, markup, article=ARTICLE)
    shown = sum(len(line.text) for line in page_lines(ARTICLE, body, width=80, theme=PLAIN))
    shown += sum(len(line.text) for line in link_lines(body, width=80, theme=PLAIN))
    return time.process_time() - begun, shown


if __name__ == "__main__":
    main()
