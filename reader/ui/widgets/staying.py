"""What stays listed although it has left the view: an article that was just read must not vanish under its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.domain.category import Category, ancestors, order_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.domain.category import CategoryPath
    from reader.domain.outline import Outline
    from reader.library.shelf import Shelf


class Staying:
    """Lists what a shelf shows, and of the category that the reader is in whatever was listed before."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._query = shelf.query
        self.here: CategoryPath | None = None
        """The category of the article that the cursor stood on last."""
        self._rows: Sequence[int] = ()
        """What was listed in it when the list was read anew."""

    def begin(self, outline: Outline) -> bool:
        """Note what `outline` lists, which is about to be read anew; return whether that is the same view as before."""
        same = self._shelf.query == self._query
        self._query = self._shelf.query
        if not same:
            self.here = None
        stays = self.here is not None and self._shelf.may_lose(self.here)
        self._rows = outline.articles_of(self.here) if stays and self.here is not None else ()
        return same

    def enter(self, category: CategoryPath, outline: Outline) -> bool:
        """Note that the reader is in a category; return whether anything that stayed in the one before has to go."""
        before, self.here = self.here, category
        if before != category:
            self._rows = ()
        if before is None or before == category or not self._shelf.may_lose(before):
            return False
        return len(self._shelf.articles_in(before)) != len(outline.articles_of(before))

    def categories(self) -> Sequence[Category]:
        """Return the categories to list, each before those below it."""
        listed = self._shelf.categories()
        if self.here is None or not self._rows or not len(self.articles_in(self.here)):
            return listed
        found = {category.path: category for category in listed}
        for path in (*ancestors(self.here), self.here):
            found.setdefault(path, Category(path, 0, 0))
        return sorted(found.values(), key=lambda category: order_of(category.path))

    def articles_in(self, category: CategoryPath) -> Sequence[int]:
        """Return the rows to list directly in a category."""
        return self._shelf.articles_in(category, self._rows if category == self.here else ())
