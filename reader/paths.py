"""Where Broadsheet's own files lie: settings, state, cache, styles and samples."""

from __future__ import annotations

from pathlib import Path

import platformdirs

APPLICATION = "broadsheet"

_PACKAGE = Path(__file__).parent


def config_folder() -> Path:
    """Return the folder of what is the user's own: settings and reading state."""
    return platformdirs.user_config_path(APPLICATION, appauthor=False, roaming=True)


def settings_file() -> Path:
    """Return the file of the settings; it need not exist."""
    return config_folder() / "config.toml"


def state_file() -> Path:
    """Return the file of the reading state; it need not exist."""
    return config_folder() / "state.db"


def cache_folder() -> Path:
    """Return the folder of what can be made anew: the indexes of the libraries."""
    return platformdirs.user_cache_path(APPLICATION, appauthor=False)


def styles_folder() -> Path:
    """Return the folder of style sheets and themes."""
    return _resource("styles")


def page_styles() -> str:
    """Return the text of `page.toml`: how what stands on a page looks."""
    return (styles_folder() / "page.toml").read_text(encoding="utf-8")


def samples_folder() -> Path:
    """Return the folder of the articles that come with the program."""
    return _resource("sample_articles")


def _resource(name: str) -> Path:
    """Return a folder that lies inside the package in a wheel and beside it in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
