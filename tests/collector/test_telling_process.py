"""The real collector with a channel: killed between storing and sending, it loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gridwatch import wire
from gridwatch.places import Profile, resources
from gridwatch.services import channels
from gridwatch.services.profiles import open_profile
from gridwatch.services.secrets import Secrets
from gridwatch.store.user.watchlists import all_watchlists, set_companies
from tests.told import log
from tests.webhook import SECRET, Webhook, webhook

PATIENCE = 30.0
# A channel by loopback is asked directly; there is no keyring to find by chance.
SURROUNDINGS = {
    "NO_PROXY": "127.0.0.1",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
}


class Collecting:
    """A collector process of a demo, with the lines that it has said."""

    def __init__(self, root: Path, *words: str, extra: Mapping[str, str] | None = None) -> None:
        """Start the real program."""
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "gridwatch", "collect", "--profile", str(root), "--demo",
                *words,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, **SURROUNDINGS, **(extra or {})},
        )  # fmt: skip
        self.said: list[str] = []

    def until(self, fits: Callable[[wire.Message], bool]) -> wire.Message:
        """Read lines until a message fits."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)
            if fits(message := wire.decoded(line)):
                return message
        raise AssertionError(f"the collector is gone; it said {self.said[-5:]}")

    def say(self, message: wire.Message) -> None:
        """Write a message to it."""
        assert self.process.stdin
        self.process.stdin.write(wire.encoded(message))
        self.process.stdin.flush()

    def kill(self) -> None:
        """Kill it at once, as a power cut does."""
        self.process.kill()
        self.process.wait(PATIENCE)
        for each in (self.process.stdin, self.process.stdout, self.process.stderr):
            if each:
                each.close()

    def hang_up(self) -> int:
        """Close its input and return its exit code."""
        out, errors = self.process.communicate(timeout=PATIENCE)
        self.said += [out, errors]
        return self.process.returncode


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with webhook() as server:
        yield server


@pytest.fixture
def root(tmp_path: Path, hook: Webhook) -> Path:
    """Give the folder of a demo of two companies, with a channel to the webhook."""
    profile = Profile(tmp_path / "demo", simulated=True)
    with closing(open_profile(profile, resources(), "en")) as user:
        first, *others = all_watchlists(user)
        set_companies(user, first.id, first.companies[:2])
        for each in others:
            set_companies(user, each.id, ())
        secrets, now = Secrets(profile), datetime.now(UTC)
        channels.add(user, secrets, "hook", hook.address, now, in_file=True)
    return tmp_path


@pytest.fixture
def start(root: Path) -> Iterator[Callable[..., Collecting]]:
    running = list[Collecting]()

    def begin(*words: str) -> Collecting:
        running.append(Collecting(root, *words))
        return running[-1]

    yield begin
    for each in running:
        each.kill()


def log_firings(root: Path, number: int) -> None:
    with closing(open_profile(Profile(root / "demo", simulated=True), resources(), "en")) as user:
        log(user, number)


def states(root: Path) -> list[tuple[str, int, str]]:
    with closing(open_profile(Profile(root / "demo", simulated=True), resources(), "en")) as user:
        rows = user.execute("SELECT state, tries, failure FROM delivery").fetchall()
    return [tuple(row) for row in rows]


def until(fits: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not fits():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def delivered(message: wire.Message) -> bool:
    return isinstance(message, wire.Changed) and bool(message.deliveries)


def test_what_was_stored_is_sent_by_the_next_collector(
    root: Path, hook: Webhook, start: Callable[..., Collecting]
) -> None:
    log_firings(root, 2)
    first = start()
    first.until(delivered)
    assert first.hang_up() == 0
    (got,) = hook.got
    assert got["title"] == "GridWatch: 2 alerts [simulated]"
    assert [row[0] for row in states(root)] == ["sent", "sent"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_killed_while_it_sends_it_sends_again(
    root: Path, hook: Webhook, start: Callable[..., Collecting]
) -> None:
    log_firings(root, 1)
    hook.delay = 3.0
    first = start()
    hook.until(lambda: bool(hook.got))
    first.kill()
    assert states(root) == [("due", 0, "")]
    hook.delay = 0.0
    second = start()
    second.until(delivered)
    assert second.hang_up() == 0
    # The service had it already: at least once.
    assert len(hook.got) == 2
    assert [row[0] for row in states(root)] == ["sent"]


def test_a_failure_is_recorded_and_nothing_tells_the_address(
    root: Path, hook: Webhook, start: Callable[..., Collecting]
) -> None:
    hook.status = 500
    log_firings(root, 1)
    collector = start()
    collector.until(delivered)
    collector.say(wire.TestChannel(1))
    told = collector.until(lambda each: isinstance(each, wire.ChannelTested))
    assert told == wire.ChannelTested(1, ok=False, failure="status 500")
    assert collector.hang_up() == 0
    assert states(root) == [("due", 1, "status 500")]
    assert hook.got[-1]["title"] == "GridWatch: This is a test [simulated]"
    assert not [each for each in collector.said if SECRET in each]
    telling = {
        each.name
        for each in root.rglob("*")
        if each.is_file() and SECRET.encode() in each.read_bytes()
    }
    assert telling == {"channels.json"}


def test_the_end_does_not_wait_for_a_slow_service(
    root: Path, hook: Webhook, start: Callable[..., Collecting]
) -> None:
    hook.delay = 60.0
    log_firings(root, 1)
    collector = start()
    hook.until(lambda: bool(hook.got))
    began = time.monotonic()
    assert collector.hang_up() == 0
    assert time.monotonic() - began < 5
    assert states(root) == [("due", 0, "")]


@pytest.mark.parametrize("command", [("refresh",), ("check",), ("check", "--refresh")])
def test_a_command_sends_before_it_ends(
    root: Path, hook: Webhook, command: tuple[str, ...]
) -> None:
    log_firings(root, 1)
    done = subprocess.run(
        [sys.executable, "-m", "gridwatch", *command, "--demo", "--profile", str(root), "--json"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **SURROUNDINGS},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (got,) = hook.got
    title = got["title"].replace("\N{NO-BREAK SPACE}", " ")
    assert title == "GridWatch: China XD reached 14bn USD [simulated]"
    assert states(root) == [("sent", 1, "")]
    assert SECRET not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_the_background_gives_way_to_a_window_and_comes_back(
    root: Path, hook: Webhook, start: Callable[..., Collecting]
) -> None:
    background = start("--background")
    log_firings(root, 1)
    hook.until(lambda: len(hook.got) == 1)
    second = start("--background")
    assert second.process.wait(PATIENCE) == 4
    window = start()
    window.until(lambda each: isinstance(each, wire.Hello))
    assert background.process.poll() is None
    assert window.hang_up() == 0
    until(lambda: sent(root) == 1)
    with closing(open_profile(Profile(root / "demo", simulated=True), resources(), "en")) as user:
        user.execute("UPDATE delivery SET state = 'due', next_try = NULL")
    # Collects again by itself, and leaves at a signal.
    hook.until(lambda: len(hook.got) == 2)
    background.process.send_signal(signal.SIGHUP)
    time.sleep(0.3)
    assert background.process.poll() is None
    background.process.send_signal(signal.SIGTERM)
    assert background.process.wait(PATIENCE) == 0
    third = start()
    third.until(lambda each: isinstance(each, wire.Hello))
    assert third.hang_up() == 0


def sent(root: Path) -> int:
    return sum(state == "sent" for state, _, _ in states(root))


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_background_that_is_killed_takes_its_child_along(
    root: Path, hook: Webhook, start: Callable[..., Collecting]
) -> None:
    background = start("--background")
    log_firings(root, 1)
    hook.until(lambda: len(hook.got) == 1)
    background.kill()
    window = start("--alone")
    window.until(lambda each: isinstance(each, wire.Hello | wire.Refused))
    if isinstance(wire.decoded(window.said[-1]), wire.Refused):
        # The child was still on its way out.
        time.sleep(3)
        window = start("--alone")
        window.until(lambda each: isinstance(each, wire.Hello))
