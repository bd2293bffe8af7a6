"""The shape of the house: who may import whom, how long a module is, what it may be called."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "gridwatch"
MODULES = sorted(PACKAGE.rglob("*.py"))
OURS = sorted([*MODULES, *(ROOT / "packaging").rglob("*.py")])
# A drawer is a name that says nothing about what lies in it.
DRAWERS = {
    "base", "bases", "common", "helper", "helpers", "manager", "managers", "misc", "stuff",
    "tools", "util", "utils",
}  # fmt: skip
LONGEST = 400


def contracts_in(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter in `folder` with the contracts of its pyproject.toml."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_import_contracts_hold() -> None:
    answer = contracts_in(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("domain", "import pandas", "The domain stands on the standard library and numpy"),
        ("services", "import gridwatch.runtime.broken", "The ladder"),
        ("store", "import PySide6.QtCore", "No Qt below runtime"),
        ("ui", "import gridwatch.feeds.broken", "The window never imports the collector or a feed"),
        (
            "services",
            "import gridwatch.store.market.broken",
            "The window process reaches no pandas",
        ),
        ("collector", "import yfinance", "Only feeds.yahoo talks to yfinance"),
        ("collector", "import apprise", "Only the post talks to Apprise"),
        ("services", "import apprise", "The window process reaches no pandas"),
        ("ui", "import gridwatch.post.sending", "The window never imports the collector or a feed"),
        ("services", "import gridwatch.wording.letters", "The ladder"),
    ],
)
def test_import_contracts_bite(tmp_path: Path, room: str, line: str, contract: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "gridwatch")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for target in ("runtime", "feeds", "store/market"):
        (tmp_path / "gridwatch" / target / "broken.py").write_text("import pandas\n")
    (tmp_path / "gridwatch" / room / "culprit.py").write_text(line + "\n")
    answer = contracts_in(tmp_path)
    # Long names are wrapped; the line that says BROKEN is the end of the contract's own paragraph.
    words = " ".join(answer.stdout.split())
    assert answer.returncode == 1
    assert contract in words.partition("Broken contracts")[2], answer.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    sentence = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert sentence, "a module starts with one sentence on what it is for"


def test_no_module_is_too_long() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in OURS}
    assert not {path: length for path, length in lengths.items() if length > LONGEST}


def test_no_drawers() -> None:
    names = {
        path: {part.removesuffix(".py") for part in path.relative_to(ROOT).parts} for path in OURS
    }
    assert not [path for path, parts in names.items() if parts & DRAWERS]


def imported_roots(path: Path) -> set[str]:
    """Name the top-level modules that a file imports, anywhere in it."""
    roots = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            roots |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            roots.add((node.module or "").partition(".")[0])
    return roots


@pytest.mark.parametrize("path", sorted((PACKAGE / "domain").rglob("*.py")), ids=lambda p: p.name)
def test_domain_stands_on_the_standard_library_and_numpy(path: Path) -> None:
    assert imported_roots(path) <= sys.stdlib_module_names | {"numpy", "gridwatch"}


@pytest.mark.parametrize(
    "path",
    [ROOT / "packaging" / "dev.py", *sorted((ROOT / "packaging" / "setup").rglob("*.py"))],
    ids=lambda path: path.name,
)
def test_dev_stands_on_the_standard_library(path: Path) -> None:
    assert imported_roots(path) <= sys.stdlib_module_names | {"setup"}


def test_packaging_is_no_package() -> None:
    # It would hide the library `packaging`, which pytest and others import by that name.
    assert not (ROOT / "packaging" / "__init__.py").exists()
