"""The wheel and the sdist: built, looked into, and the wheel started without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytest.importorskip("hatchling", reason="hatchling builds the artefacts; dev.py setup installs it")

# All in one worker: xdist would build them once in each.
pytestmark = pytest.mark.xdist_group("artifacts")

IMPORT_ALL = """
import importlib, pkgutil, sys
import gridwatch
from gridwatch.places import resources
for module in pkgutil.walk_packages(gridwatch.__path__, "gridwatch."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print(gridwatch.__version__, gridwatch.__file__, resources())
"""


def call(*command: str, cwd: Path = ROOT, **environ: str) -> str:
    """Run a program that has to succeed; return what it printed."""
    answer = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | environ,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both artefacts into a folder."""
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "hatchling", "build", "-d", str(folder))
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """Name the one wheel that was built."""
    (path,) = built.glob("gridwatch-*.whl")
    return path


def shipped(folder: Path) -> set[str]:
    """List the files of a folder of the checkout that belong into an artefact."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def test_wheel_holds_the_program_and_its_resources_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    resources = {f"gridwatch/{name}" for name in shipped(ROOT / "resources")}
    assert "gridwatch/resources/catalog.toml" in resources
    assert {name for name in names if ".dist-info/" not in name} == (
        shipped(ROOT / "gridwatch") | resources
    )


def test_wheel_says_what_it_is(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (folder,) = {name.partition("/")[0] for name in archive.namelist() if ".dist-info/" in name}
    metadata = archive.read(f"{folder}/METADATA").decode()
    points = archive.read(f"{folder}/entry_points.txt").decode()
    assert "License-Expression: Apache-2.0" in metadata
    assert "Requires-Python: <3.15,>=3.11" in metadata
    assert "gridwatch = gridwatch.cli.main:main" in points
    assert f"{folder}/licenses/LICENSE" in archive.namelist()


def test_sdist_holds_the_whole_source(built: Path) -> None:
    (path,) = built.glob("gridwatch-*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"LICENSE", "README.md", "CHANGELOG.md", "pyproject.toml", "packaging/dev.py"} <= names
    assert shipped(ROOT / "gridwatch") | shipped(ROOT / "resources") <= names
    assert not [name for name in names if name.startswith(".venv")]


def test_wheel_runs_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    pip = (sys.executable, "-I", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index")
    call(*pip, "--target", str(target), str(wheel))
    said = call(sys.executable, "-c", IMPORT_ALL, cwd=tmp_path, PYTHONPATH=str(target))
    version, file, resources = said.split()
    assert version == wheel.name.split("-")[1]
    assert Path(file) == target / "gridwatch" / "__init__.py"
    assert Path(resources) == target / "gridwatch" / "resources"
    assert (Path(resources) / "catalog.toml").is_file()
