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


def names_in(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*.*")}


def test_a_checkout_finds_its_resources() -> None:
    assert {"themes.json", "reading.tcss"} < names_in(paths.styles_folder())
    assert any(name.endswith(".md") for name in names_in(paths.samples_folder()))


def test_a_wheel_finds_the_resources_of_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    script = "from reader import paths; print(paths.styles_folder(), paths.samples_folder(), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    styles, samples = map(Path, done.stdout.splitlines())
    assert styles.is_relative_to(tmp_path)
    assert samples.is_relative_to(tmp_path)
    assert names_in(styles) == names_in(paths.styles_folder())
    assert names_in(samples) == names_in(paths.samples_folder())


def test_a_wheel_holds_the_command_and_nothing_of_the_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        entry_points = next(name for name in names if name.endswith("entry_points.txt"))
        assert "reader = reader.__main__:run" in archive.read(entry_points).decode()
    assert not [name for name in names if name.startswith("tests/")]
