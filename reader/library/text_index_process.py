"""The process that brings the text index of a library up to date, as the program that shows the library holds it."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.library.child import Child

if TYPE_CHECKING:
    from pathlib import Path


def _environment() -> dict[str, str]:
    """Return the environment in which texts are indexed.

    NumPy sorts with AVX-512 where there is that; on AMD Zen 4 it takes five times as long as with AVX2, and nowhere is
    it twice as fast (numpy/x86-simd-sort#6).
    """
    return {"NPY_DISABLE_CPU_FEATURES": "X86_V4", **os.environ}


class TextIndexProcess:
    """Starts `reader.library.text_indexing`, and ends it."""

    def __init__(self, index_file: Path, text_file: Path, root: Path) -> None:
        self._files = (str(index_file), str(text_file), str(root))
        self._child: Child | None = None
        self._mishap = self._told = ""

    def start(self) -> None:
        """Bring the text index up to date; to be called after each scan."""
        if self.is_at_work():
            return
        self.close()
        self._child = Child("from reader.library.text_indexing import serve; serve()", _environment())
        with suppress(OSError):
            self._child.send(self._files)

    def is_at_work(self) -> bool:
        """Return whether the process is still at work."""
        return self._child is not None and self._child.is_running()

    def has_failed(self) -> bool:
        """Return whether the last process that has ended could not do its work."""
        if self._child is not None and not self._child.is_running():
            try:
                self._mishap = self._child.receive()
            except EOFError:
                self._mishap = ""
            self.close()
        return bool(self._mishap)

    def mishap(self) -> str | None:
        """Return what keeps the texts from being indexed, in one line, and each only once; None if nothing does."""
        before, self._told = self._told, self._mishap if self.has_failed() else self._told
        return self._told if self._told != before else None

    def close(self) -> None:
        """End the process: what it has not put away yet is lost, a few seconds' work."""
        child, self._child = self._child, None
        if child is not None:
            child.close()
