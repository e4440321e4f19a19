"""Any file makes a page: nothing raises, nothing reaches the terminal, nothing grows without end."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.articles.article_file import read_source
from reader.articles.body import read_body
from reader.domain.errors import ArticleError
from reader.render.document import Document
from reader.render.page import page_lines
from reader.render.theme import PLAIN

OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal obeys: C0 and C1, line ends, and the marks, embeddings, overrides and isolates of direction."""
DRAWN = re.compile(r"[\s─┈╭╮╰╯│▌]")
"""What frames and rules are made of."""
HEAD = 2000
"""Characters of a head with its problems, at most."""

NAMES = st.sampled_from(["a.md", "a.html", "一.markdown"])
BYTES = st.sampled_from(
    [b"\x1b[2J", b"\x1b]0;t\x07", b"\x9b2J", b"\xc2\x9b", b"\xe2\x80\xae", b"&#x202e;", b"&#27;[", b"&#155;", b"\x00"]
) | st.sampled_from(["\u2066", "\u2028", "\u200f", "中文", "、", "é", "👩‍👩‍👧", "\ufeff"]).map(str.encode)
# fmt: off
TAGS = st.sampled_from([
    "<p>", "<b>", "</b>", "<li>", "<ol>", "<td>", "<tr>", "<table>", "<dd>", "<blockquote>", "<pre>", "<h1>", "<br>",
    "<hr>", "<a href='http://a.b/\x1b'>", "<img alt='\u202e a' src=b>", "<iframe title='\x07c'>", "<!--", "<title>",
    "<script>", "<![CDATA[", "<rt>", "<sup>", "<math>", "<code class=language-\x1b>",
])
MARKS = st.sampled_from([
    "\n\n", "\n", "- ", "1. ", "> ", "# ", "```", "|a|\n|-|\n", "[a](b)", "![a](b)", "[^1]", "[^1]: ", "$", "*", "**",
    "_", "`", "~~", "\\", "&amp;", "&lt;", "{% x %}", "{{< figure src=a >}}", "a", " ", "    ", "---\n", "title: a\n",
    "+++\n", "{", "headimg: http://a.b/c\n",
])
# fmt: on
FILES = st.lists((TAGS | MARKS).map(str.encode) | BYTES, max_size=60).map(b"".join) | st.binary(max_size=300)


@settings(max_examples=200)
@given(FILES, NAMES, st.sampled_from([20, 40, 80]), st.randoms(use_true_random=False))
def test_any_file_makes_a_harmless_page(data: bytes, name: str, width: int, random: Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(data)
        try:
            source = read_source(file, root=file.parent)
        except ArticleError:
            return  # a binary file
    body = read_body(source.text, source.markup, article=source.article)
    page = list(page_lines(source.article, body, width=width, theme=PLAIN))
    assert not any(OBEYED.search(line.text) for line in page)
    assert all(line.cells <= width for line in page)
    assert sum(len(DRAWN.sub("", line.text)) for line in page) <= 20 * len(data) + HEAD

    again = read_body(source.text, source.markup, article=source.article)
    document = Document(source.article, again, width=width, theme=PLAIN)
    order = list(range(len(body) + 1))
    random.shuffle(order)
    for block in order:
        document.lay_out(block)
    assert [document.line(y) for y in range(document.height)] == page
