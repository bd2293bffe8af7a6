"""The program with its window: first paint, one window per profile, a clean end, plain failures."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gridwatch.places import Profile, has_display

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

RUN = """
import sys
from pathlib import Path
from gridwatch.app import run
from gridwatch.places import Profile
sys.exit(run(Profile(Path(sys.argv[1]), simulated=sys.argv[2] == "1"),
             language="en", theme="light", until=sys.argv[3] or None))
"""
ANNOUNCING = (
    """
from gridwatch.ui.alerts.banner import FiringBanner
tell = FiringBanner.tell
def told(self, firings, groups=None, *, missed=False):
    print("missed" if missed else "live", *(each.id for each in firings), flush=True)
    tell(self, firings, groups, missed=missed)
FiringBanner.tell = told
"""
    + RUN
)
# Tells when the thread that opens the profile starts, and what changes the finders from then on.
WATCHING_FINDERS = (
    """
import sys, threading
class Finders(list):
    def insert(self, place, finder):
        self.tell("insert")
        super().insert(place, finder)
    def remove(self, finder):
        self.tell("remove")
        super().remove(finder)
    def tell(self, what):
        if any(each.name == "opening" for each in threading.enumerate()):
            print(what, flush=True)
sys.meta_path = Finders(sys.meta_path)
start = threading.Thread.start
def told(self):
    if self.name == "opening":
        print("start", flush=True)
    start(self)
threading.Thread.start = told
"""
    + RUN
)
AFTER_FIRST_PAINT = (
    RUN.replace("sys.exit(run(", "code = (run(")
    + """
print(code, *sorted(set(sys.modules) & {
    "numpy", "pyqtgraph", "pandas", "yfinance", "curl_cffi", "requests", "platformdirs", "filelock",
    "apprise", "keyring", "PySide6.QtNetwork", "logging.handlers", "ssl", "http.client",
    "asyncio", "gridwatch.domain.alert.grammar", "gridwatch.services.thesis", "gridwatch.ui.thesis",
    "gridwatch.files", "yaml"}))
"""
)
AFTER_FIRST_CHART = (
    RUN.replace("sys.exit(run(", "code = (run(")
    + """
print(code, *sorted(set(sys.modules) & {
    "gridwatch.wire", "gridwatch.domain.ledger", "gridwatch.services.portfolio",
    "gridwatch.ui.alerts.log", "gridwatch.ui.alerts.banner",
    "gridwatch.ui.chart.figures.panes"}))
"""
)
Started = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def started() -> Iterator[Started]:
    """Give a function that starts the window in a process of its own; ended with the test."""
    running: list[subprocess.Popen[str]] = []

    def start(profile: Profile, until: str = "", program: str = RUN) -> subprocess.Popen[str]:
        running.append(
            subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    program,
                    str(profile.root),
                    str(int(profile.simulated)),
                    until,
                ],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return running[-1]

    yield start
    for each in running:
        if each.poll() is None:
            each.kill()
        each.communicate()


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def collector_log(profile: Profile) -> Path:
    return profile.logs / "window.log"


@pytest.mark.parametrize("until", ["first-paint", "chart"])
def test_it_leaves_after_the_event_that_is_measured(
    started: Started, tmp_path: Path, until: str
) -> None:
    profile = Profile(tmp_path / "demo", simulated=True)
    first = started(profile, until)
    out, err = first.communicate(timeout=120)
    assert first.returncode == 0, err
    assert out == ""
    assert profile.user_db.exists()
    assert profile.layout.exists()


def test_no_finder_of_modules_comes_or_goes_while_the_thread_imports(
    started: Started, tmp_path: Path
) -> None:
    profile = Profile(tmp_path / "demo", simulated=True)
    assert started(profile, "first-paint").wait(120) == 0
    program = started(profile, "first-paint", WATCHING_FINDERS)
    out, err = program.communicate(timeout=120)
    assert out.split() == ["start"], err


def test_the_first_paint_needs_neither_numpy_nor_the_network(
    started: Started, tmp_path: Path
) -> None:
    profile = Profile(tmp_path / "demo", simulated=True)
    # The first start of a profile brings along what fills it.
    assert started(profile, "first-paint").wait(120) == 0
    program = started(profile, "first-paint", AFTER_FIRST_PAINT)
    out, err = program.communicate(timeout=120)
    assert out.split() == ["0"], err


def test_the_first_chart_needs_neither_the_log_nor_the_ledger(
    started: Started, tmp_path: Path
) -> None:
    profile = Profile(tmp_path / "demo", simulated=True)
    assert started(profile, "first-paint").wait(120) == 0
    program = started(profile, "chart", AFTER_FIRST_CHART)
    out, err = program.communicate(timeout=120)
    assert out.split() == ["0"], err


def test_a_second_start_raises_the_first_window_and_a_signal_ends_it_cleanly(
    started: Started, tmp_path: Path
) -> None:
    profile = Profile(tmp_path / "demo", simulated=True)
    first = started(profile)
    wait_for(collector_log(profile).exists)
    second = started(profile)
    assert second.wait(60) == 0
    assert first.poll() is None
    first.send_signal(signal.SIGTERM)
    out, err = first.communicate(timeout=60)
    assert first.returncode == 0, err
    assert "Traceback" not in err + out
    # The lock is free again, and what was remembered is there.
    third = started(profile, "first-paint")
    assert third.wait(60) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX signals")
def test_a_killed_window_leaves_no_lock_behind(started: Started, tmp_path: Path) -> None:
    profile = Profile(tmp_path / "demo", simulated=True)
    first = started(profile)
    wait_for(collector_log(profile).exists)
    first.kill()
    first.wait(30)
    assert profile.window_lock.exists()
    second = started(profile, "first-paint")
    assert second.wait(60) == 0, second.communicate()


def test_what_was_logged_without_a_window_is_announced_when_it_opens(
    started: Started, tmp_path: Path
) -> None:
    from gridwatch.runtime.opening import open_now
    from gridwatch.store.user.announced import last_announced
    from gridwatch.store.user.firings import add_firing
    from tests.told import FIRING

    profile = Profile(tmp_path / "demo", simulated=True)
    with closing(open_now(profile, "en").user) as user:
        number = add_firing(user, FIRING)
        assert number is not None
        first = started(profile, program=ANNOUNCING)
        assert first.stdout is not None
        told = first.stdout.readline()  # the mark is stored a moment before the strip is told
        first.send_signal(signal.SIGTERM)
        _, err = first.communicate(timeout=60)
        assert last_announced(user) == number, err
    assert told == f"missed {number}\n", err
    assert first.returncode == 0, err


@pytest.mark.parametrize(
    ("fault", "words"),
    [("damaged", "is damaged"), ("newer", "newer GridWatch"), ("mixed", "holds a demo")],
)
def test_a_profile_that_cannot_be_used_is_explained_in_a_plain_box(
    tmp_path: Path, qtbot: QtBot, fault: str, words: str
) -> None:
    from gridwatch.runtime.opening import open_now
    from gridwatch.ui.failure import failure_box

    profile = Profile(tmp_path / "real")
    spoil(profile, fault)
    with pytest.raises(Exception, match=words) as caught:
        open_now(profile, "en")
    box = failure_box(caught.value)
    qtbot.addWidget(box)
    assert "can't open" in box.text()
    assert words in box.informativeText()
    assert str(tmp_path) in box.informativeText()


def spoil(profile: Profile, fault: str) -> None:
    from gridwatch.runtime.opening import open_now

    open_now(profile, "en").user.close()
    if fault == "damaged":
        for each in profile.root.glob("user.db*"):
            each.unlink()
        profile.user_db.write_bytes(b"this is no database at all" * 100)
    elif fault == "newer":
        connection = sqlite3.connect(profile.user_db)
        connection.execute("PRAGMA user_version = 900")
        connection.close()
    else:
        from gridwatch.store.database import open_market, transaction
        from gridwatch.store.market.origin import store_origin

        market = open_market(profile.market_db)
        with transaction(market):
            store_origin(market, "simulated", "1")
        market.close()


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Take every sign of a display out of the environment."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there always is a display")
class TestDisplay:
    """Whether there is a display is found out without Qt, which would abort."""

    @pytest.mark.usefixtures("no_display")
    def test_there_is_none_where_nothing_names_one(self) -> None:
        assert not has_display()

    @pytest.mark.parametrize(
        "name", [":4711", "nonsense", ":", "unix:4711.0", "/nowhere/x:0", ":x"]
    )
    def test_a_dead_or_senseless_display_is_none(
        self, no_display: pytest.MonkeyPatch, name: str
    ) -> None:
        no_display.setenv("DISPLAY", name)
        assert not has_display()

    def test_a_platform_without_a_display_is_trusted(self, no_display: pytest.MonkeyPatch) -> None:
        no_display.setenv("QT_QPA_PLATFORM", "offscreen")
        assert has_display()
        no_display.setenv("QT_QPA_PLATFORM", "xcb")
        assert not has_display()

    def test_a_wayland_socket_that_answers_is_one(
        self, no_display: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        no_display.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        no_display.setenv("WAYLAND_DISPLAY", "wayland-7")
        assert not has_display()
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
            server.bind(str(tmp_path / "wayland-7"))
            server.listen(1)
            assert has_display()
            no_display.setenv("QT_QPA_PLATFORM", "xcb")
            assert not has_display()
        no_display.delenv("QT_QPA_PLATFORM")
        assert os.path.exists(tmp_path / "wayland-7")  # noqa: PTH110 - a dead socket's file stays
        assert not has_display()

    def test_an_x_server_that_answers_is_one(self, no_display: pytest.MonkeyPatch) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            no_display.setenv("DISPLAY", f"127.0.0.1:{port - 6000}.0")
            assert has_display()


def test_what_cannot_be_put_away_is_logged_and_the_rest_is_put_away(
    caplog: pytest.LogCaptureFixture,
) -> None:
    from gridwatch.app import put_away

    taken: list[str] = []

    def broken() -> None:
        taken.append("broken")
        raise OSError("the socket is gone")

    put_away(
        [lambda: taken.append("first"), broken, lambda: taken.append("last")],
        lambda: taken.append("quit"),
    )
    assert taken == ["first", "broken", "last", "quit"]
    assert "the socket is gone" in caplog.text


def test_errors_that_nobody_caught_are_logged_and_shown_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import threading

    from gridwatch.app import watch_errors

    for module, name in ((sys, "excepthook"), (threading, "excepthook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    shown: list[Exception] = []
    watch_errors(shown.append)
    for words in ("first", "second"):
        error = ValueError(words)
        sys.excepthook(ValueError, error, None)
    assert [str(each) for each in shown] == ["first"]
    assert sum("nobody caught" in each.message for each in caplog.records) == 2
