"""Markdown bodies go the road of HTML, their phrases read when they are shown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.articles import body as body_module
from reader.articles.body import read_body
from reader.domain.article import MarkupKind
from reader.domain.block import (
    Alignment,
    Block,
    Code,
    Definition,
    Figure,
    Footnote,
    Heading,
    Item,
    Paragraph,
    Quote,
    Table,
)
from reader.render.references import links_of, pictures_of
from tests.articles import html_bodies

ARTICLE = replace(html_bodies.ARTICLE, url="https://news.example/a")


def blocks(text: str) -> list[Block]:
    body = read_body(text, MarkupKind.MARKDOWN, article=ARTICLE)
    return [body[index] for index in range(len(body))]


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text) if isinstance(block, Paragraph | Heading | Code)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("# H {#id}\n\nSet\n===\n", ["H", "Set"], id="headings"),
        pytest.param("a\n*b* **c** `d` ~~e~~", ["a *b* **c** `d` ~~e~~"], id="phrases"),
        pytest.param("中文\n换行  \nhard\\\nend", ["中文换行\\\nhard\\\nend"], id="line ends"),
        pytest.param(
            "[x][r] and [r]\n\n[r]: /s", ["[x](https://news.example/s) and [r](https://news.example/s)"], id="refs"
        ),
        pytest.param("<https://a.b> https://c.d/e，中", ["<https://a.b> <https://c.d/e>，中"], id="bare addresses"),
        pytest.param("**“引文。”**他说", ["**“引文。”**他说"], id="emphasis beside full-width punctuation"),
        pytest.param("x**“引文”**abc", ["x“**引文**”abc"], id="emphasis between a quotation mark and a letter"),
        pytest.param("**“A”**b **“C”**d", ["**“A**”b **“C**”d"], id="emphasis twice beside quotation marks"),
        pytest.param("’**b** —**c**d", ["’**b** —**c**d"], id="emphasis behind marks that end nothing"),
        pytest.param("$a_1 * b_2$ costs $5", ["$a_1 \\* b_2$ costs $5"], id="mathematics as typed"),
        pytest.param(
            r"\(a_1*b*\) \[c\](d) \(*e* f\)", [r"\\(a_1\*b\*\\) \[c\](d) (*e* f)"], id="mathematics in brackets"
        ),
        pytest.param(
            r"\[[a](b_c)\] \[^1\] \[Ctrl^C\] \[d **e** f_g\] \\(**h**\\)",
            [r"\[[a](https://news.example/b_c)\] \[^1\] \[Ctrl^C\] \[d **e** f_g\] \\(**h**\\)"],
            id="no mathematics in brackets",
        ),
        pytest.param(r"\(mc^2\) \(a^{bc}\)", [r"\\(mc^2\\) \\(a^{bc}\\)"], id="powers in brackets"),
        pytest.param(r"\\(a*b*c \\\\ d\_e\\)", [r"\\(a\*b\*c \\\\ d_e\\)"], id="mathematics in escaped brackets"),
        pytest.param("\\[\na_1*b*\n\\]", ["\\\\\\[\\\na_1\\*b\\*\\\n\\\\\\]"], id="mathematics of several lines"),
        pytest.param(
            "a\n\\begin{align}\nb*c*d \\\\\n\\end{align}\ne",
            ["a", "\\\\begin{align}\\\nb\\*c\\*d \\\\\\\\\\\n\\\\end{align}", "e"],
            id="an environment of mathematics",
        ),
        pytest.param("a <br> b <font color=red>c</font> <u>d</u>", ["a\\\nb c <u>d</u>"], id="inline HTML"),
        pytest.param("<div>\n\nin **md**\n\n</div>", ["in **md**"], id="HTML around Markdown"),
        pytest.param("<div>\n <div>\n\n     <p>in</p>\n </div></div>", ["in"], id="indented HTML in open HTML"),
        pytest.param("<div></div>\n\n    <p>in</p>", ["<p>in</p>"], id="indented HTML that is code"),
        pytest.param("<p>\n a\n\n    <p>\n    b</p>\n\n    <p>c</p>\n", ["a", "b", "c"], id="HTML behind an open p"),
        pytest.param("<p>a</p>\n\n    <p>b</p>", ["a", "<p>b</p>"], id="HTML as code behind a closed p"),
        pytest.param("  1. a\n\n    b *c*\n  2. d", ["a", "b *c*", "d"], id="indented by four below a marker"),
        pytest.param("  * a\n\n        b", ["a", "b"], id="code below a marker"),
        pytest.param("- a\n\nb\n\n    *c*", ["a", "b", "*c*"], id="code after a paragraph"),
        pytest.param("<details><summary>s</summary>\n\nrest\n\n</details>", ["**s**", "rest"], id="details"),
        pytest.param("[TOC]\n\na", ["a"], id="contents"),
        pytest.param("a&lt;b snake_case R&D &nbsp;", ["a\\<b snake_case R&D"], id="entities"),
        pytest.param("x\n{: .note}\n\n{% raw %}y{% endraw %} `{% keep %}`", ["x", "y `{% keep %}`"], id="site tags"),
        pytest.param(
            "> [!NOTE]\n> a *b*\n\n- > [!tip]- A *t*\n  > c", ["**Note**", "a *b*", "**A *t***", "c"], id="alerts"
        ),
        pytest.param(
            "[a](javascript:b(1)) [c](data:d,e) [f][g]\n\n[g]: vbscript:h", ["a c f"], id="addresses never followed"
        ),
        pytest.param("a [!NOTE] b", ["a \\[!NOTE\\] b"], id="no alert"),
        pytest.param(
            "a\n::: tip A *t*\nb\n:::\n:::: tabs\n- d\n\n  :::warning\n  c\n:::\n::::\n::: {.d}\ne:::f",
            ["a", "**A *t***", "b", "d", "**Warning**", "c", "e:::f"],
            id="containers",
        ),
        pytest.param(
            '!!! note "A *t*"\n    b *c*\n\n    ??? tip\n        d\n!!! h\n    i\n\n```\n!!! e\n    f\n```\n!!! g',
            ["**A *t***", "b *c*", "**Tip**", "d", "**H**", "i", "!!! e\n    f", "!!! g"],
            id="admonitions",
        ),
        pytest.param("[](https://a.b)\n\n&nbsp;\n\nz", ["z"], id="no empty paragraphs"),
        pytest.param(">" * 500 + " x", ["x"], id="deep quotes"),
    ],
)
def test_markdown_becomes_paragraphs_of_its_text(source: str, expected: list[str]) -> None:
    found = [text.lstrip("> \\") for text in texts(source)] if source.startswith(">") else texts(source)
    assert found == expected


def test_lists_and_quotes_contain_their_paragraphs() -> None:
    source = "- [ ] a\n- [x] b\n\n7. c\n8. d\n\n   e\n\n> f\n"
    assert [(block.text, block.inside) for block in blocks(source) if isinstance(block, Paragraph)] == [
        ("a", (Item("☐"),)),
        ("b", (Item("☑"),)),
        ("c", (Item("7."),)),
        ("d", (Item("8."),)),
        ("e", (Item("8."),)),
        ("f", (Quote(),)),
    ]


def test_terms_stand_above_their_definitions() -> None:
    found = list(blocks("A *term*\n: what it means\n:   more\n\nB\n\n: c\n\n  d\n\nAt 10\n:00\n"))
    assert [(block.text, block.inside, block.opens) for block in found if isinstance(block, Paragraph)] == [
        ("**A *term***", (), 0),
        ("what it means", (Definition(),), 1),
        ("more", (Definition(),), 1),
        ("**B**", (), 0),
        ("c", (Definition(),), 1),
        ("d", (Definition(),), 0),
        ("At 10 :00", (), 0),
    ]


def test_code_is_kept_as_typed_with_its_language() -> None:
    source = "```py {.x}\na\n\n\nb <c>\n```\n\n    ind\n\n{% highlight go %}\nd\n\ne{% endhighlight %}\n"
    found = [(block.language, block.text) for block in blocks(source) if isinstance(block, Code)]
    assert found == [("py", "a\n\n\nb <c>"), (None, "ind"), ("go", "d\n\ne")]


def test_a_table_has_its_cells_and_their_alignment() -> None:
    (table,) = blocks("| A | B |\n|--:|:-:|\n| a\\|b | **c** |\n")
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]] == ["a|b", "**c**"]
    assert [str(alignment) for alignment in table.alignments] == ["right", "centre"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("|a|b||c|", ["a", "b||c"]),
        ("a|b|c", ["a", "b|c"]),
        ("|a|b\\|c|", ["a", "b|c"]),
        ("|a|", ["a", ""]),
        ("|a|b||", ["a", "b"]),
        ("| a | b |  |  |", ["a", "b"]),
    ],
)
def test_a_row_with_more_cells_than_the_table_loses_none(row: str, expected: list[str]) -> None:
    (table,) = blocks(f"|A|B|\n|-|-|\n|x|y|\n{row}\n")
    assert isinstance(table, Table)
    assert [[cell.text for cell in cells] for cells in table.rows] == [["x", "y"], expected]


def test_images_split_their_paragraph() -> None:
    before, figure, after = blocks('one ![A cat](/i.png "t") two https://a.b')
    assert isinstance(before, Paragraph)
    assert before.text == "one"
    assert isinstance(figure, Figure)
    assert (figure.picture.address, figure.picture.text) == ("https://news.example/i.png", "A cat")
    assert isinstance(after, Paragraph)
    assert (after.text, after.first_link) == ("two <https://a.b>", 1)


@pytest.mark.parametrize(
    "tag",
    [
        '{{< figure src="a.png" caption="one **two**" >}}',
        '{% include image.html img="a.png" description="one **two**" %}',
        "[caption id=1]![](a.png) one\n\n**two** [/caption]",
        "[caption][![](a.png)](https://a.b) one **two**[/caption]",
    ],
)
@pytest.mark.parametrize("behind", ["", "\n", "\n\n"])
def test_a_tag_of_a_figure_leaves_what_follows_markdown(tag: str, behind: str) -> None:
    figure, paragraph, item = blocks(f"{tag}{behind}*a* b\n* item")
    assert isinstance(figure, Figure)
    assert figure.caption == "one **two**"
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "*a* b"
    assert item.inside == (Item("•"),)


@pytest.mark.parametrize("tag", ["{% asset_img a.png %}", "{% youtube a %}", "[audio https://a.b/c]"])
def test_a_tag_stays_in_a_list_if_it_stands_there(tag: str) -> None:
    assert [block.inside for block in blocks(f"- {tag}\n- b")] == [(Item("•"),), (Item("•"),)]
    assert [block.inside for block in blocks(f"- a\n{tag}")] == [(Item("•"),), ()]
    assert [block.inside for block in blocks(f"  - \n{tag}\n\n    b")] == [(Item("•"),), (Item("•"),)]


@pytest.mark.parametrize(
    ("size", "expected"), [("=300x200", (300, 200)), ("=300pxx200px 'T'", (300, 200)), ("=30%x", (None, None))]
)
def test_an_image_with_its_size_behind_its_address(size: str, expected: tuple[int | None, int | None]) -> None:
    (figure,) = blocks(f"![A cat](/b.png {size})")
    assert isinstance(figure, Figure)
    picture = figure.picture
    assert (picture.address, picture.text) == ("https://news.example/b.png", "A cat")
    assert (picture.width, picture.height) == expected


def test_an_image_without_a_safe_address_has_its_text() -> None:
    assert [
        block.picture.text
        for block in blocks("![A cat](javascript:a) ![A dog](data:image/svg+xml;base64,AA)")
        if isinstance(block, Figure)
    ] == ["A cat", "A dog"]


def test_footnotes_stand_at_the_end() -> None:
    text, rest, note, more = blocks("a[^n]\n\n[^n]: note *x*\n\n    more\n\nb")
    assert isinstance(text, Paragraph)
    assert text.text == "a[^n]"
    assert rest.inside == ()
    assert (note.inside, note.opens, more.inside, more.opens) == ((Footnote("n"),), 1, (Footnote("n"),), 0)


def test_links_are_numbered_through_the_article() -> None:
    source = "[a](https://a.b) [c](/d)\n\nhttps://e.f\n\n[g](https://h.i)"
    assert [block.first_link for block in blocks(source) if isinstance(block, Paragraph)] == [1, 3, 4]


def test_what_refers_to_an_address_counts_as_a_link_if_there_is_one() -> None:
    source = "[a] [b](http://b.b)\n\n[c][] [d][a] [e][gone]\n\n[f][local]\n\nlast\n\n"
    definitions = "[a]: http://a.a\n[c]: http://c.c\n[local]: #here\n"
    paragraphs = [block for block in blocks(source + definitions) if isinstance(block, Paragraph)]
    assert [paragraph.first_link for paragraph in paragraphs] == [1, 3, 5, 5]


def test_link_references_follow_each_other() -> None:
    definitions = "".join(f'[r{number}]: /{number}\n  "a title\n  of two lines"\n' for number in range(50))
    assert texts(f"[a][r0] [b][r49]\n\n{definitions}\nc") == [
        "[a](https://news.example/0) [b](https://news.example/49)",
        "c",
    ]


@pytest.mark.parametrize("first", ["", "&nbsp;"])
@pytest.mark.parametrize("piece", ["*a ", "_a ", "~~a ", "[a ", "\\[a ", "**a* "])
def test_marks_that_never_close_are_shown_as_typed(first: str, piece: str) -> None:
    shown = "".join(re.sub(r"\\(.)", r"\1", text) for text in texts(first + piece * 1200))
    assert shown.replace(" ", "") == (piece * 1200).replace("\\", "").replace(" ", "")


LINES = st.lists(
    st.sampled_from(["- ", "> ", "1. ", "# ", "    ", "```", "|a|b|", "|-|-|", "\n", "\n\n", "*", "**", "_", "`"])
    | st.sampled_from(
        [
            "[x](https://y.example)",
            "![i](j)",
            "<a@b.cc>",
            "https://z.example",
            "[^1]",
            "[^1]: ",
            "$",
            "$$",
            "<div>",
            "</div>",
            "<b>",
            "中文",
            "“引”",
        ]
    )
    | st.sampled_from(["a b", "&#27;", "\\", "---", "[ ] ", "{% x %}"]),
    max_size=40,
).map("".join)


@settings(max_examples=300)
@given(LINES | st.text(max_size=200))
def test_any_markdown_becomes_blocks_in_any_order(source: str) -> None:
    forwards = blocks(source)
    body = read_body(source, MarkupKind.MARKDOWN, article=ARTICLE)
    assert [body[index] for index in reversed(range(len(body)))][::-1] == forwards
    assert "\x1b" not in repr(forwards)
    assert all(body.weight(index) > 0 for index in range(len(body)))
    assert all(body.refers(index) for index, block in enumerate(forwards) if links_of(block) or pictures_of(block))


def blocks_by_parts(source: str, size: int) -> list[Block]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(body_module, "_PART", size)
        return blocks(source)


@settings(max_examples=300)
@given(LINES | st.text(max_size=200), st.integers(1, 60))
def test_markdown_read_part_by_part_is_the_markdown_read_at_once(source: str, size: int) -> None:
    assert blocks_by_parts(source, size) == blocks_by_parts(source, len(source) + 1)


def test_the_end_of_a_long_text_is_not_read_for_its_beginning() -> None:
    body = read_body(
        "## A\n\nb **c** and more words, as many as a line of text has\n\n" * 5000, MarkupKind.MARKDOWN, article=ARTICLE
    )
    assert body[0] == Heading(level=2, text="A")
    assert body.known < 2000
    assert body.rest > 10_000
    assert len(body) == 10_000


def test_a_long_table_is_read_row_by_row() -> None:
    body = read_body("|a|b|\n|:-:|-|\n" + "|some text|more|\n" * 1000 + "|a|", MarkupKind.MARKDOWN, article=ARTICLE)
    assert isinstance(body[0], Table)
    assert body.known <= 3
    tables = [body[index] for index in range(len(body))]
    assert all(isinstance(table, Table) for table in tables)
    assert [table.tight for table in tables] == [False] + [True] * (len(tables) - 1)
    assert [len(table.head) for table in tables if isinstance(table, Table)] == [2] + [0] * (len(tables) - 1)
    assert sum(len(table.rows) for table in tables if isinstance(table, Table)) == 1001
    assert {table.alignments for table in tables if isinstance(table, Table)} == {(Alignment.CENTRE, Alignment.LEFT)}


@pytest.mark.parametrize("piece", ["1) a\n", "- [ ] a\n", "|a|\n|-|\n", "a\n\n", "# a\n", "![", "[](", "[^1]: a\n\n"])
def test_crowded_markdown_becomes_few_blocks_and_loses_nothing(piece: str) -> None:
    found = blocks(piece * 12_000)
    assert len(found) < 9000
    shown = "".join(block.text for block in found if isinstance(block, Paragraph | Heading | Code))
    tables = [cell.text for block in found if isinstance(block, Table) for cell in block.head]
    assert shown.count("a") + len(tables) == 12_000 * piece.count("a")
    assert shown.count("[") >= (12_000 if piece in ("![", "[](") else 0)
