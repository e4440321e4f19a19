"""What an article refers to by numbers: known as far as it is read, and read on in slices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.ui.gathering import gather

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or an image: its number, its text, and where it leads if anywhere."""

    number: int
    text: str
    address: str


class Numbered:
    """References by their numbers."""

    def __init__(self, parts: Iterator[Sequence[Reference]]) -> None:
        self._parts = parts
        self._known: dict[int, Reference] = {}
        self._is_read = False
        self._take(next(filter(None, parts), ()))

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return bool(self._known)

    @property
    def extent(self) -> str:
        """Which numbers there are."""
        if len(self._known) == 1 and self._is_read:
            return f"only {min(self._known)}"
        return f"{min(self._known)} to {max(self._known)}" + ("" if self._is_read else " …")

    async def read(self, told: Callable[[], None]) -> None:
        """Read all of them, and call `told` from time to time."""

        def take(part: Sequence[Reference]) -> None:
            self._take(part)
            told()

        await gather(self._parts, take)
        self._is_read = True
        told()

    def known(self, answer: str) -> Reference | None:
        """Return the reference that an answer means, None if it is not known."""
        return self._known.get(int(answer) if answer.isdecimal() else 0)

    def find(self, answer: str) -> Reference | None:
        """Return the reference that an answer means, for which the article is read as far as that."""
        while self.known(answer) is None and (part := next(self._parts, None)) is not None:
            self._take(part)
        return self.known(answer)

    def _take(self, part: Sequence[Reference]) -> None:
        self._known |= {reference.number: reference for reference in part}
