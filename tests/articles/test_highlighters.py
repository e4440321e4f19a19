"""What scripts that colour code have left in an article is code again."""

from __future__ import annotations

import pytest

from reader.domain.block import Code, Paragraph
from tests.articles.html_bodies import blocks, shown

SYNTAX_HIGHLIGHTER = (
    '<div class="syntaxhighlighter nogutter java"><div class="toolbar"><a href="#">?</a></div><table><caption>A.java'
    '</caption><tr><td class="gutter"><div class="line number1">1</div></td><td class="code"><div class="container">'
    '<div class="line number1"><code class="java keyword">int</code> <code class="java plain">a &lt; b;</code></div>'
    '<div class="line number2"><code class="java spaces">&nbsp;&nbsp;</code><code>c;</code></div></div></table></div>'
)
DP_HIGHLIGHTER = (
    '<div class="dp-highlighter bg_java"><div class="bar"><div class="tools">[java] view plain</div></div>'
    '<ol start="1" class="dp-j"><li><span><span>int</span> a &lt; b;</span></li><li>&nbsp; c;</li></ol></div>'
)
CRAYON = (
    '<div class="crayon-syntax crayon-theme-classic"><div class="crayon-toolbar"><span class="crayon-title">A.java'
    '</span><div class="crayon-tools">Java</div></div><div class="crayon-plain-wrap"><textarea>int a</textarea></div>'
    '<table><tr><td class="crayon-nums"><div class="crayon-num">1</div></td><td class="crayon-code"><div '
    'class="crayon-line"><span>int</span> <span>a &lt; b;</span></div><div class="crayon-line">  c;</div></table></div>'
)


@pytest.mark.parametrize(
    ("source", "language", "titles"),
    [
        pytest.param(SYNTAX_HIGHLIGHTER, "java", ["A.java"], id="SyntaxHighlighter"),
        pytest.param(DP_HIGHLIGHTER, "java", [], id="dp-highlighter"),
        pytest.param(CRAYON, None, ["A.java"], id="Crayon"),
    ],
)
def test_coloured_lines_are_code(source: str, language: str | None, titles: list[str]) -> None:
    found = blocks(f"<p>d</p>{source}")
    code = [(block.text, block.language) for block in found if isinstance(block, Code)]
    assert code == [("int a < b;\n  c;", language)]
    assert [shown(block) for block in found if isinstance(block, Paragraph)] == ["d", *titles]


def test_what_holds_no_lines_stays() -> None:
    (paragraph,) = blocks('<div class="dp-highlighter">a</div>')
    assert shown(paragraph) == "a"


def test_text_that_a_highlighter_swallows_stays() -> None:
    found = blocks('<div class="dp-highlighter"><ol><li>a</ol><p>b</p>' * 100)
    assert [shown(block) for block in found] == ["a", "b"] * 100
