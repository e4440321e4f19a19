"""Parses a phrase of Markdown into spans: blanks collapsed, links numbered, images as chips, nothing unprintable."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.domain.address import is_openable
from reader.render.cells import printable
from reader.render.quick_phrases import lines_of, quick_pieces
from reader.render.span import NOTE_MARK, Link, Span
from reader.render.theme import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from reader.domain.block import Picture
    from reader.render.quick_phrases import Piece

_BLANKS = " \r\n"
_BLANK_RUN = re.compile(r"  [ \r]*| ?\r[ \r]*")
_SOFT = "\r"
"""A line end of the source, until it is known what stands on both of its sides."""

_CJK = re.compile(
    "[\u2e80-\u2fdf\u3000-\u312f\u3190-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f\uffe0-\uffe6"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_SHARED_PUNCTUATION = "“”‘’—…·"

_ROLES = {"strong": Role.STRONG, "em": Role.EMPHASIS, "s": Role.STRIKE}
_TAG = re.compile(r"<(/?)(u|mark|kbd|sub|sup|small)\s*>", re.IGNORECASE)
_TAG_ROLES = {
    "u": Role.UNDERLINE,
    "mark": Role.MARK,
    "kbd": Role.KEYBOARD,
    "sub": Role.SMALL,
    "sup": Role.SMALL,
    "small": Role.SMALL,
}
_AUTOLINK = re.compile("<[^\\s<>]*[:@]")
"""How an address in angle brackets begins."""
_IMAGE_WORDS = (("zh-hant", "圖"), ("zh-tw", "圖"), ("zh-hk", "圖"), ("zh", "图"), ("ja", "図"), ("ko", "그림"))


def parse_phrases(
    markdown: str,
    *,
    pictures: Sequence[Picture] = (),
    first_link: int = 1,
    language: str = "en",
    link_numbers: bool = True,
) -> list[Span]:
    r"""Return the spans of the phrase `markdown`; a `\n` in them is a hard break.

    `pictures` are its images in their order; `first_link` is the number of its first link that may be opened.
    """
    return _Phrase(pictures, first_link, language, link_numbers).read(markdown)


def find_links(markdown: str, first_link: int = 1) -> list[Link]:
    """Return the links of the phrase `markdown` that may be opened; `first_link` is the number of the first."""
    if "[" not in markdown and not _AUTOLINK.search(markdown):
        return []
    phrase = _Phrase((), first_link, "en", link_numbers=False)
    phrase.read(markdown)
    return phrase.links


@lru_cache(16)
def image_word(language: str) -> str:
    """Return the word for an image in the language of the BCP 47 tag `language`."""
    tag = language.lower().replace("_", "-")
    return next((word for prefix, word in _IMAGE_WORDS if f"{tag}-".startswith(f"{prefix}-")), "Image")


_Look = tuple[tuple[Role, ...], str | None, bool]
"""The roles and the link of a span, and whether it is added."""


class _Spans:
    """Spans in the making: each run of blanks becomes one, or none, when it is known what follows it."""

    def __init__(self) -> None:
        self._done: list[Span] = []
        self._parts: list[str] = []
        self._look: _Look = ((), None, False)
        self._blanks = ""
        self._blank_look: _Look = self._look

    def add(self, text: str, roles: tuple[Role, ...] = (), link: str | None = None) -> None:
        """Add `text`, its line ends soft."""
        look = (roles, link, False)
        if text.isprintable() and text[:1] != " " != text[-1:] and "  " not in text:
            if text:
                self._settle_blanks(text[0])
                self._append(text, look)
            return
        text = printable(text).replace("\n", _SOFT)
        words = text.strip(_BLANKS)
        begin = text.find(words)
        if leading := text[:begin] if words else text:
            self._add_blanks(leading, look)
        if words:
            self._settle_blanks(words[0])
            self._append(_BLANK_RUN.sub(_settled, words), look)
        if words and (trailing := text[begin + len(words) :]):
            self._add_blanks(trailing, look)

    def add_break(self, roles: tuple[Role, ...], link: str | None) -> None:
        """Add a hard break."""
        self._add_blanks("\n", (roles, link, False))

    def attach(self, text: str, roles: tuple[Role, ...], link: str | None) -> None:
        """Add `text` that is none of the phrase right behind the last word, before the blanks that follow it."""
        if not self._parts:
            self._blanks = ""
        self._append(text, (roles, link, True))

    def finish(self) -> list[Span]:
        """Return the spans; blanks at the end are left out."""
        self._close()
        return self._done

    def _add_blanks(self, blanks: str, look: _Look) -> None:
        if not self._blanks:
            self._blank_look = look
        self._blanks += blanks

    def _settle_blanks(self, following: str) -> None:
        if not self._blanks:
            return
        blanks, self._blanks = self._blanks, ""
        if self._parts and (settled := _settle(self._parts[-1][-1], blanks, following)):
            self._append(settled, self._blank_look)

    def _append(self, text: str, look: _Look) -> None:
        if look != self._look:
            self._close()
            self._look = look
        self._parts.append(text)

    def _close(self) -> None:
        if self._parts:
            self._done.append(Span("".join(self._parts), *self._look))
            self._parts = []


class _Phrase:
    """Turns one phrase into spans."""

    def __init__(self, pictures: Sequence[Picture], first_link: int, language: str, link_numbers: bool) -> None:
        self._pictures = iter(pictures)
        self._language = language
        self._next_link = first_link
        self._link_numbers = link_numbers
        self._roles: list[Role] = []
        self._link: str | None = None
        self._link_text = ""
        self._spans = _Spans()
        self.links: list[Link] = []
        """The links that have been read."""

    def read(self, markdown: str) -> list[Span]:
        """Return the spans of the phrase."""
        pieces = quick_pieces(markdown)
        if pieces is None:
            # markdown_it takes 20 ms to import: most articles do without.
            from reader.render.phrase_parser import tokens_of

            self._read_tokens(tokens_of(markdown))
        else:
            self._read_pieces(pieces)
        return self._spans.finish()

    def _read_pieces(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            match piece.kind:
                case "text":
                    self._add_lines(piece)
                case "link":
                    if piece.closing:
                        self._close_link()
                    else:
                        self._open_link(piece.text)
                case "strong" | "em":
                    self._apply(_ROLES[piece.kind], closing=piece.closing)
                case "image":
                    self._add_image()
                case "note":
                    self._add_note(piece.text)
                case "code":
                    self._add(piece.text, Role.CODE)
                case "tag":
                    self._apply_tag(piece.text)

    def _add_lines(self, piece: Piece) -> None:
        for number, line in enumerate(lines_of(piece)):
            if number:
                self._spans.add_break(tuple(self._roles), self._link)
            self._add(line)

    def _read_tokens(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            match token.type:
                case "text" | "text_special":
                    self._add(token.content)
                case "code_inline":
                    self._add(token.content, Role.CODE)
                case "note":
                    self._add_note(token.content)
                case "softbreak":
                    self._add("\n")
                case "hardbreak":
                    self._spans.add_break(tuple(self._roles), self._link)
                case "image":
                    self._add_image()
                case "link_open":
                    self._open_link(str(token.attrs.get("href", "")))
                case "link_close":
                    self._close_link()
                case "html_inline":
                    self._apply_tag(token.content)
                case _ if token.tag in _ROLES:
                    self._apply(_ROLES[token.tag], closing=token.nesting < 0)
                case _:
                    self._add(token.content)

    def _add(self, text: str, *roles: Role) -> None:
        if self._link is not None:
            self._link_text += text
        self._spans.add(text, (*self._roles, *roles), self._link)

    def _add_note(self, label: str) -> None:
        text = f"[{label}]"
        self._link_text += text
        self._spans.add(text, (*self._roles, Role.LINK_NUMBER), self._link or NOTE_MARK + label)

    def _add_image(self) -> None:
        picture = next(self._pictures, None)
        if picture is None:
            self._add(f"[{image_word(self._language)}]", Role.PICTURE)
        else:
            self._add(picture.text or f"[{image_word(self._language)} {picture.number}]", Role.PICTURE)

    def _open_link(self, address: str) -> None:
        if is_openable(address) and printable(address) == address:
            self._link, self._link_text = address, ""
            self._roles.append(Role.LINK)

    def _close_link(self) -> None:
        if self._link is None:
            return
        self._apply(Role.LINK, closing=True)
        link = Link(self._next_link, printable(self._link_text), self._link)
        if self._link_numbers and not link.says_address:
            self._spans.attach(link.mark, (*self._roles, Role.LINK_NUMBER), self._link)
        self.links.append(link)
        self._next_link += 1
        self._link = None

    def _apply_tag(self, tag: str) -> None:
        if match := _TAG.fullmatch(tag):
            self._apply(_TAG_ROLES[match[2].lower()], closing=bool(match[1]))

    def _apply(self, role: Role, *, closing: bool) -> None:
        if not closing:
            self._roles.append(role)
        elif role in self._roles:
            del self._roles[len(self._roles) - 1 - self._roles[::-1].index(role)]


def _settled(blanks: re.Match[str]) -> str:
    return _settle(blanks.string[blanks.start() - 1], blanks[0], blanks.string[blanks.end()])


def _settle(before: str, blanks: str, after: str) -> str:
    """Return what `blanks` come to between two characters: hard breaks, a blank, or nothing."""
    if breaks := blanks.count("\n"):
        return "\n" * breaks
    return "" if _SOFT in blanks and _run_on(before, after) else " "


def _run_on(before: str, after: str) -> bool:
    """Return whether a line end between the two characters is nothing: one is CJK, the other may be."""
    first, second = _CJK.match(before), _CJK.match(after)
    return bool(
        (first and second) or (first and after in _SHARED_PUNCTUATION) or (second and before in _SHARED_PUNCTUATION)
    )
