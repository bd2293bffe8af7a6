"""Watches with the window closed: a collector as a child, as a window would have it, without Qt.

The parent is small and stays; the child collects while no window's collector wants to. When a
window opens the child is ended, when it is closed a new one begins, and one that dies is started
again. Like every collector the child ends with its input, so it does not outlive its parent.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence

from gridwatch.collector.turns import background_turn, is_held
from gridwatch.places import Profile, own_command
from gridwatch.runlog import log_to_file

log = logging.getLogger(__name__)
GLANCE = 0.5
FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
SOUND_AFTER = 60.0
PATIENCE = 5.0


def background_command(profile: Profile) -> list[str]:
    """Return the command of the child."""
    return own_command("collect", *profile_words(profile), "--behind")


def profile_words(profile: Profile) -> tuple[str, ...]:
    """Return the arguments that name a profile, whatever the environment says."""
    # A demo lives in the folder "demo" of the profile that was named.
    if profile.simulated:
        return ("--profile", str(profile.root.parent), "--demo")
    return ("--profile", str(profile.root))


def watch(profile: Profile) -> int:
    """Watch a profile until a signal comes; return the exit code.

    The terminal that it was started from may be closed. Raises Problem "background_running" where
    the profile is watched already.
    """
    stop = threading.Event()
    with background_turn(profile):
        log_to_file(profile, "background.log")
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda *_: stop.set())
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        watcher = Watcher(background_command(profile), lambda: is_held(profile.turn_lock))
        watcher.run(stop)
    return 0


class Watcher:
    """One child at a time, and none while somebody else has the turn."""

    def __init__(
        self,
        command: Sequence[str],
        is_taken: Callable[[], bool],
        *,
        glance: float = GLANCE,
        first_wait: float = FIRST_WAIT,
    ) -> None:
        """Run `command` while `is_taken` is false; look at it each `glance` seconds."""
        self._command, self._is_taken = list(command), is_taken
        self._glance, self._first_wait = glance, first_wait
        self._child: subprocess.Popen[bytes] | None = None
        self._wait = first_wait
        self._born = self._not_before = 0.0

    def run(self, stop: threading.Event) -> None:
        """Watch until `stop`, and end the child."""
        try:
            while not stop.is_set():
                self.look()
                stop.wait(self._glance)
        finally:
            self._end()

    def look(self) -> None:
        """Start a child, bury a dead one, or end one whose turn is over."""
        if self._is_taken():
            self._end()
            self._wait, self._not_before = self._first_wait, 0.0
            return
        if self._child is not None and self._child.poll() is not None:
            self._bury(self._child)
        if self._child is None and time.monotonic() >= self._not_before:
            self._start()

    def _start(self) -> None:
        self._born = time.monotonic()
        try:
            self._child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # On Windows no console window opens for it.
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            log.warning("the collector can't be started: %s", error)
            self._rest()

    def _bury(self, child: subprocess.Popen[bytes]) -> None:
        log.warning("the collector ended with %s", child.returncode)
        _close(child)
        self._child = None
        if time.monotonic() - self._born > SOUND_AFTER:
            self._wait = self._first_wait
        self._rest()

    def _rest(self) -> None:
        self._not_before = time.monotonic() + self._wait
        self._wait = min(LONGEST_WAIT, self._wait * 2)

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        _close(child)  # the end of its input is the order to leave
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            log.warning("the collector did not leave in time and is ended")
            child.kill()
            child.wait()


def _close(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        try:
            child.stdin.close()
        except OSError:  # it has gone already
            log.debug("pid %d of %d had closed its input", child.pid, os.getpid())
