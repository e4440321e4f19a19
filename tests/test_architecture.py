"""The direction of imports, and what the core must not load."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from reader import paths

PACKAGE = Path(__file__).parent.parent / "reader"

MAY_IMPORT = {
    "domain": {"domain"},
    "articles": {"articles", "domain"},
    "render": {"render", "domain"},
    "storage": {"storage", "domain"},
    "library": {"library", "articles", "render", "storage", "domain"},
    "paths": set(),
    "settings": {"domain"},
    "ui": {"ui", "library", "render", "domain", "settings", "paths"},
    "cli": {"cli", "library", "articles", "render", "storage", "domain", "settings", "paths", "ui"},
    "__main__": {"cli"},
    "__init__": set(),
}
STANDARD_ONLY = {"domain"}
TEXTUAL_IN = {"ui"}
RICH_IN = {"ui", "render", "cli"}
SQL_IN = {"storage"}
COSTLY = {
    *("yaml", "frontmatter", "charset_normalizer"),
    *("html2text", "selectolax", "markdown_it", "icu4py", "pygments", "numpy"),
}

MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted(Path(__file__).parent.rglob("*.py"))


def part_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            source = node.module or ""
            names.update(f"{source}.{alias.name}" for alias in node.names) if source == "reader" else names.add(source)
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(module: Path) -> None:
    part = part_of(module)
    for name in imports_of(module):
        words = name.split(".")
        if words[0] == "reader" and len(words) > 1:
            assert words[1] in MAY_IMPORT[part], f"{part} imports {name}"
        elif part in STANDARD_ONLY:
            assert words[0] in sys.stdlib_module_names, f"{part} imports {name}"
        if words[0] == "textual":
            assert part in TEXTUAL_IN, f"{part} imports {name}"
        if words[0] == "rich":
            assert part in RICH_IN, f"{part} imports {name}"
        if words[0] == "sqlite3":
            assert part in SQL_IN, f"{part} imports {name}"


@pytest.mark.parametrize("module", MODULES + TESTS, ids=lambda path: str(path.relative_to(PACKAGE.parent)))
def test_modules_are_small_and_say_what_they_are_for(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    assert len(text.splitlines()) <= 400
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            methods = [item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]
            assert len(methods) < 20, f"{node.name} has {len(methods)} methods"


def test_the_text_on_the_architecture_says_what_may_be_imported() -> None:
    text = (PACKAGE.parent / "docs/architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([\w, ]*)\|$", text, re.MULTILINE)
    said = {part: {part, *filter(None, names.strip().split(", "))} for part, names in rows}
    assert said.pop("cli") == {"cli", "all of them"}
    assert said == {part: names for part, names in MAY_IMPORT.items() if names and part in said}
    assert said.keys() == {folder.name for folder in PACKAGE.iterdir() if folder.is_dir()} - {"cli", "__pycache__"}


def test_the_text_on_the_architecture_names_modules_that_there_are() -> None:
    text = (PACKAGE.parent / "docs/architecture.md").read_text(encoding="utf-8")
    parts = "|".join(part for part in MAY_IMPORT if (PACKAGE / part).is_dir())
    named = re.findall(rf"`((?:{parts})\.\w+)", text)
    assert named
    for name in named:
        assert find_spec(f"reader.{name}"), name
    children = {f"library.{module.stem}" for module in MODULES if "def serve(" in module.read_text(encoding="utf-8")}
    assert children <= set(named) | {"library.heads"}  # which the head readers are


def test_every_style_sheet_is_named_after_a_module() -> None:
    sheets = {sheet.stem for sheet in paths.styles_folder().glob("*.tcss")}
    assert sheets
    assert sheets <= {module.stem for module in (PACKAGE / "ui").rglob("*.py")}


def test_no_style_sheet_stands_in_python() -> None:
    for module in MODULES:
        assert not re.search(r"\b(DEFAULT_)?CSS\b", module.read_text(encoding="utf-8")), module


def loaded_by(statement: str) -> set[str]:
    script = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


def test_the_library_stands_without_a_screen() -> None:
    assert not loaded_by("from reader.library import Library") & {"textual", "rich"}


def test_what_costs_time_is_not_imported_at_the_start() -> None:
    assert all(map(find_spec, COSTLY)), "the names of what is installed"
    assert not loaded_by("import reader.cli, reader.library") & COSTLY


def test_a_command_that_is_not_asked_for_is_not_imported() -> None:
    script = "import sys, reader.cli; print(*(name for name in sys.modules if name.startswith('reader.cli.')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not done.stdout.split()


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_group_is_repeated_possessively(module: Path) -> None:
    """Until Python 3.11.5, one whose last round fails in the middle goes on from there; an atomic group does not."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not re.search(r"(?<!\\)\)[*+?]\+(?!,)", re.sub(r"\[(?:\\.|[^\]\\])*\]", "", node.value)), node.value
