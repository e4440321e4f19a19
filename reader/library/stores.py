"""The state and the index of a library, opened; where they cannot be kept, in a folder that lasts until the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.domain.errors import StorageError
from reader.library.patient_state import PatientState
from reader.storage.database import DamagedError, one_at_a_time, remove_database
from reader.storage.index import Index
from reader.storage.left_note import distrust, is_suspect, note_leaving

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory


class Stores:
    """Opens both files whatever is in their place: a reader that cannot write down what is read can still show it."""

    def __init__(self, state_file: Path, index_file: Path) -> None:
        self._folder: TemporaryDirectory[str] | None = None
        self._is_suspect = is_suspect(index_file)
        self.mishap: str | None = None
        """What happened to a file, in one line for the user; None if all is well."""
        self._state_file, self._index_file = state_file, index_file
        self._open()
        try:
            self.index.catch_up(self.state)
        except DamagedError:
            # What is damaged kept its size and time, so nobody looked. A state is now checked, an index is made anew.
            self.state.close()
            self.index.close()
            distrust(self._state_file)
            self.remove_index()
            self._open()
        except StorageError as error:
            self.mishap = self.state.mishap or str(error)

    def opened_again(self) -> tuple[PatientState, Index]:
        """Return connections for another thread, which has to close them."""
        state = PatientState(self._state_file)
        try:
            return state, Index(self._index_file)
        except StorageError:
            state.close()
            raise

    def check_index(self) -> None:
        """Remove the index if it is damaged, unless it is as it was left; in any thread. It takes 0.3 s for 50 MB."""
        if self._is_suspect:
            index = Index(self._index_file)
            try:
                index.file.check()
            except DamagedError:
                self.remove_index()
            finally:
                index.close()
            self._is_suspect = False

    def remove_index(self) -> None:
        """Remove the index, so that it is made anew; in any thread."""
        with one_at_a_time(self._index_file):
            remove_database(self._index_file)

    @property
    def files(self) -> tuple[Path, Path]:
        """The files of the state and the index that are open."""
        return self._state_file, self._index_file

    @property
    def text_file(self) -> Path:
        """The file of the text index; it need not exist."""
        return self._index_file.with_name(self._index_file.name.replace(".index.", ".text."))

    def close(self) -> None:
        """Close the files."""
        self.state.close()
        self.index.close()
        if not self._is_suspect:
            note_leaving(self._index_file)
        if self._folder is not None:
            self._folder.cleanup()

    def _open(self) -> None:
        try:
            self.state = PatientState(self._state_file)
        except StorageError as error:
            from reader.storage.recovery import copy_state  # a start without mishaps does without

            wanted, self._state_file = self._state_file, self._stand_in(self._state_file)
            self.mishap = f"{error}; what you mark now is forgotten when you leave"
            copy_state(wanted, self._state_file)
            self.state = PatientState(self._state_file)
        try:
            self.index = Index(self._index_file, mends=True)
        except StorageError as error:
            self.mishap = self.mishap or f"{error}; the list is made anew at each start"
            self._index_file = self._stand_in(self._index_file)
            self.index = Index(self._index_file, mends=True)
        self.mishap = self.state.mishap or self.mishap

    def _stand_in(self, file: Path) -> Path:
        from tempfile import TemporaryDirectory  # seldom needed

        try:
            self._folder = self._folder or TemporaryDirectory(prefix="broadsheet-")
        except OSError as error:
            raise StorageError(f"{file}: cannot be kept there, nor anywhere else: {error.strerror}") from error
        return Path(self._folder.name) / file.name
