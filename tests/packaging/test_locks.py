"""The locks that are in the tree: hashed, for all systems, in step, and without any address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from setup.locks import SOURCES, uv_environment

ROOT = Path(__file__).resolve().parents[2]
NAMES = [name for name, _ in SOURCES]
PIN = re.compile(r"^([a-z0-9-]+)(\[[a-z,]+\])?==([^ ]+)( ; [^\\]+)? \\$")


def lock_lines(name: str) -> list[str]:
    """Read the lines of one lock."""
    return (ROOT / "packaging" / "locks" / f"{name}.txt").read_text("utf-8").splitlines()


def pins(name: str) -> dict[tuple[str, str], str]:
    """Read the versions of one lock, by package and marker."""
    found = (PIN.match(line) for line in lock_lines(name))
    return {(pin[1], pin[4] or ""): pin[3] for pin in found if pin}


@pytest.mark.parametrize("name", NAMES)
def test_there_is_no_address(name: str) -> None:
    telling = ("://", " @ ", "--index", "--extra-index", "--find-links", "--trusted-host", "file:")
    assert not [line for line in lock_lines(name) if any(word in line for word in telling)]


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_a_pin_or_a_hash(name: str) -> None:
    lines = lock_lines(name)
    odd = [line for line in lines if not (PIN.match(line) or line.startswith("    --hash=sha256:"))]
    assert lines
    assert not odd


@pytest.mark.parametrize("name", ["runtime", "build"])
def test_the_small_locks_repeat_the_big_one(name: str) -> None:
    versions = {(package, version) for (package, _), version in pins("dev").items()}
    own = {(package, version) for (package, _), version in pins(name).items()}
    assert own <= versions


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    named = [re.split(r"[<>=!;\[ ]", line)[0] for line in project["project"]["dependencies"]]
    normal = {name.lower().replace("_", "-") for name in named}
    assert normal <= {package for package, _ in pins("runtime")}


def test_qt_that_kills_old_pythons_is_not_locked_for_them() -> None:
    locked = {
        marker: version for (name, marker), version in pins("runtime").items()
        if name == "pyside6-essentials"
    }  # fmt: skip
    old = [version for marker, version in locked.items() if "< '3.12'" in marker or not marker]
    assert old
    assert "6.12.0" not in old


def test_uv_is_told_what_pip_knows_and_the_user_has_the_last_word() -> None:
    pip = {"global.index-url": "mirror", "global.cert": "/one.pem", ":env:.cert": "/two.pem"}
    assert uv_environment({"A": "b"}, pip) == {
        "A": "b",
        "UV_DEFAULT_INDEX": "mirror",
        "SSL_CERT_FILE": "/two.pem",
    }
    assert uv_environment({"UV_DEFAULT_INDEX": "own"}, pip)["UV_DEFAULT_INDEX"] == "own"
