"""Settings are read, or refused in one line that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.errors import SettingsError
from reader.domain.reading_state import MarkRead
from reader.settings import Settings, read_settings


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


@given(st.text(max_size=200))
def test_whatever_stands_there_it_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("settings") / "config.toml"
    file.write_text(text, encoding="utf-8", errors="replace", newline="")
    try:
        assert isinstance(read_settings(file), Settings)
    except SettingsError as error:
        said = str(error)
    else:
        said = str(file)
    assert str(file) in said
