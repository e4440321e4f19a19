"""What the block elements of HTML open and close during the walk: containers, lists, tables, figures and code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.builder import LONGEST
from reader.articles.code import code_language, code_pieces, code_text
from reader.articles.footnotes import note_label
from reader.articles.html_tree import attributes
from reader.articles.leaves import Kind, Leaf, Span
from reader.articles.lists import item_marker, read_list
from reader.articles.tables import CONTINUED, TableFrame
from reader.domain.block import Container, Definition, Footnote, Item, Quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.articles.builder import Builder
    from reader.articles.html_body import Walk

_GUTTER = re.compile(r'class="[^"]*\b(?:gutter|rouge-gutter|linenos|line-?nos?|code-snippet__line-index|linenodiv)\b')
_GALLERY = re.compile(r'class="[^"]*\bblocks-gallery-')
"""Lists whose items are images: WordPress."""
_PRE = re.compile(r"<(/?)pre\b")
_NOT_CODE = re.compile(r"<(?:img|table|iframe|video|audio)\b")
_CODE_CHILD = re.compile(r"\s*<code\b[^>]*>")
_LANGUAGE_DEPTH = 7
_PARAGRAPHS_OF_A_CELL = 3
_BOLD = ("b", "<b>")
_BOLD_WITHIN = 30
_MOST_IN_FIGURE = 100


SKIPPABLE = frozenset({"pre", "td", "ul", "div"})
"""The elements that `skip_block` looks into."""


def skip_block(walk: Walk, name: str, tag: re.Match[str]) -> bool:
    """Read the whole of a block that is no text, such as code or its line numbers; return whether it was one."""
    if name == "pre":
        return _read_code(walk, tag)
    if "class" in tag[3] and _GUTTER.search(tag[3]):
        end = walk.document.find(f"</{name}>", walk.at)
        walk.at = end + len(name) + 3 if end >= 0 else walk.at
        return end >= 0
    return False


def _read_code(walk: Walk, tag: re.Match[str]) -> bool:
    document, depth, end, after = walk.document, 1, len(walk.document), len(walk.document)
    for other in _PRE.finditer(document, walk.at):
        depth += -1 if other[1] else 1
        if depth == 0:
            end, after = other.start(), document.find(">", other.end()) + 1
            break
    source = document[walk.at : end]
    if _NOT_CODE.search(source):
        return False
    child = _CODE_CHILD.match(source)
    around = [attributes for attributes, _, _ in reversed(walk.blocks[-_LANGUAGE_DEPTH:])]
    language = code_language([*([child[0]] if child else []), tag[3], *around])
    for number, piece in enumerate(code_pieces(code_text(source))):
        if piece.strip() or number:
            leaf = walk.builder.add(Kind.CODE, Span(end, end))
            leaf.text, leaf.name = piece, language
            leaf.tight = leaf.tight or number > 0
    walk.at = after
    return True


def _open_container(walk: Walk, container: Container) -> Callable[[int], None]:
    outer = walk.builder.enter(container)
    return lambda _: walk.builder.leave(outer)


def _open_quote(walk: Walk, _tag: re.Match[str]) -> Callable[[int], None]:
    return _open_container(walk, Quote())


def _open_definition(walk: Walk, _tag: re.Match[str]) -> Callable[[int], None]:
    walk.builder.tight = True
    close = _open_container(walk, Definition())

    def end(at: int) -> None:
        close(at)
        walk.builder.tight = False

    return end


def _open_bold(walk: Walk, _tag: re.Match[str]) -> Callable[[int], None]:
    if _BOLD in walk.inline[-_BOLD_WITHIN:]:
        return lambda _: None
    walk.inline.append(_BOLD)

    def end(_: int) -> None:
        if _BOLD in walk.inline:
            del walk.inline[len(walk.inline) - 1 - walk.inline[::-1].index(_BOLD)]

    return end


def _open_section(walk: Walk, tag: re.Match[str]) -> Callable[[int], None] | None:
    label = note_label(attributes(tag[3]).get("id", "")) if "footnote" in tag[3] else None
    if label is None:
        return None
    return _open_container(walk, Footnote(label))


def _open_heading(walk: Walk, tag: re.Match[str]) -> Callable[[int], None]:
    outer, walk.heading = walk.heading, int(tag[2][1])

    def end(_: int) -> None:
        walk.heading = outer

    return end


def _open_list(walk: Walk, tag: re.Match[str]) -> Callable[[int], None] | None:
    if _GALLERY.search(tag[3]):
        return None
    builder, outer = walk.builder, walk.builder.inside
    builder.inside = _item_before(walk) or outer
    within_item = _is_below_text(builder)
    frame = read_list(tag[2], attributes(tag[3]), walk.document, walk.at, len(walk.lists))
    walk.lists.append(frame)

    def end(_: int) -> None:
        walk.lists.pop()
        builder.inside = outer
        frame.close(within_item=within_item)

    return end


def _item_before(walk: Walk) -> tuple[Container, ...] | None:
    """Return the containers of the last item of a list that a list follows in no item: it belongs to that item."""
    builder, around = walk.builder, walk.lists[-1] if walk.lists else None
    if around is None or not around.firsts or (builder.items and builder.items[-1][0] is around) or builder.unopened:
        return None
    depth = len(builder.inside)
    inside = around.firsts[-1].inside
    return inside[: depth + 1] if inside[:depth] == builder.inside else None


def _is_below_text(builder: Builder) -> bool:
    """Return whether what begins here is in an item, below text of it that is neither code nor a quote."""
    if builder.unopened or not builder.inside or not isinstance(builder.inside[-1], Item):
        return False
    before = builder.leaves[-1]
    return before.kind is not Kind.CODE and Quote() not in before.inside[len(builder.inside) :]


def _open_item(walk: Walk, tag: re.Match[str]) -> Callable[[int], None] | None:
    if _GALLERY.search(tag[3]):
        return None
    own = attributes(tag[3])
    frame = walk.lists[-1] if walk.lists else None
    marker = item_marker(frame, own, walk.document, walk.at)
    label = note_label(own.get("id", ""))
    outer = walk.builder.enter(Item(marker) if label is None else Footnote(label))
    walk.builder.items.append((frame, 0))

    def end(_: int) -> None:
        frame_, count = walk.builder.items.pop()
        if walk.builder.items and frame_ is None and count:
            walk.builder.items[-1] = (walk.builder.items[-1][0], walk.builder.items[-1][1] + 1)
        walk.builder.leave(outer)

    return end


def _open_table(walk: Walk, tag: re.Match[str]) -> Callable[[int], None]:
    builder = walk.builder
    layout = 'role="presentation"' in tag[3] or 'role="none"' in tag[3]
    tight = builder.tight or f'class="{CONTINUED}"' in tag[3]
    frame = TableFrame(len(builder.leaves), builder.unopened, tight, layout)
    walk.tables.append(frame)

    def end(at: int) -> None:
        walk.tables.pop()
        if walk.tables:
            walk.tables[-1].layout = True
        grids = frame.grids() if len(builder.leaves) > frame.leaves else []
        if not grids:
            return
        del builder.leaves[frame.leaves :]
        builder.unopened, builder.tight = frame.opens, frame.tight
        for number, grid in enumerate(grids):
            leaf = builder.add(Kind.TABLE, Span(at, at))
            leaf.grid = grid
            leaf.tight = leaf.tight or number > 0

    return end


def _open_caption(walk: Walk, tag: re.Match[str]) -> Callable[[int], None]:
    close = _open_bold(walk, tag)

    def end(at: int) -> None:
        close(at)
        if walk.tables and not any(walk.tables[-1].rows):
            frame = walk.tables[-1]
            frame.tight = len(walk.builder.leaves) > frame.leaves
            frame.leaves, frame.opens = len(walk.builder.leaves), walk.builder.unopened
            walk.builder.tight = frame.tight

    return end


def _open_head(walk: Walk, _tag: re.Match[str]) -> Callable[[int], None] | None:
    if not walk.tables:
        return None
    frame = walk.tables[-1]
    frame.in_head = True

    def end(_: int) -> None:
        frame.in_head = False

    return end


def _open_row(walk: Walk, _tag: re.Match[str]) -> None:
    if walk.tables:
        walk.tables[-1].begin_row()


def _open_cell(walk: Walk, tag: re.Match[str]) -> Callable[[int], None] | None:
    if not walk.tables:
        return None
    frame, builder, start = walk.tables[-1], walk.builder, walk.at
    first_leaf, first_link = len(builder.leaves), builder.links + 1
    prefix = "".join(source for _, source in walk.inline)

    def end(at: int) -> None:
        own = attributes(tag[3]) if tag[3] else {}
        frame.add_cell(own, Span(start, at, prefix), first_link, heading=tag[2] == "th")
        frame.layout = frame.layout or _is_layout(builder.leaves[first_leaf:])

    return end


def _is_layout(leaves: list[Leaf]) -> bool:
    """Return whether a cell with these leaves is too rich for a cell of a data table."""
    kinds = [leaf.kind for leaf in leaves]
    if any(kind in (Kind.CODE, Kind.EMBED, Kind.TABLE, Kind.RULE) for kind in kinds):
        return True
    if Kind.HEADING in kinds and len(kinds) > 1:
        return True
    figures = kinds.count(Kind.FIGURE)
    if figures and (figures == len(kinds) or len(kinds) - figures > 1):
        return True
    return sum(not any(isinstance(each, Item) for each in leaf.inside) for leaf in leaves) > _PARAGRAPHS_OF_A_CELL


def _open_figure(walk: Walk, tag: re.Match[str]) -> Callable[[int], None] | None:
    if "highlight" in tag[3]:
        return None
    builder, first = walk.builder, len(walk.builder.leaves)
    walk.figures += 1

    def end(_: int) -> None:
        walk.figures -= 1
        leaves = builder.leaves[first : first + _MOST_IN_FIGURE]
        images = [leaf for leaf in leaves if leaf.kind is Kind.FIGURE]
        figures = [leaf for leaf in images if leaf.span.start == leaf.span.end]
        captions = [leaf for leaf in leaves if leaf.kind is Kind.PARAGRAPH and leaf.name == "caption"]
        if not captions:
            return
        caption, at = captions[0], leaves.index(captions[0])
        whole = caption.span._replace(end=captions[-1].span.end)
        if leaves[at : at + len(captions)] != captions or whole.end - whole.start > LONGEST:
            return
        is_gallery = len(images) > 1 and walk.document.find("<figure", tag.end(), whole.start) >= 0
        if figures and not is_gallery and not caption.opens:
            figures[-1].span, figures[-1].first_link = whole, caption.first_link
            del builder.leaves[first + at : first + at + len(captions)]
        elif not is_gallery:
            caption.tight = caption.tight or leaves[0] is not caption

    return end


def _open_figcaption(walk: Walk, _tag: re.Match[str]) -> Callable[[int], None]:
    first = len(walk.builder.leaves)

    def end(_: int) -> None:
        for leaf in walk.builder.leaves[first:]:
            leaf.name = leaf.name or ("caption" if leaf.kind is Kind.PARAGRAPH else None)

    return end


OPENERS: dict[str, Callable[[Walk, re.Match[str]], Callable[[int], None] | None]] = {
    "blockquote": _open_quote,
    "dd": _open_definition,
    "dt": _open_bold,
    "summary": _open_bold,
    "section": _open_section,
    "h1": _open_heading, "h2": _open_heading, "h3": _open_heading,
    "h4": _open_heading, "h5": _open_heading, "h6": _open_heading,
    "ol": _open_list,
    "ul": _open_list,
    "li": _open_item,
    "table": _open_table,
    "caption": _open_caption,
    "thead": _open_head,
    "tr": _open_row,
    "td": _open_cell,
    "th": _open_cell,
    "figure": _open_figure,
    "figcaption": _open_figcaption,
}  # fmt: skip
"""What each element does when it opens; the result closes it."""
