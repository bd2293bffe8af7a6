"""When an environment is trusted, when it is updated and when it is made anew."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from setup.checkout import Checkout
from setup.environment import pip_environment
from setup.stamp import (
    Level,
    expected_stamp,
    finished,
    is_ready,
    is_whole,
    read_stamp,
    write_stamp,
)
from setup.turn import turn

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Make a checkout with an environment that looks finished on the level `runtime`."""
    made = Checkout(tmp_path)
    for path in (
        *(made.lock(name) for name in ("runtime", "build", "dev")),
        tmp_path / "pyproject.toml",
        tmp_path / "gridwatch" / "__init__.py",
        made.python,
        made.site_packages / "numpy" / "__init__.py",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name)
    write_stamp(made, finished(made, expected_stamp(made, Level.RUNTIME)))
    return made


def test_a_finished_environment_is_ready(checkout: Checkout) -> None:
    assert is_ready(checkout, Level.RUNTIME)


def test_more_tools_make_it_unready_and_fewer_do_not(checkout: Checkout) -> None:
    assert not is_ready(checkout, Level.DEV)
    write_stamp(checkout, finished(checkout, expected_stamp(checkout, Level.DEV)))
    assert is_ready(checkout, Level.DEV)
    assert is_ready(checkout, Level.RUNTIME)


def append(path: Path) -> None:
    """Change a file."""
    path.write_text(path.read_text() + "more")


CHANGES: dict[str, Callable[[Checkout], object]] = {
    "a lock": lambda checkout: append(checkout.lock("runtime")),
    "the build lock": lambda checkout: append(checkout.lock("build")),
    "pyproject": lambda checkout: append(checkout.root / "pyproject.toml"),
    "the version": lambda checkout: append(checkout.root / "gridwatch" / "__init__.py"),
    "no interpreter": lambda checkout: checkout.python.unlink(),
    "no package": lambda checkout: (checkout.site_packages / "numpy").rename(
        checkout.root / "away"
    ),
    "no stamp": lambda checkout: checkout.stamp_file.unlink(),
    "half a stamp": lambda checkout: checkout.stamp_file.write_text('{"level": "dev", "ho'),
    "another stamp": lambda checkout: checkout.stamp_file.write_text('{"level": "all"}'),
    "interrupted": lambda checkout: write_stamp(checkout, expected_stamp(checkout, Level.RUNTIME)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_environment_is_not_ready(checkout: Checkout, change: str) -> None:
    CHANGES[change](checkout)
    assert not is_ready(checkout, Level.RUNTIME)


def test_a_lock_that_is_not_installed_does_not_matter(checkout: Checkout) -> None:
    append(checkout.lock("dev"))
    assert is_ready(checkout, Level.RUNTIME)


def test_a_moved_checkout_needs_another_home(checkout: Checkout) -> None:
    moved = Checkout(checkout.root.with_name("moved"))
    checkout.root.rename(moved.root)
    assert not is_ready(moved, Level.RUNTIME)
    assert expected_stamp(moved, Level.RUNTIME).home != expected_home(checkout)


def expected_home(checkout: Checkout) -> str:
    """Read where the environment of a checkout that has since moved was at home."""
    stamp = read_stamp(Checkout(checkout.root.with_name("moved")))
    assert stamp is not None
    return stamp.home


def test_a_package_added_by_hand_does_not_matter(checkout: Checkout) -> None:
    (checkout.site_packages / "ipython").mkdir()
    assert is_ready(checkout, Level.RUNTIME)


def test_an_unfinished_environment_is_never_whole(checkout: Checkout) -> None:
    stamp = read_stamp(checkout)
    assert stamp is not None
    assert is_whole(checkout, stamp)
    assert not is_whole(checkout, replace(stamp, finished=False))
    assert not is_whole(checkout, None)


def test_two_at_once_take_turns(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    happened: list[str] = []
    waiting = threading.Event()

    def told(sentence: str) -> None:
        assert "waiting" in sentence
        waiting.set()

    def second() -> None:
        with turn(lock, told, pause=0.01):
            happened.append("second in")

    thread = threading.Thread(target=second)
    with turn(lock, happened.append):
        thread.start()
        assert waiting.wait(30)
        time.sleep(0.05)
        happened.append("first out")
    thread.join(30)
    assert happened == ["first out", "second in"]


def test_pip_keeps_the_users_settings_but_not_those_that_mislead() -> None:
    environ = {"PIP_TARGET": "/x", "PIP_USER": "1", "PIP_CERT": "/ca.pem", "HTTPS_PROXY": "proxy:1"}
    assert pip_environment(environ) == {
        "PIP_CERT": "/ca.pem",
        "HTTPS_PROXY": "proxy:1",
        "PIP_USER": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
