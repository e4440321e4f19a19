"""Golden screens: what the real program draws at three sizes, as text. UPDATE_SCREENS=1 draws them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.library_of import write_article
from tests.pseudo_terminal import Terminal, home_of, reader_command

SCREENS = Path(__file__).parent.parent / "screens"
SIZES = [(60, 20), (100, 30), (160, 45)]
JOURNEYS = {
    "list": [],
    "article": ["enter"],
    "article-end": ["enter", "G"],
    "zen": ["enter", "z"],
    "help": ["?"],
    "starred-empty": ["v", "v"],
    "outline": ["enter", "t"],
    "hints": ["enter", "f"],
    "links": ["enter", "L"],
    "filter": ["/", "潮"],
    "search": ["ctrl+f", *"月 OR 海"],
    "search-blank": ["ctrl+f"],
    "search-wrong": ["ctrl+f", *"月 titel:海"],
    "selection": ["x", "x"],
    "unread-read": ["v", "enter", "q"],
    "continue": ["enter", "space", "q", "v", "v", "v"],
}
BODY = """
<p>潮水一天来两次。<strong>“为什么是两次？”</strong>学生问。老师说，先看39%的那一栏，再看1,804.38亿吨的那一栏。</p>
<h2>从月亮说起</h2>
<p>月亮拉着海水，也拉着地球；见 <a href="https://example.com/moon">月亮的一页</a>。行内代码：<code>tide(t)</code>。</p>
<figure><img src="https://img.example.com/tide.png" width="600" height="400">
<figcaption>图一：涨潮</figcaption></figure>
<p style="text-align:center"><img src="https://img.example.com/plain.png"></p>
<ul><li>大潮<ul><li>朔</li><li>望</li></ul></li><li>小潮</li></ul>
<blockquote><p>海上生明月，天涯共此时。</p></blockquote>
<table><tr><th>港</th><th>高潮</th><th>说明</th></tr>
<tr><td>东港</td><td>3.2 m</td><td>来得早，走得也早。</td></tr></table>
<pre><code class="language-python">def tide(hours):
    return "high" if hours % 12 &lt; 6 else "low"  # 大约
</code></pre>
<ol start="3"><li>先看表。</li><li>再下海。</li></ol>
<hr>
<p>完。</p>
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "tides"
    date = "Tue, 23 Nov 2021 05:57:00 GMT"
    write_article(
        folder,
        "a.md",
        title="潮水为什么一天来两次",
        categories=["科学", "海"],
        date=date,
        body=BODY,
        extra="author: 拾贝人\n",
    )
    write_article(
        folder,
        "b.md",
        title="海边的一封很长很长的信，长到一行放不下",
        categories=["科学", "海"],
        date="2020-05-01 08:00:00",
    )
    write_article(folder, "c.md", title="A short note", categories=["English"], date="2019-01-31 08:00:00")
    return folder


@pytest.mark.parametrize(("columns", "rows"), SIZES, ids=[f"{columns}x{rows}" for columns, rows in SIZES])
@pytest.mark.parametrize("name", JOURNEYS)
def test_it_looks_like_its_golden_screen(name: str, columns: int, rows: int, library: Path, tmp_path: Path) -> None:
    golden = SCREENS / f"{name}-{columns}x{rows}.txt"
    with Terminal(reader_command(library), columns=columns, rows=rows, env=home_of(tmp_path / "home")) as terminal:
        terminal.wait_for("潮水为什么")
        terminal.settle()
        first, *others = JOURNEYS[name] or [""]
        terminal.press(first)
        if name.startswith("search"):
            # What is not in the index yet is found after all that is.
            terminal.wait_for("Search the text")
            terminal.wait_until_gone("indexed")
        terminal.press(*others)
        terminal.settle()
        drawn = terminal.text.replace(str(tmp_path), "~") + "\n"
    if os.environ.get("UPDATE_SCREENS"):
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8")
