"""The library: the one object that the screens and the commands talk to."""

from reader.library.library import Library

__all__ = ["Library"]
