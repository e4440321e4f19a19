"""Sets the first screen of an article in a process of its own, while this one still imports what draws it."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from reader.library.child import Child, receive, send

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from reader.domain.article_id import ArticleId
    from reader.domain.reading_state import Place

PATIENCE_SECONDS = 0.5
"""How long the first frame waits for the text; after that the article is read like any other."""

_LIKELY_WIDTH, _LIKELY_HEIGHT = 80, 30

StyledText = tuple[str, str]
"""A piece of a line, and its style as Rich writes it."""


class FirstScreen(NamedTuple):
    """What an article looks like where its reader stopped."""

    title: str
    lines: tuple[tuple[StyledText, ...], ...]


class FirstPage(Child):
    """An article file, which is read at once, and set when the size of the screen is known; ends with the block.

    Who has no more use for it can close it sooner.
    """

    def __init__(self, file: Path) -> None:
        super().__init__("from reader.library.first_page import serve; serve()")
        with suppress(OSError):
            self.send(str(file))

    def set(
        self,
        place_in: Callable[[ArticleId], Place | None],
        *,
        width: int,
        height: int,
        styles: str,
        colours: Mapping[str, str],
    ) -> FirstScreen | None:
        """Return `height` lines of `width` cells from the place in the article on; None if that takes long.

        It can be asked once, and the process ends then; but a frame need not wait for its end, which takes longer than
        its answer. `styles` is the text of `page.toml`, `colours` are those that it names.
        """
        try:
            place = place_in(self.receive(PATIENCE_SECONDS))
            values = (place.block, place.offset, place.share, place.around) if place is not None else None
            self.send((values, width, height, styles, dict(colours)))
            title, lines = self.receive(PATIENCE_SECONDS)
        except (OSError, EOFError):
            return None
        finally:
            self.kill()
        return FirstScreen(title, tuple(tuple(map(tuple, line)) for line in lines))


def serve() -> None:
    """Set the article that is asked for: what the child does."""
    import gc
    from pathlib import Path

    gc.disable()  # it lives shorter than what collecting would free
    from reader.domain.reading_state import Place
    from reader.library.page import read_page
    from reader.library.source import absolute
    from reader.render.document import Document
    from reader.render.theme import PLAIN, read_theme
    from reader.render.viewport import Viewport

    file = absolute(Path(receive(sys.stdin.buffer)))
    article, body = read_page(file, file.parent)
    send(sys.stdout.buffer, str(article.id))
    # While it waits to hear the size, what it sets anything with is imported, and the first blocks are converted.
    Viewport(Document(article, body, width=_LIKELY_WIDTH, theme=PLAIN), _LIKELY_HEIGHT)
    place, width, height, styles, colours = receive(sys.stdin.buffer)
    document = Document(article, body, width=width, theme=read_theme(styles, "screen", colours))
    viewport = Viewport(document, height)
    if place is not None:
        viewport.scroll_to_place(Place(*place))
    lines = (document.line(viewport.top + y) for y in range(height))
    pieces = [[(text, str(style or "")) for text, style, _ in line.segments] for line in lines]
    send(sys.stdout.buffer, (article.title, pieces))
