"""What was looked for last in the text of the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.domain.listing import RowId


@dataclass(frozen=True, slots=True)
class LookedFor:
    """The search that is gone on with when it is opened again."""

    query: str = ""
    row: RowId | None = None
    """The hit that the cursor stood on."""
