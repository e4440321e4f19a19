"""The mistakes and mishaps that a user is told about in one line."""


class ReaderError(Exception):
    """Something the user can mend; its text is one clear line that names the file and what to do."""


class LibraryError(ReaderError):
    """A folder or a list of files that cannot be opened as a library."""


class ArticleError(ReaderError):
    """A file that cannot be opened as an article."""


class SettingsError(ReaderError):
    """A settings file, or a key in it, that does not mean anything."""


class StorageError(ReaderError):
    """A database of the reader's own that cannot be read or written."""


class ExchangeError(ReaderError):
    """A file of changes that cannot be written or taken in."""


class SearchError(ReaderError):
    """A search that does not mean anything; its text names the part of it that is wrong."""
