"""Placeholders for what a terminal cannot show: images, videos, embedded pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.domain.address import is_openable
from reader.render.cells import cell_width, cut, printable
from reader.render.line import Line
from reader.render.phrases import image_word
from reader.render.span import Link
from reader.render.theme import Role
from reader.render.typesetter import one_line

if TYPE_CHECKING:
    from reader.domain.block import Embed, Figure, Picture
    from reader.render.typesetter import Typesetter

KINDS = {"video": "Video", "audio": "Audio", "frame": "Embedded page", "object": "Object"}
SEPARATOR = " · "
NARROWEST_BOX = 16
"""Cells below which a label and what belongs to it stand without a frame."""


def set_figure(figure: Figure, width: int, setter: Typesetter) -> list[Line]:
    """Return the placeholder of an image: its number, size and host, and below them its caption or its text."""
    label = _picture_label(figure.picture, setter.language)
    if (own := own_link(figure)) is not None and setter.link_numbers:
        label += own.mark
    link = figure.link or figure.picture.address
    inner = _inner_width(width)
    if figure.caption:
        caption = setter.phrases(figure.caption, inner, Role.CAPTION, first_link=figure.first_link)
    elif figure.picture.text:
        caption = setter.plain(printable(figure.picture.text), inner, Role.CAPTION)
    else:
        caption = []
    return _box(label, "▫ ", caption, width, setter, link)


def set_embed(embed: Embed, width: int, setter: Typesetter) -> list[Line]:
    """Return the placeholder of a video, a sound or another page: its kind and host, and below them its title."""
    label = SEPARATOR.join(filter(None, [f"▶ {KINDS.get(embed.kind, 'Object')}", host_of(embed.address)]))
    title = setter.plain(printable(embed.title), _inner_width(width), Role.CAPTION) if embed.title else []
    return _box(label, "", title, width, setter, embed.address)


def own_link(figure: Figure) -> Link | None:
    """Return the link that an image stands in, None if it leads to nothing that may be opened but itself."""
    if figure.link is None or not figure.link_number or not is_openable(figure.link):
        return None
    return Link(figure.link_number, figure.picture.text or f"{image_word('en')} {figure.picture.number}", figure.link)


def host_of(address: str | None) -> str | None:
    """Return the host of an address, None if it has none."""
    try:
        host = urlsplit(address).hostname if address else None
    except ValueError:
        return None
    return one_line(host) if host else None


def _picture_label(picture: Picture, language: str) -> str:
    size = f"{picture.width}×{picture.height}" if picture.width and picture.height else None
    number = f"{image_word(language)} {picture.number}"
    return SEPARATOR.join(filter(None, [number, size, host_of(picture.address)]))


def _inner_width(width: int) -> int:
    return width - 4 if width >= NARROWEST_BOX else width


def _box(label: str, mark: str, inside: list[Line], width: int, setter: Typesetter, link: str | None) -> list[Line]:
    """Return lines in a quiet frame that carries a label; without lines, the label stands alone behind its mark."""
    visible = [line for line in inside if line.text.strip()]
    if not visible or width < NARROWEST_BOX:
        text = cut(mark + label, width)
        named = Line((setter.segment(text, Role.PICTURE, link=link),), cell_width(text), 0, (0,))
        return [named, *(line.moved(len(text) + 1) for line in visible)]
    text = cut(label, width - 5)
    rule = "─" * (width - 4 - cell_width(text))
    top = (
        setter.segment("╭ ", Role.FRAME),
        setter.segment(text, Role.PICTURE, link=link),
        setter.segment(f" {rule}╮", Role.FRAME),
    )
    side = setter.segment("│ ", Role.FRAME)
    lines = [Line(top, width, 0, (None, 0))]
    for line in visible:
        gap = " " * (width - 4 - line.cells)
        lines.append(line.moved(len(text) + 1).between((side,), (setter.segment(f"{gap} │", Role.FRAME),), width))
    bottom = setter.segment(f"╰{'─' * (width - 2)}╯", Role.FRAME)
    return [*lines, Line((bottom,), width, lines[-1].offset)]
