"""The watcher in the background: one child at a time, started again, none while a window has it."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from gridwatch.collector import background
from gridwatch.collector.background import Watcher, background_command, profile_words
from gridwatch.collector.cache import sole_collector
from gridwatch.collector.turns import background_turn, is_held, window_turn
from gridwatch.domain.problem import Problem
from gridwatch.places import Profile

CHILD = "import sys, pathlib; pathlib.Path(sys.argv[1]).open('a').write('x'); sys.stdin.read()"
DYING = "import sys, pathlib; pathlib.Path(sys.argv[1]).open('a').write('x')"


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "李 明")


def until(fits: Callable[[], bool], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not fits():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def births(file: Path) -> int:
    return len(file.read_text()) if file.exists() else 0


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    stops = list[tuple[threading.Event, threading.Thread]]()

    def begin(program: str, taken: Callable[[], bool] = lambda: False, wait: float = 0.05) -> Path:
        file, stop = tmp_path / "births", threading.Event()
        command = [sys.executable, "-c", program, str(file)]
        watcher = Watcher(command, taken, glance=0.01, first_wait=wait)
        thread = threading.Thread(target=watcher.run, args=(stop,))
        thread.start()
        stops.append((stop, thread))
        return file

    yield begin
    for stop, thread in stops:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


def test_one_child_stays_one(run: Callable[..., Path]) -> None:
    file = run(CHILD)
    until(lambda: births(file) == 1)
    time.sleep(0.2)
    assert births(file) == 1


def test_a_child_that_dies_is_started_again_ever_more_slowly(run: Callable[..., Path]) -> None:
    file = run(DYING)
    until(lambda: births(file) >= 3)
    file = run(DYING, wait=60)
    before = births(file)
    time.sleep(0.3)
    assert births(file) <= before + 3


def test_a_child_leaves_for_a_window_and_another_comes_after_it(run: Callable[..., Path]) -> None:
    taken = threading.Event()
    file = run(CHILD, taken.is_set)
    until(lambda: births(file) == 1)
    taken.set()
    time.sleep(0.3)
    assert births(file) == 1
    taken.clear()
    until(lambda: births(file) == 2)


def test_a_command_that_is_not_there_is_no_end(caplog: pytest.LogCaptureFixture) -> None:
    watcher = Watcher(["/nowhere/gridwatch"], lambda: False, first_wait=60)
    watcher.look()
    watcher.look()
    assert caplog.text.count("can't be started") == 1


def test_a_window_goes_before_the_background(profile: Profile) -> None:
    assert not is_held(profile.turn_lock)
    with background_turn(profile):
        assert is_held(profile.background_lock)
        child = FileLock(profile.collector_lock, thread_local=False)
        child.acquire()
        timer = threading.Timer(0.3, child.release)

        def give_way() -> None:
            until(lambda: is_held(profile.turn_lock))
            timer.start()

        threading.Thread(target=give_way).start()
        with window_turn(profile):
            assert is_held(profile.turn_lock)
        timer.join()
    assert not is_held(profile.background_lock)


def test_without_a_background_nobody_waits(profile: Profile) -> None:
    with sole_collector(profile):
        began = time.monotonic()
        with pytest.raises(Problem) as raised, window_turn(profile):
            pass
        assert raised.value.code == "collector_running"
        assert time.monotonic() - began < 0.5
    with background_turn(profile):
        with pytest.raises(Problem) as raised, background_turn(profile):
            pass
        assert raised.value.code == "background_running"


def test_the_child_is_told_its_profile(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "own_command", lambda *words: ["gridwatch", *words])
    assert background_command(profile) == [
        "gridwatch", "collect", "--profile", str(profile.root), "--behind",
    ]  # fmt: skip
    demo = Profile(profile.root / "demo", simulated=True)
    assert profile_words(demo) == ("--profile", str(profile.root), "--demo")
