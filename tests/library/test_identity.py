"""An article is the same one whatever its file is called, and another one than all that are not."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from reader.domain.article_id import ArticleId, by_file
from reader.domain.reading_state import Mark, Place, ReadingState
from reader.library import Library
from reader.storage.state import State
from tests.four_articles import row_of
from tests.library_of import open_library, scan, write_article

if TYPE_CHECKING:
    from pathlib import Path

DATE = "2021-04-05 08:00:00"
KEYS = ["id: 42", "guid: post-42", "permalink: /posts/42/", "url: /posts/42/"]


def write(folder: Path, name: str, key: str, *, title: str = "Story", date: str = DATE, body: str = "Text.") -> Path:
    return write_article(folder, name, title=title, categories=["News"], date=date, body=body, extra=f"{key}\n")


def mark_read(library: Library, file: Path) -> None:
    library.marks.set(Mark.READ, True, [row_of(library, file)])


def is_read(library: Library, file: Path) -> bool:
    """Return whether a file is read, as the list has it and as the page does."""
    library.marks.catch_up()
    row = row_of(library, file)
    (listing,) = library.shelf.listings([row])
    assert listing.read is library.open_article(row).state.read
    return listing.read


@pytest.mark.parametrize("key", KEYS)
def test_the_same_story_at_two_paths_is_read_together(library: Library, folder: Path, key: str) -> None:
    one, other = write(folder, "a/one.md", key), write(folder, "b/other.md", key, body="The same, set anew.")
    scan(library)
    assert all(listing.repeated for listing in library.shelf.listings([row_of(library, one), row_of(library, other)]))
    mark_read(library, one)
    assert is_read(library, other)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("other", [{"title": "Another"}, {"date": "2022-01-01"}])
def test_two_sites_may_give_one_key_to_two_stories(
    library: Library, folder: Path, key: str, other: dict[str, str]
) -> None:
    one, two = write(folder, "a/one.md", key), write(folder, "b/two.md", key, **other)
    scan(library)
    assert not any(found.repeated for found in library.shelf.listings([row_of(library, one), row_of(library, two)]))
    mark_read(library, one)
    assert not is_read(library, two)


@pytest.mark.parametrize("key", [*KEYS, "guid: tag:example.org,2021:42", "permalink: https://example.org/42"])
def test_a_file_that_is_moved_and_changed_at_once_stays_read(library: Library, folder: Path, key: str) -> None:
    file = write(folder, "a/story.md", key)
    scan(library)
    mark_read(library, file)
    file.unlink()
    moved = write(folder, "b/2021.md", key, body="A longer text.")
    scan(library)
    assert is_read(library, moved)


@pytest.mark.parametrize("key", KEYS)
def test_what_was_read_before_such_a_key_counted_stays_read(folder: Path, tmp_path: Path, key: str) -> None:
    file = write(folder, "story.md", key)
    with closing(State(tmp_path / "state.db")) as state:
        state.mark(Mark.READ, True, [by_file(str(file))], str(folder))
    with closing(open_library(folder, tmp_path)) as library:
        assert is_read(library, file)


def test_what_was_kept_before_such_a_key_counted_is_there_when_a_file_alone_is_opened(
    folder: Path, tmp_path: Path
) -> None:
    file = write(folder, "story.md", "id: 42")
    with closing(State(tmp_path / "state.db")) as state:
        state.keep_place(by_file(str(file)), Place(7))
    # A single file is shown before the others are looked at.
    with closing(Library.open([file], state_file=tmp_path / "state.db", cache_folder=tmp_path / "cache")) as library:
        assert library.open_file(file).state.place == Place(7)


def test_what_was_kept_of_each_file_before_its_key_counted_is_kept_of_the_article(folder: Path, tmp_path: Path) -> None:
    one, other = write(folder, "a/one.md", "id: 42"), write(folder, "b/other.md", "id: 42")
    with closing(State(tmp_path / "state.db")) as state:
        state.mark(Mark.STARRED, True, [by_file(str(other))], str(folder))
        state.mark(Mark.READ, True, [by_file(str(one))], str(folder))
    with closing(open_library(folder, tmp_path)) as library:
        for file in (one, other):
            assert library.open_article(row_of(library, file)).state == ReadingState(read=True, starred=True)
        library.marks.set(Mark.STARRED, False, [row_of(library, one)])
        write(folder, "b/other.md", "id: 42", title="Story, corrected")
        scan(library)
        assert library.open_article(row_of(library, other)).state == ReadingState(read=True)


def test_two_files_of_an_article_that_get_titles_of_their_own_stay_read(library: Library, folder: Path) -> None:
    files = write(folder, "a/one.md", "id: 42"), write(folder, "b/other.md", "id: 42")
    scan(library)
    mark_read(library, files[0])
    write(folder, "a/one.md", "id: 42", title="Story, corrected")
    write(folder, "b/other.md", "id: 42", title="Story, shortened")
    scan(library)
    assert all(is_read(library, file) for file in files)


@pytest.mark.parametrize("change", [{"title": "Story, corrected"}, {"date": "2021-04-06"}])
def test_an_article_that_gets_another_title_or_date_stays_read(
    library: Library, folder: Path, change: dict[str, str]
) -> None:
    file, copy = write(folder, "story.md", "id: 42"), write(folder, "copy.md", "id: 42")
    scan(library)
    mark_read(library, file)
    write(folder, "story.md", "id: 42", **change)
    scan(library)
    assert is_read(library, file)
    assert is_read(library, copy)
    library.marks.undo()
    assert not is_read(library, file)
    assert not is_read(library, copy)


def test_an_article_that_is_opened_before_a_scan_has_found_its_new_title_is_the_same(
    library: Library, folder: Path
) -> None:
    file = write(folder, "story.md", "id: 42")
    scan(library)
    library.marks.keep_place(library.open_article(row_of(library, file)).article.id, Place(7))
    write(folder, "story.md", "id: 42", title="Story, corrected")
    assert library.open_article(row_of(library, file)).state.place == Place(7)
    write(folder, "story.md", "url: https://example.org/43", title="Another")
    assert library.open_article(row_of(library, file)).state.place is None


@pytest.mark.parametrize("other", [{"title": "Another"}, {"date": "2022-01-01"}])
def test_another_key_with_another_date_or_title_is_another_article(
    library: Library, folder: Path, other: dict[str, str]
) -> None:
    file = write(folder, "latest.md", "id: 42")
    scan(library)
    mark_read(library, file)
    write(folder, "latest.md", "id: 43", **other)
    scan(library)
    assert not is_read(library, file)


@pytest.mark.parametrize("key", ["url: https://example.org/spring", "id: 42"])
def test_an_article_that_comes_to_name_its_address_or_key_stays_read(library: Library, folder: Path, key: str) -> None:
    file = write(folder, "story.md", "comments: 1")
    scan(library)
    mark_read(library, file)
    write(folder, "story.md", key)
    scan(library)
    assert is_read(library, file)
    write(folder, "story.md", "url: https://example.org/next", title="Next")
    scan(library)
    assert not is_read(library, file)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id: 42", "comments: 1"),
        ("id: 42", "id: 43"),
        ("id: 42", "guid: post-42\nid: 42"),
        ("id: 42\npermalink: /posts/42/", "permalink: /posts/42/"),
        ("permalink: /posts/42/", "permalink: https://example.org/posts/42/"),
        ("url: http://example.org/42", "url: https://example.org/42"),
        ("url: https://example.org/42", "guid: urn:example:42\nurl: https://example.org/42"),
        ("guid: urn:example:42", "comments: 1"),
    ],
)
def test_an_article_whose_keys_alone_are_changed_stays_read(
    library: Library, folder: Path, before: str, after: str
) -> None:
    file = write(folder, "story.md", before)
    scan(library)
    mark_read(library, file)
    write(folder, "story.md", after)
    scan(library)
    assert is_read(library, file)
    library.marks.undo()
    assert not is_read(library, file)


def test_two_files_that_change_places_hold_the_articles_that_they_held(library: Library, folder: Path) -> None:
    keys = "id: 42", "url: https://example.org/43"
    file, other = write(folder, "1.md", keys[0]), write(folder, "2.md", keys[1], title="Another")
    scan(library)
    mark_read(library, file)
    write(folder, "1.md", keys[1], title="Another")
    write(folder, "2.md", keys[0])
    scan(library)
    assert is_read(library, other)
    assert not is_read(library, file)


def test_a_file_and_the_library_around_it_know_the_same_articles(folder: Path, tmp_path: Path) -> None:
    file = write(folder, "a/b/story.md", "id: 42")
    with closing(open_library(file, tmp_path)) as alone:
        mark_read(alone, file)
    with closing(open_library(folder, tmp_path)) as library:
        assert is_read(library, file)


def test_the_form_of_its_front_matter_makes_no_other_story(library: Library, folder: Path) -> None:
    one = write(folder, "yaml.md", "id: 42")
    quoted = write(folder, "quoted.md", "id: '42'", date="'2021-04-05T08:00:00Z'")
    toml, json = folder / "toml.md", folder / "json.md"
    toml.write_text("+++\nid = 42\ntitle = 'Story'\ndate = 2021-04-05T08:00:00\n+++\n\nText.\n", encoding="utf-8")
    json.write_text(
        '{"id": 42, "title": "Story", "date": "Mon, 05 Apr 2021 08:00:00 +0200"}\n\nText.\n', encoding="utf-8"
    )
    scan(library)
    mark_read(library, one)
    assert all(is_read(library, file) for file in (quoted, toml, json))


def test_the_name_of_a_file_that_is_no_text_can_be_kept() -> None:
    assert by_file("/caf\udce9.md") == ArticleId(r"file:/caf\udce9.md")
