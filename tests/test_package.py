"""What a wheel holds: the program finds its styles and samples from a checkout and from an installation."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from reader import paths

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(PROJECT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_a_checkout_finds_its_resources() -> None:
    assert (paths.styles_folder() / "themes.json").is_file()
    assert any(paths.samples_folder().rglob("*.md"))


def test_a_wheel_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    script = (
        "from reader import paths; "
        "assert len(list(paths.styles_folder().glob('*.tcss'))) > 3, paths.styles_folder(); "
        "assert len(list(paths.samples_folder().rglob('*.md'))) >= 24; "
        "print(paths.__file__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(str(tmp_path))


def test_a_wheel_holds_the_command_and_nothing_of_the_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        entry_points = next(name for name in names if name.endswith("entry_points.txt"))
        assert "reader = reader.__main__:run" in archive.read(entry_points).decode()
    assert not [name for name in names if name.startswith("tests/")]
