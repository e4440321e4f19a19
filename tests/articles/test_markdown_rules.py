"""The rules of blocks that are not asked would have said no."""

from __future__ import annotations

from hypothesis import given, reject, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from reader.articles.markdown_rules import QuickRuler

BEGINNINGS = ["", "- ", "* ", "1. ", "2) ", "> ", "# ", "```\n", "~~~\n", "[a]: ", "[^1]: ", ": ", "~ ", "---", "***"]
OTHERS = [
    "===",
    "|",
    "a|b",
    "-|-\n",
    "    ",
    "  ",
    "\t",
    "<div>",
    "<!--",
    "$$",
    "$$\n",
    "_ _ _",
    "a",
    "b c",
    "中",
    "\\",
]
MARKDOWN = st.lists(st.sampled_from([*BEGINNINGS, *OTHERS, "\n", "\n", "\n\n"]), max_size=30).map("".join)


def new_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.use(footnote_plugin).use(dollarmath_plugin).use(deflist_plugin)
    return parser


PLAIN = new_parser()
QUICK = new_parser()
QUICK.block.ruler = QuickRuler(QUICK.block.ruler)


@settings(max_examples=500)
@given(MARKDOWN)
def test_rules_that_are_not_asked_would_have_said_no(source: str) -> None:
    try:
        parsed = PLAIN.parse(source)
    except IndexError:
        reject()  # a rule looks behind the end, where a quotation ends with an empty line after a table
    assert QUICK.parse(source) == parsed
