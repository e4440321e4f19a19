"""HTML bodies become blocks, on demand and in any order."""

from __future__ import annotations

import pytest

from reader.articles.crowd import Crowd
from reader.articles.html_body import Walk
from reader.articles.html_tree import mend
from reader.domain.block import (
    Alignment,
    Code,
    Definition,
    Footnote,
    Heading,
    Item,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from tests.articles.html_bodies import blocks, html_body, shown


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text) if isinstance(block, Paragraph | Heading | Code)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("<p>a</p><p><br></p><p>&nbsp;</p><div></div><p>b</p>", ["a", "b"], id="no empty paragraphs"),
        pytest.param("<section>a</section><section>b</section><div>c</div>d", ["a", "b", "c", "d"], id="never glued"),
        pytest.param("one<br>two<br><br>three", ["one\\\ntwo", "three"], id="line breaks"),
        pytest.param("<p>\u3000\u3000全角&nbsp;字</p>", ["\u3000\u3000全角 字"], id="indent kept, NBSP a blank"),
        pytest.param("<p>中文\n换行 and\nLatin</p>", ["中文换行 and Latin"], id="source line ends"),
        pytest.param("<p>&#123;x&#125; AT&T R&D</p>", ["{x} AT&T R&D"], id="entities and ampersands"),
        pytest.param('<h1 style="a: url("/img/h.png"); b: c">标题</h1>', ["标题"], id="quotes in an attribute"),
        pytest.param("a<script>x</script><style>y</style><!-- ``` z --><template>t</template>b", ["ab"], id="unseen"),
        pytest.param("<p>&#27;[2J&#x9b;</p>\x1b", ["›"], id="control characters"),
        pytest.param("<pre>a<br>b\n\n\n c</pre>", ["a\nb\n\n\n c"], id="code with breaks and blank lines"),
        pytest.param("<pre><code>one</code><code>two</code></pre>", ["one\ntwo"], id="lines as code elements"),
        pytest.param(
            "<pre><code>1</code><code><span><br></span></code><code>3<br></code><code>4</code></pre>",
            ["1\n\n3\n4"],
            id="breaks in lines as code elements",
        ),
        pytest.param("<pre><div>1<br></div><div><br></div><p>3</p></pre>", ["1\n\n3"], id="breaks in lines as blocks"),
        pytest.param(
            '<pre><code>1\n2</code><ul class="pre-numbering" style="a"><li style="b">1</li><li>2</li></ul></pre>',
            ["1\n2"],
            id="a list of line numbers",
        ),
        pytest.param(
            "<figure class=highlight><figcaption><span>a.py</span><a href=#b>l</a></figcaption><pre>c</pre></figure>",
            ["a.py l", "c"],
            id="the caption of code",
        ),
        pytest.param("<noscript>Please enable JavaScript.</noscript>a<noscript>b</noscript>", ["ab"], id="no script"),
        pytest.param(
            '<noscript>Please enable JavaScript to view the <a href="https://disqus.com/?ref">comments</a>.</noscript>a',
            ["a"],
            id="the note of Disqus",
        ),
        pytest.param(
            "<noscript><pre>// enable javascript</pre></noscript><noscript><p>JavaScript is old.</p></noscript>"
            "<noscript><a href='#a'>How to enable JavaScript?</a></noscript>",
            ["// enable javascript", "JavaScript is old.", "How to enable JavaScript?"],
            id="no script, but text",
        ),
        pytest.param(
            '<h2>C#<a class="headerlink" href="#c">¶</a></h2><a href="#d">#1</a>', ["C#", "#1"], id="permalinks"
        ),
        pytest.param('<h2><a href="#c">#</a> C</h2><h2>D <a href="#d">🔗</a></h2>', ["C", "D"], id="bare permalinks"),
        pytest.param(
            '<p><a href="#num">#</a> C<a href="#cs">#</a></p><h2><a href="#num">#</a></h2>',
            ["# C#", "#"],
            id="links that are a sign",
        ),
        pytest.param(
            'S<span style="display:none">1 h&amp; O  z</span>een <font class="jammer">j</font>',
            ["Seen"],
            id="letters against copying",
        ),
        pytest.param(
            '<span style="display:none">月亮</span> <span style="display:none">The moon</span><i class="jammer">j</i>',
            ["月亮 The moon"],
            id="other hidden text beside jammers is text",
        ),
        pytest.param('S<span style="display:none">h</span>own', ["Shown"], id="hidden text without jammers is text"),
        pytest.param("<p hidden style='display:none'>kept</p>", ["kept"], id="hidden text is text"),
        pytest.param("<details><summary>Sum</summary>rest</details>", ["**Sum**", "rest"], id="details"),
        pytest.param(
            "<p>km<sup>2</sup><sup>[3]</sup> 1<sup>-3</sup> <sup>a*</sup>",
            ["km²<sup>\\[3\\]</sup> 1⁻³ <sup>a\\*</sup>"],
            id="each script alone",
        ),
        pytest.param("<p>e<sup>-<i>x</i></sup><sub>i</sub>", ["e⁻*ˣ*ᵢ"], id="a script with marks"),
        pytest.param(
            "<p>5<sup>2/3</sup> 10<sup>1,000</sup> a<sup>1,000</sup> 2019<sup>3,4</sup><p><sup>[1]</sup> b",
            ["5²⁄³ 10<sup>^(1,000)</sup> a<sup>1,000</sup> 2019<sup>3,4</sup>", "<sup>\\[1\\]</sup> b"],
            id="powers",
        ),
        pytest.param("<video><p>swallowed</video> text", ["swallowed text"], id="a video that never closes"),
        pytest.param(
            "<video><p>This browser supports HTML5</p><p>b</p></video>c<video><p>用浏览器打开</p></video>",
            ["This browser supports HTML5", "b", "c", "用浏览器打开"],
            id="text in a video",
        ),
        pytest.param("<video><p>browser</p>" + "<p>a" * 200 + "</video>", ["browser", *"a" * 200], id="no fallback"),
    ],
)
def test_html_becomes_paragraphs_of_its_text(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_code_knows_its_language() -> None:
    gutter = '<td class="gutter"><pre><span class="line">1</span><br><span class="line">2</span></pre></td>'
    code = '<td class="code"><pre><span class="line">int a;</span><br><span class="line">b();</span></pre></td>'
    source = (
        '<pre><code class="language-go-html-template">x</code></pre>'
        '<div class="highlight-source-rust"><pre>y</pre></div>'
        f'<figure class="highlight java"><table><tr>{gutter}{code}</tr></table></figure>'
    )
    found = [(block.language, block.text) for block in blocks(source) if isinstance(block, Code)]
    assert found == [("go-html-template", "x"), ("rust", "y"), ("java", "int a;\nb();")]


def test_lists_quotes_and_definitions_contain_their_paragraphs() -> None:
    source = (
        "<ul><li>a<ul><li>b</ul><li>c</ul><ol start=3 type=a><li>d<li value=7>e</ol><ol reversed><li>f<li>g</ol>"
        "<ul><li><input type=checkbox checked>h<li><p>i</p><p>j</p></ul>"
        "<blockquote>k<blockquote>l</blockquote></blockquote><dl><dt>m</dt><dd>n</dl>"
    )
    assert [
        (block.text, block.inside, block.opens, block.tight) for block in blocks(source) if isinstance(block, Paragraph)
    ] == [
        ("a", (Item("•"),), 1, False),
        ("b", (Item("•"), Item("◦")), 1, True),
        ("c", (Item("•"),), 1, True),
        ("d", (Item("c."),), 1, False),
        ("e", (Item("g."),), 1, True),
        ("f", (Item("2."),), 1, False),
        ("g", (Item("1."),), 1, True),
        ("h", (Item("☑"),), 1, False),
        ("i", (Item("•"),), 1, False),
        ("j", (Item("•"),), 0, False),
        ("k", (Quote(),), 1, False),
        ("l", (Quote(), Quote()), 1, False),
        ("**m**", (), 0, False),
        ("n", (Definition(),), 1, True),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "<ol><li>a</li><ol><li>b</li><ul><li>c</li></ul></ol><li>d</li></ol>",
            [("a", "1.", 1, False), ("b", "1. 1.", 1, True), ("c", "1. 1. ▪", 1, True), ("d", "2.", 1, True)],
            id="of the item before",
        ),
        pytest.param("<ul><ul><li>a</ul></ul>", [("a", "◦", 1, False)], id="before any item"),
        pytest.param(
            "<ul><li><ul><li></li><ul><li>a</ul></ul></ul>", [("a", "• ▪", 2, False)], id="behind an empty item"
        ),
    ],
)
def test_a_list_in_a_list_but_in_no_item(source: str, expected: list[tuple[str, str, int, bool]]) -> None:
    found = blocks(source)
    markers = [" ".join(each.marker for each in block.inside if isinstance(each, Item)) for block in found]
    assert [(shown(b), m, b.opens, b.tight) for b, m in zip(found, markers, strict=True)] == expected


@pytest.mark.parametrize(
    ("before", "tight"),
    [
        ("a", True),
        ("<p>a</p>", True),
        ("<h2>a</h2>", True),
        ("a<ul><li>b</ul>", True),
        ("<blockquote>a</blockquote>", False),
        ("<pre>a</pre>", False),
        ("<blockquote>a<ul><li>b</ul>", False),
        ("", False),
    ],
)
def test_a_list_stands_close_below_the_text_of_an_item_alone(before: str, *, tight: bool) -> None:
    assert blocks(f"<ul><li>{before}<ul><li>z")[-1].tight is tight


@pytest.mark.parametrize(
    ("source", "centred"),
    [
        ("<center>a", True),
        ('<div align="center"><section>a', True),
        ('<p style="text-align: center">a', True),
        ('<center><p align="left">a', False),
        ('<table align="center"><tr><td>a</table>', False),
        ("<center><table align=left><tr><td>a</table>", True),
        ('<table style="text-align:center"><tr><td>a</table>', True),
        ("<center><ul><li>a", False),
        ("<center><blockquote>a", False),
    ],
)
def test_centred_text_stands_by_no_marker(source: str, *, centred: bool) -> None:
    (paragraph,) = blocks(source)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.centred is centred


def test_a_note_and_what_refers_to_it_are_known() -> None:
    source = '<p>t<sup><a href="#fn1">1</a></sup></p><ol><li id="fn1">note <a href="#fnref1">↩</a></li></ol>'
    reference, note = blocks(source)
    assert isinstance(reference, Paragraph)
    assert reference.text == "t[^1]"
    assert note.inside == (Footnote("1"),)
    assert shown(note) == "note"


def test_a_table_has_its_head_its_cells_and_their_alignment() -> None:
    source = (
        "<table><caption>Cap</caption><thead><tr><th align=right>A<th style='text-align:center'>B</thead>"
        "<tr><td rowspan=2>1<td>2<br>x<tr><td>3<tr><td colspan=2>w</table>"
    )
    caption, table = blocks(source)
    assert isinstance(table, Table)
    assert (shown(caption), table.tight) == ("Cap", True)
    assert [cell.text for cell in table.head] == ["A", "B"]
    assert [[cell.text for cell in row] for row in table.rows] == [["1", "2\\\nx"], ["", "3"], ["w", ""]]
    assert table.alignments == (Alignment.RIGHT, Alignment.CENTRE)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("<table role=presentation><tr><td>a<td>b</table>", id="presentation"),
        pytest.param("<table><tr><td>a<tr><td>b</table>", id="one column"),
        pytest.param("<table><tr><td><img src=x.png><p>a</p><p>b</p><td></table>", id="images and paragraphs"),
    ],
)
def test_layout_tables_are_unrolled(source: str) -> None:
    assert texts(source) == ["a", "b"]


def test_a_nested_table_is_unrolled_around() -> None:
    kinds = [type(block) for block in blocks("<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>")]
    assert kinds == [Paragraph, Table, Paragraph]


def test_long_things_are_cut() -> None:
    rows = "".join(f"<tr><td>{number}<td>x" for number in range(400))
    tables = [block for block in blocks(f"<table><tr><th>A<th>B{rows}</table>") if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [150, 150, 100]
    assert [(len(table.head), table.tight) for table in tables] == [(2, False), (0, True), (0, True)]
    code = [block for block in blocks("<pre>" + "x\n" * 450 + "</pre>") if isinstance(block, Code)]
    assert [(block.text.count("\n") + 1, block.tight) for block in code] == [(200, False), (200, True), (50, True)]
    sentence = "这是一句话，后面还有。"
    prose = [block for block in blocks(f"<p>a<b>{sentence * 3000}</b></p>") if isinstance(block, Paragraph)]
    assert "".join(map(shown, prose)) == "a" + sentence * 3000
    assert all(len(block.text) < 12_100 and block.text.endswith("。**") for block in prose)
    assert [block.tight for block in prose] == [False] + [True] * (len(prose) - 1)


def test_links_are_numbered_through_the_article() -> None:
    source = (
        '<p><a href="/x (1)">a</a> <a href="javascript:b">b</a> <a href="#c">c</a> <a href=""></a></p>'
        "<table><tr><td>https://d.example/e。后<td><a href=mailto:f@g.example>f</a></table>"
        "<p><a href=//h.example>h</a></p>"
    )
    first, table, last = blocks(source)
    assert isinstance(first, Paragraph)
    assert first.text == "[a](https://news.example/x%20%281%29) b c"
    assert isinstance(table, Table)
    assert [(cell.text, cell.first_link) for cell in table.rows[0]] == [
        ("<https://d.example/e>。后", 2),
        ("[f](mailto:f@g.example)", 3),
    ]
    assert isinstance(last, Paragraph)
    assert last.first_link == 4


def test_a_rule_and_a_heading_are_blocks() -> None:
    rule, heading = blocks("<hr><h3>T<br>u<img src=i.png></h3>")
    assert isinstance(rule, Rule)
    assert isinstance(heading, Heading)
    assert (heading.level, heading.text) == (3, "T u![](https://news.example/2021/i.png)")


def test_deep_nesting_keeps_text_and_memory() -> None:
    assert texts("<section>" * 5000 + "x") == ["x"]
    (deep,) = blocks("<ul><li>" * 3000 + "x")
    assert shown(deep) == "x"
    assert len(deep.inside) == 12


@pytest.mark.parametrize("piece", ["<summary>a", "<dl><dt>a", "<span><div>a", "<b><p>a", "<a href=x><section>a"])
def test_what_is_open_around_a_block_is_noted_within_a_bound(piece: str) -> None:
    document = mend(piece * 500)
    walk = Walk(document, None, {}, Crowd(document))
    walk.run(len(document))
    assert len(walk.split.leaves) == 500
    assert sum(len(leaf.span.prefix) for leaf in walk.split.leaves) < 500 * 500


def test_an_index_past_the_end_raises() -> None:
    with pytest.raises(IndexError):
        html_body("<p>a")[1]


def test_a_body_says_its_language_and_how_long_it_takes() -> None:
    body = html_body("<p>" + "这里写的是中文。" * 200)
    assert (body.language, body.minutes) == ("zh", 4)


@pytest.mark.parametrize(
    "piece", ["<p>a", "<li>a", "<ul><li>a", "<dt>a", "<div>a</div><hr>", "a<br><br>", "<h2>a</h2>"]
)
def test_crowded_html_becomes_few_blocks_and_loses_nothing(piece: str) -> None:
    found = blocks(piece * 20_000)
    assert len(found) < 1500 + 20_000 * len(piece) // 25 + 1000
    assert sum(shown(block).count("a") for block in found) == 20_000


def test_a_table_of_many_small_cells_is_a_table() -> None:
    (*tables,) = blocks("<table>" + "<tr><td>1<td>2<td>3<td>4" * 2000 + "</table>")
    assert all(isinstance(table, Table) for table in tables)


def test_a_crowded_table_loses_nothing() -> None:
    found = blocks("<p>b</p><table>" + "<tr><td>a<td>a" * 15_000 + "</table><p>c</p>")
    assert sum(shown(block).count("a") for block in found) == 30_000
    assert isinstance(found[-1], Paragraph)
    assert found[-1].text.endswith("c")
