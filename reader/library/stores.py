"""The state and the index of a library, opened; where they cannot be kept, in a folder that lasts until the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.domain.errors import StorageError
from reader.storage.index import Index
from reader.storage.state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from tempfile import TemporaryDirectory

_Store = TypeVar("_Store", State, Index)


class Stores:
    """Opens both files whatever is in their place: a reader that cannot write down what is read can still show it."""

    def __init__(self, state_file: Path, index_file: Path) -> None:
        self._folder: TemporaryDirectory[str] | None = None
        self.mishap: str | None = None
        """What happened to a file, in one line for the user; None if all is well."""
        self._state_file, self.state = self._open(State, state_file)
        self._index_file, self.index = self._open(Index, index_file)
        self.mishap = self.state.mishap or self.mishap

    def opened_again(self) -> tuple[State, Index]:
        """Return connections for another thread, which has to close them."""
        return State(self._state_file), Index(self._index_file)

    @property
    def files(self) -> tuple[Path, Path]:
        """The files of the state and the index that are open."""
        return self._state_file, self._index_file

    def close(self) -> None:
        """Close the files."""
        self.state.close()
        self.index.close()
        if self._folder is not None:
            self._folder.cleanup()

    def _open(self, store: Callable[[Path], _Store], file: Path) -> tuple[Path, _Store]:
        try:
            return file, store(file)
        except StorageError as error:
            self.mishap = f"{error}; what you mark now is forgotten when you leave"
        from tempfile import TemporaryDirectory  # seldom needed

        self._folder = self._folder or TemporaryDirectory(prefix="broadsheet-")
        stand_in = Path(self._folder.name) / file.name
        return stand_in, store(stand_in)
