"""Settings are read, or refused in one line that says what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.errors import SettingsError
from reader.domain.reading_state import MarkRead
from reader.settings import Settings, read_settings, save_search


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_no_file_means_the_defaults(file: Path) -> None:
    assert read_settings(file) == Settings(library=None, measure=80, keys={})


def test_everything_that_can_be_set(file: Path) -> None:
    file.write_text(
        'library = "/srv/news"\nmeasure = 66\nmark_read = "at end"\n[keys]\nstar.toggle = "x"\n'
        '"unread.next" = "n,ctrl+n"\n'
    )
    keys = {"star.toggle": "x", "unread.next": "n,ctrl+n"}
    assert read_settings(file) == Settings(Path("/srv/news"), 66, MarkRead.AT_END, keys)


def test_a_library_may_be_named_from_home_or_from_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.setenv("USERPROFILE", "/home/somebody")
    file.write_text('library = "~/news"')
    assert read_settings(file).library == Path("/home/somebody/news")
    file.write_text('library = "news"')
    assert read_settings(file).library == file.parent / "news"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("measure = 'wide'", "measure"),
        ("measure = 7", "measure"),
        ("measure = true", "measure"),
        ("mark_read = 'sometimes'", "mark_read"),
        ("mark_read = true", "mark_read"),
        ("mark_read = ['manual']", "mark_read"),
        ("library = 3", "library"),
        ("library = ''", "library"),
        ("colour = 'red'", "colour"),
        ("keys = 1", "keys"),
        ("[keys]\nstar.toggle = 1", "star.toggle"),
        ("searches = 1", "searches"),
        ("[searches]\na = 1", "searches.a"),
        ("[searches]\na.b = 'x'", "searches.a"),
        ("[searches]\na = ' '", "searches.a"),
        ("[searches]\n'a\tb' = 'x'", "searches"),
        ("[searches]\na = 'titel:x'", "searches.a: titel"),
        ("[searches]\na = 'before:soon'", "searches.a: before:soon"),
        ("measure = = 3", "line 1"),
        ("library = '\\u00e9", "TOML"),
    ],
)
def test_a_mistake_is_one_line_that_names_file_and_key(file: Path, text: str, named: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    assert str(file) in str(caught.value)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="UTF-8"):
        read_settings(file)


def refusal_of(file: Path) -> str | None:
    try:
        read_settings(file)
    except SettingsError as error:
        return str(error)
    return None


@given(st.text(max_size=200))
def test_whatever_stands_there_it_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("settings") / "config.toml"
    file.write_text(text, encoding="utf-8", errors="replace", newline="")
    refusal = refusal_of(file)
    assert refusal is None or str(file) in refusal


def test_saved_searches_are_read_with_their_names(file: Path) -> None:
    file.write_text('[searches]\nchips = "芯片 newer:7d"\n"two words" = "a OR b"\n', encoding="utf-8")
    assert read_settings(file).searches == {"chips": "芯片 newer:7d", "two words": "a OR b"}


WRITTEN = [
    "",
    "# mine\nmeasure = 66   # narrow\n\n[keys]\nstar.toggle = 'x'  # as ever\n",
    '[searches]\n# the old one\nold = "x"  # kept\n\n[keys]\nstar.toggle = "x"',
    'searches.old = "x"\nmeasure = 70\n',
    'searches = { old = "x" }\n',
    'measure = 66\r\n[searches]\r\n"chips" = "another" # mine\r\n',
    "\ufeffmeasure = 66\n[searches]",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_search_is_written_and_all_else_stays(file: Path, text: str) -> None:
    file.write_bytes(text.encode())
    before = read_settings(file)
    query = 'title:"a b" \\ "芯片" -x'
    settings = save_search(file, "chips", query)
    assert settings == read_settings(file)
    assert settings.searches == {**before.searches, "chips": query}
    assert (settings.measure, settings.keys) == (before.measure, before.keys)
    written = file.read_text(encoding="utf-8")
    for comment in ("# mine", "# narrow", "# as ever", "# the old one", "# kept"):
        assert (comment in text) == (comment in written)


def test_a_first_search_makes_the_file_and_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "config.toml"
    save_search(file, "a", "b")
    assert read_settings(file).searches == {"a": "b"}
    assert [found.name for found in file.parent.iterdir()] == ["config.toml"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_search_is_written_where_a_link_leads(tmp_path: Path, file: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    kept.write_text("measure = 66\n")
    kept.chmod(0o640)
    file.symlink_to(kept)
    save_search(file, "a", "b")
    assert file.is_symlink()
    assert read_settings(kept) == Settings(measure=66, searches={"a": "b"})
    assert kept.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("text", ["measure = = 3", "measure = 7", "[searches]\nold = 'titel:x'\n"])
def test_settings_that_cannot_be_understood_are_not_written_to(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(SettingsError, match=r"config\.toml"):
        save_search(file, "a", "b")
    assert file.read_text() == text


@pytest.mark.parametrize(("name", "query"), [("", "x"), (" ", "x"), ("a\x1b[2J", "x"), ("a", " "), ("a", "titel:x")])
def test_what_means_nothing_is_not_saved(file: Path, name: str, query: str) -> None:
    with pytest.raises(SettingsError) as caught:
        save_search(file, name, query)
    assert str(caught.value).startswith(f"{file}: searches")
    assert str(caught.value).isprintable()
    assert not file.exists()


def test_a_file_that_cannot_be_written_stays_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("measure = 66\n")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SettingsError, match=r"config\.toml: cannot be written: No space left"):
        save_search(file, "a", "b")
    assert file.read_text() == "measure = 66\n"
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_would_lose_something_is_not_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("measure = 66\n")
    monkeypatch.setattr(tomlkit, "dumps", lambda _: "[searches]\na = 'b'\n")
    with pytest.raises(SettingsError, match="write the search under"):
        save_search(file, "a", "b")
    assert file.read_text() == "measure = 66\n"


@given(st.text(min_size=1, max_size=20), st.text(max_size=30), st.sampled_from(WRITTEN))
def test_whatever_is_saved_is_read_again_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, query: str, text: str
) -> None:
    file = tmp_path_factory.mktemp("settings") / "config.toml"
    file.write_bytes(text.encode())
    before = read_settings(file)
    try:
        save_search(file, name, query)
    except SettingsError:
        assert file.read_bytes() == text.encode()
    else:
        assert read_settings(file) == before._replace(searches={**before.searches, name: query})
