"""Where a profile is found, and that simulated data has a folder of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gridwatch.places import ENVIRONMENT, Profile, find_profile, own_command, resources


def test_the_chosen_folder_wins_over_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "from environment"))
    assert find_profile(tmp_path / "chosen", demo=False).root == tmp_path / "chosen"
    assert find_profile(None, demo=False).root == tmp_path / "from environment"
    monkeypatch.setenv(ENVIRONMENT, "  ")
    assert find_profile(None, demo=False).root.name == "GridWatch"


def test_a_demo_lives_inside_and_shares_no_file(tmp_path: Path) -> None:
    real, demo = (find_profile(tmp_path, demo=each) for each in (False, True))
    assert (real.simulated, demo.simulated) == (False, True)
    assert demo.root.parent == real.root
    names = [each for each in dir(Profile) if isinstance(getattr(Profile, each), property)]
    ours = {getattr(real, each) for each in names}
    assert len(ours) == len(names)
    assert not ours & {getattr(demo, each) for each in names}
    assert all(getattr(demo, each).is_relative_to(demo.root) for each in names)


def test_a_relative_or_home_folder_becomes_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    assert find_profile(Path("here"), demo=False).root == tmp_path / "here"
    assert find_profile(Path("~/there"), demo=False).root == tmp_path / "home" / "there"


def test_the_resources_are_there() -> None:
    assert (resources() / "catalog.toml").is_file()


def test_the_own_command_starts_this_program() -> None:
    assert own_command("collect")[0] == sys.executable
    assert own_command("collect", "--demo")[-2:] == ["collect", "--demo"]


FIRST_PAINT = (
    "gridwatch.services.profiles", "gridwatch.services.overview", "gridwatch.services.edits",
    "gridwatch.services.catalog", "gridwatch.wire", "gridwatch.preferences",
)  # fmt: skip
HEAVY = ("numpy", "pandas", "PySide6", "pyqtgraph", "yfinance", "requests", "platformdirs")


@pytest.mark.parametrize("module", FIRST_PAINT)
def test_the_first_paint_waits_for_nothing_heavy(module: str) -> None:
    program = f"import sys, {module}; print(*[n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[1],
    )
    assert done.stdout.split() == []
