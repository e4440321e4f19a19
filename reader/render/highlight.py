"""Tells apart what stands in code: keywords, strings, comments."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.render.span import Span
from reader.render.theme import Role

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

LONGEST = 20_000
"""Characters above which code is left plain: some lexers take a time that grows with the square of them."""

_ROLES = {
    "Keyword": Role.KEYWORD,
    "Literal.String": Role.STRING,
    "Literal.Number": Role.NUMBER,
    "Comment": Role.COMMENT,
    "Name.Function": Role.FUNCTION,
    "Name.Class": Role.FUNCTION,
    "Name.Tag": Role.KEYWORD,
    "Name.Attribute": Role.FUNCTION,
    "Operator.Word": Role.KEYWORD,
    "Operator": Role.OPERATOR,
}


def highlight(text: str, language: str) -> list[Span]:
    """Return `text` in spans; one plain span if nothing is known of the `language`."""
    lexer = _lexer(language) if language and len(text) <= LONGEST else None
    if lexer is None:
        return [Span(text)]
    spans = [Span(value, _roles(kind)) for _, kind, value in lexer.get_tokens_unprocessed(text)]
    return spans if "".join(span.text for span in spans) == text else [Span(text)]


@lru_cache(maxsize=32)
def _lexer(language: str) -> Lexer | None:
    # Pygments is imported when the first code block is laid out.
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None


@lru_cache(maxsize=256)
def _roles(kind: _TokenType) -> tuple[Role, ...]:
    name = str(kind).removeprefix("Token.")
    while name:
        if name in _ROLES:
            return (_ROLES[name],)
        name = name.rpartition(".")[0]
    return ()
