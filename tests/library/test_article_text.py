"""What a search reads of an article is what stands in its file now, not what stood there when it was listed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from reader.library.article_text import SearchedArticle
from tests.library_of import open_library, write_article


def test_a_file_that_has_grown_is_read_to_its_end(tmp_path: Path) -> None:
    file = write_article(tmp_path / "library", "a.md", title="x", categories=["c"], date="2021-03-01", body="海")
    with closing(open_library(tmp_path / "library", tmp_path)) as library:
        (known,) = library.search.files.look_up(library.search.files.newest_first()).values()
        file.write_text(f"{file.read_text(encoding='utf-8')}\n\n潮汐\n", encoding="utf-8")
        assert SearchedArticle(known, library.search.root).holds("潮汐", None)
