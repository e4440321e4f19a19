"""Whether the page shows what a body says: `python -m tests.preservation FOLDER...` tries every article below.

What a body says are the characters that an HTML parser which Broadsheet does not use finds outside of tags, white
space and invisible characters aside; Markdown is rendered to HTML first, by markdown-it. Besides,

* what a reader is not meant to see is not said: script, style, templates, comments, the fallback of frames, videos and
  objects, line numbers beside code, the copies of a formula that KaTeX and MathJax keep, tags of site generators and
  lists of attributes (`{#id}`), the sign beside a heading that leads to it, notes to those without scripts;
* what the page writes as a marker is not said either: the boxes of tasks, and the links to and from footnotes;
* the footnotes of Markdown come last, in their order in the file;
* in an open element of HTML inside Markdown, such as a table, and behind a paragraph of HTML that is open, an indented
  tag of a block is a tag, and no code; and what is indented by four right behind a list is no code either;
* asterisks between a quotation mark or a dash and a letter mean bold, and are not said;
* formulas in escaped brackets, images with a size and rows that are too long are read by the page's own rules;
* an image that stands for a letter or a formula says it;
* ruby is said in parentheses and `<q>` in quotation marks, as the page sets them;
* sub- and superscript characters say the same as plain ones, and a power that has none as it does in `^()`.

What the page shows are the characters of its lines, 80 cells wide, but for those of the roles in ASIDE, placeholders
without a caption, and the head of a table that stands before each value: it counts once. A table, whose cells stand
beside each other, may show its characters in any order; all others come in the order of the body.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_cjk_friendly import cjk_friendly
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from rich.style import Style

from reader.articles.article_file import ArticleSource, read_source
from reader.articles.body import read_body
from reader.articles.images import read_image
from reader.articles.markdown_blocks import read_table
from reader.articles.markdown_formulas import read_formula
from reader.articles.markdown_inline import read_emphasis, read_sized_image
from reader.articles.sanitize import clean
from reader.articles.site_hints import replace_site_tags
from reader.domain.article import MarkupKind
from reader.domain.block import Embed, Figure, Table
from reader.domain.errors import ArticleError
from reader.render.block_lines import set_block
from reader.render.theme import Role, Theme
from reader.render.typesetter import Typesetter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from markdown_it.token import Token

    from reader.domain.block import Block, Body

WIDTH = 80
ASIDE = (
    Role.MARKER, Role.QUOTE_BAR, Role.RULE, Role.FRAME, Role.PICTURE, Role.LINK_NUMBER, Role.CODE_LANGUAGE
)  # fmt: skip
"""What these roles play is not the article's text: bullets, numbers, bars, frames, labels."""

_ASIDE, _HEAD = Style(conceal=True), Style(bold=True)
_THEME = Theme({**dict.fromkeys(ASIDE, _ASIDE), Role.TABLE_HEAD: _HEAD})
_OPENED, _CLOSED = re.compile("<(?:table|div|ul|ol|section)[ >]"), re.compile("</(?:table|div|ul|ol|section)>")
_BLOCK = re.compile(r"\s*</?(?:p|div|h\d|ul|ol|li|dl|dt|dd|td|th|tr|tbody|thead|table|blockquote|section)\b")
_PLAIN = str.maketrans(
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ−⁄",
    "0123456789+-=()abcdefghijklmnoprstuvwxyz0123456789+-=()aehijklmnoprstuvx-/",
)
_POWER = re.compile(r"\^\(([-+\d][^()]*)\)")
_UNSAID = frozenset({"script", "style", "template", "title", "iframe", "video", "audio", "object", "noframes", "rp"})
_UNSAID_CLASS = re.compile(
    r"\b(?:jammer|pre-numbering|lnt|ln|lineno|linenos|line-numbers?|gutter|rouge-gutter|katex-html|MathJax_Preview|footnote-backref)\b"
)
_NOTE = re.compile(r"<(?:li|section)\b[^>]*\bid=[\"']?([^\"'\s>]+)")
_ARROW = re.compile(r"<a\b[^<>]*href=[\"']?#(?:fn|_?ftn|_?edn|cite_)?-?ref[^<>]*>[^<\w]*</a>")
_SIGN = re.compile(r"<a\b[^<>]*href=[\"']?#[^<>]*>\s*[¶#🔗]\ufe0f?\s*</a>")
_SCRIPTLESS = re.compile(
    r"<noscript>(?=.{0,250}(?i:java ?script|脚本))(?:(?!<img)(?!</?noscript).){0,400}</noscript>", re.DOTALL
)
_TASK = re.compile(r"^\[[ xX]\](?=\s)")
_ATTRIBUTES = re.compile(r"(?<!\$)\{:?\s*[#.]\w[\w:.#\s-]*\}\s*(?=</[hlp])")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


class VisibleText(HTMLParser):
    """Collects the text of HTML that has footnotes of these identifiers."""

    def __init__(self, notes: Collection[str]) -> None:
        super().__init__()
        self.text = ""
        self._notes = notes
        self._unsaid: list[str] = []
        """The elements that are open, from the outermost one that says nothing on."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "img" and not self._unsaid and (image := read_image(values, None)):
            self.text += image.spelling or ""
        if tag in _VOID:
            return
        if (
            self._unsaid
            or tag in _UNSAID
            or _UNSAID_CLASS.search(values.get("class", ""))
            or (tag == "a" and values.get("href", "")[1:] in self._notes)
        ):
            self._unsaid.append(tag)
        elif tag in ("rt", "q"):
            self.text += "(" if tag == "rt" else "“"

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unsaid:
            while self._unsaid.pop() != tag:
                pass
        elif tag in ("rt", "q") and not self._unsaid:
            self.text += ")" if tag == "rt" else "”"

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.text += data


def body_of(source: ArticleSource) -> Body:
    """Return the body of `source` as the reader has it."""
    return read_body(source.text, source.markup, article=source.article)


def said(source: ArticleSource) -> str:
    """Return what the body of `source` says."""
    text = replace_site_tags(clean(source.text), source.markup)
    if source.markup is MarkupKind.MARKDOWN:
        text = _ATTRIBUTES.sub("", _render(text))
    parser = VisibleText(_NOTE.findall(text))
    for unsaid in (_ARROW, _SIGN, _SCRIPTLESS):
        text = unsaid.sub("", text)
    parser.feed(text)
    parser.close()
    return _characters(clean(parser.text))


def shown(body: Body) -> Iterator[tuple[str, bool]]:
    """Yield what each block of `body` shows, and whether in the order of the body."""
    setter = Typesetter(_THEME, body.language)
    for index in range(len(body)):
        block = body[index]
        if isinstance(block, Embed) or (isinstance(block, Figure) and block.caption is None):
            continue
        pieces = [
            (segment.text, segment.style or Style.null())
            for line in set_block(block, WIDTH, setter)
            for segment in line.segments
        ]
        text = _characters("".join(text for text, style in pieces if not style.conceal and not style.bold))
        head = _characters("".join(text for text, style in pieces if style.bold and not style.conceal))
        yield _head_once(block, head, setter) + text, not isinstance(block, Table)


def difference(source: ArticleSource, body: Body) -> str | None:
    """Return what `source` says and `body` shows where they first differ, None if they do not."""
    expected, at = said(source), 0
    for text, ordered in shown(body):
        piece = expected[at : at + len(text)]
        if piece != text if ordered else Counter(piece) != Counter(text):
            return f"said {expected[max(0, at - 20) : at]}|{piece[:200]}\nshown {text[:200]}"
        at += len(text)
    return None if at == len(expected) else f"never shown: {expected[at : at + 200]}"


def _head_once(block: Block, head: str, setter: Typesetter) -> str:
    if not isinstance(block, Table):
        return head
    once = _characters("".join(span.text for cell in block.head for span in setter.parse(cell.text)))
    return once if Counter(once) <= Counter(head) else head


def _characters(text: str) -> str:
    """Return `text` without white space and what nobody sees, its scripts plain."""
    return "".join(
        character
        for character in _POWER.sub(r"\1", text.translate(_PLAIN))
        if not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf")
    )


def _render(markdown: str) -> str:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(cjk_friendly)
    parser.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    parser.use(amsmath_plugin)
    parser.block.ruler.at("table", read_table, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.at("emphasis", read_emphasis)
    parser.inline.ruler.before("escape", "formula", read_formula)
    parser.inline.ruler.before("image", "sized_image", read_sized_image)
    for name, mark in (("math_inline", "$"), ("math_inline_double", "$$"), ("math_block", "$$")):
        parser.add_render_rule(name, lambda _, tokens, at, *__, mark=mark: f"{mark}{tokens[at].content}{mark}")
    for name in ("footnote_ref", "footnote_reference_open", "footnote_reference_close"):
        parser.add_render_rule(name, lambda *_: "")
    environment: dict[str, object] = {}
    body: list[Token] = []
    notes: list[Token] = []
    in_note = depth = 0
    tokens = _parse(parser, markdown, environment)
    for item, token in zip(tokens, tokens[2:], strict=False):
        if item.type == "list_item_open" and token.children:
            token.children[0].content = _TASK.sub("", token.children[0].content)
    in_paragraph = False
    for token in tokens:
        in_html = depth > 0 or in_paragraph
        if token.type == "html_block" or (token.type == "code_block" and in_html and _BLOCK.match(token.content)):
            token.type = "html_block"
            in_paragraph = in_paragraph or token.content.rfind("<p>") > token.content.rfind("</p>")
            depth += len(_OPENED.findall(token.content)) - len(_CLOSED.findall(token.content))
        else:
            in_paragraph = False
        in_note += token.type == "footnote_reference_open"
        (notes if in_note else body).append(token)
        in_note -= token.type == "footnote_reference_close"
    return "".join(str(parser.renderer.render(part, parser.options, environment)) for part in (body, notes))


def _parse(parser: MarkdownIt, markdown: str, environment: dict[str, object]) -> list[Token]:
    tokens: list[Token] = []
    after_list = False
    for token in parser.parse(markdown, environment):
        if token.type == "code_block" and after_list:
            tokens += parser.parse(token.content, environment)
            continue
        after_list = token.type.endswith("list_close") or (after_list and token.type == "html_block")
        tokens.append(token)
    return tokens


def main(folders: Sequence[str]) -> int:
    """Print the articles below `folders` that lose or gain text; return 1 if there are any."""
    files = [file for folder in folders for file in sorted(Path(folder).rglob("*.*"))]
    wrong = tried = 0
    for file in files:
        try:
            source = read_source(file, root=file.parent)
        except ArticleError:
            continue
        tried += 1
        if found := difference(source, body_of(source)):
            wrong += 1
            print(f"{file}\n{found}\n")
    print(f"{tried - wrong} of {tried} articles are shown as they are, {100 * (tried - wrong) / max(1, tried):.2f} %")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
