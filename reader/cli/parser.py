"""The parser of options: what it does not understand it says in one line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from reader.domain.errors import ReaderError

if TYPE_CHECKING:
    from typing import NoReturn


class UsageError(ReaderError):
    """Words on the command line that do not mean anything."""


class Parser(ArgumentParser):
    """Raises UsageError."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with the parser's message."""
        raise UsageError(f"{message}; see {self.prog} --help. A file called -name is opened as ./-name")
