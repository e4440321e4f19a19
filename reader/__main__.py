"""The program's first step, for `reader` and for `python -m reader`."""

from __future__ import annotations

import gc
import sys


def run() -> int:
    """Run the command line and return its exit status."""
    # What imports make is no garbage, and looking for some takes a tenth of a start; the application collects later.
    gc.disable()
    from reader.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
