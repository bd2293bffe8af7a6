"""Whose turn it is to collect: a window's collector goes before the one in the background.

    turn.lock        held by a window's collector for as long as it runs
    background.lock  held by the one process that watches while no window is open
    collector.lock   held by whoever writes the cache

The watcher in the background sees that the turn is taken and ends its collector; the window's
waits for that. Locks are the system's, so a process that is killed leaves none behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from gridwatch.collector.cache import sole_collector
from gridwatch.domain.problem import Problem
from gridwatch.places import Profile

# Somebody who looks whether a lock is free holds it for a moment.
MOMENT = 1.0
# Within it the collector in the background has left, or was ended.
HAND_OVER = 10.0


def is_held(lock: Path) -> bool:
    """Tell whether a process holds a lock, or nobody can tell."""
    if not lock.exists():
        return False
    try:
        with FileLock(lock, timeout=0):
            return False
    except (Timeout, OSError):
        return True


@contextmanager
def window_turn(profile: Profile) -> Iterator[None]:
    """Be the collector of a window: the one in the background gives way.

    Raises Problem "collector_running" where another window or a command collects.
    """
    with _held(profile.turn_lock, _running()):
        patience = HAND_OVER if is_held(profile.background_lock) else 0.0
        with sole_collector(profile, patience=patience):
            yield


@contextmanager
def background_turn(profile: Profile) -> Iterator[None]:
    """Be the one that watches in the background; raises Problem "background_running"."""
    problem = Problem(
        "background_running", "GridWatch watches this profile in the background already."
    )
    with _held(profile.background_lock, problem):
        yield


def _running() -> Problem:
    return Problem(
        "collector_running",
        "GridWatch is fetching for this profile already. Its data appears by itself.",
    )


@contextmanager
def _held(path: Path, problem: Problem) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, timeout=MOMENT)
    try:
        lock.acquire()
    except Timeout as error:
        raise problem from error
    try:
        yield
    finally:
        lock.release()
