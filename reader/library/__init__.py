"""The library: the one object that the screens and the commands talk to."""

from reader.library.library import Library
from reader.library.page import Page

__all__ = ["Library", "Page"]
