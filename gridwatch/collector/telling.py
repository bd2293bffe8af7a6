"""Sends firings to the channels, off the loop: what is due, again with back-off, until given up.

                 ┌──────────────── look(): on the loop, the only one that touches the file ─┐
    due ──▶ one letter a channel ──▶ a thread of its own ──▶ landed ──▶ noted as sent, or as
     ▲                                                        failed with its next try │
     └─────────────────────── 1 min, 2, 4 … 1 h, about a day ──────────────────────────┘

A letter that a service has taken is noted after that, so a collector that is killed in between
sends it again: at least once, never lost. A service that takes longer than the patience counts as
failed; what it still says later is not listened to.
"""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Protocol

from gridwatch import wire
from gridwatch.collector.announce import Announcer
from gridwatch.domain.letter import Failure, Letter
from gridwatch.store.database import transaction
from gridwatch.store.user.deliveries import (
    Delivery,
    due_deliveries,
    next_try,
    note_failure,
    note_sent,
)
from gridwatch.store.user.firings import Firing, firings_with_ids

log = logging.getLogger(__name__)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
# 6 tries in the first hour, then one an hour: a day of trying, however long the machine sleeps.
MOST_TRIES = 29
PATIENCE = 60.0
# More than this go in several letters.
MOST_FIRINGS = 100
Send = Callable[[int, Letter], str]


class Writer(Protocol):
    """Who writes the letters, on the loop's thread."""

    def compose(self, firings: tuple[Firing, ...]) -> Letter:
        """Return the letter that tells firings."""

    def trial(self) -> Letter:
        """Return the letter of a test."""


def wait_after(tries: int) -> timedelta | None:
    """Return how long to wait after so many tries have failed, None to give up."""
    if tries >= MOST_TRIES:
        return None
    doubled: timedelta = FIRST_WAIT * 2 ** min(tries - 1, 10)
    return min(LONGEST_WAIT, doubled)


@dataclass(frozen=True, slots=True)
class Errand:
    """A letter under way to a channel; a test carries no deliveries."""

    channel: int
    deliveries: tuple[Delivery, ...]
    until: float


@dataclass(frozen=True, slots=True)
class Told:
    """What a look has found: channels where something has changed, and the tests that are over.

    `tests`: (channel, code of the failure, "" for none).
    """

    channels: tuple[int, ...] = ()
    tests: tuple[tuple[int, str], ...] = ()


class Teller:
    """Everything that is being sent; all methods are for the loop's thread."""

    def __init__(
        self,
        user: sqlite3.Connection,
        writer: Writer,
        send: Send,
        *,
        landed: Callable[[], object] = lambda: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: float = PATIENCE,
    ) -> None:
        """Take the file, who writes the letters, and what sends one to a channel by its id.

        `send` returns the code of a failure, "" for none; it runs on threads, after which
        `landed` is called on the same thread.
        """
        self._user, self._writer, self._send = user, writer, send
        self._landed, self._clock, self._patience = landed, clock, patience
        self._errands = dict[int, Errand]()
        self._tests = dict[int, Errand]()
        self._done = queue.SimpleQueue[tuple[Errand, str]]()
        self._unnoted = list[tuple[Errand, str]]()

    def look(self) -> Told:
        """Note what has come back, and send what is due.

        sqlite3.OperationalError where the file is busy or full; nothing is forgotten by that.
        """
        tests = self._take_back()
        changed = list[int]()
        while self._unnoted:
            errand, failure = self._unnoted[0]
            self._note(errand, failure)
            del self._unnoted[0]
            changed.append(errand.channel)
        self._send_due()
        return Told(tuple(dict.fromkeys(changed)), tests)

    def report(self, changed: Announcer, send: Callable[[wire.Message], None]) -> None:
        """Look, and tell the window what has become of what was sent."""
        try:
            told = self.look()
        except sqlite3.OperationalError as error:
            log.warning("deliveries were not noted: %s", error)  # the next look does it
            return
        changed.note("deliveries", told.channels)
        for channel, failure in told.tests:
            send(wire.ChannelTested(channel, not failure, failure))

    def test(self, channel: int) -> None:
        """Send a letter that stands for no firing; its outcome is told by a later look."""
        if channel not in self._tests:
            self._tests[channel] = self._start(channel, (), self._writer.trial())

    @property
    def busy(self) -> bool:
        """Tell whether a letter is under way, or has come back and is not noted yet."""
        return bool(self._errands or self._tests or self._unnoted)

    def wait(self) -> float:
        """Return after how many seconds there is something to look at, if nothing lands before."""
        if self._unnoted:
            return 1.0
        ends = [each.until for each in (*self._errands.values(), *self._tests.values())]
        waits = [min(ends) - time.monotonic()] if ends else []
        now = self._clock()
        again = next_try(self._user, now)
        if again is not None:
            waits.append((again - now).total_seconds())
        return max(0.0, min(waits, default=float("inf")))

    def finish(self, seconds: float) -> Told:
        """Send all that is due and wait for it, at most so long; what is left stays due."""
        until = time.monotonic() + seconds
        told = self.look()
        channels, tests = told.channels, told.tests
        while self.busy and time.monotonic() < until:
            time.sleep(0.02)
            told = self.look()
            channels, tests = channels + told.channels, tests + told.tests
        return Told(tuple(dict.fromkeys(channels)), tests)

    def await_tests(self, seconds: float) -> tuple[tuple[int, str], ...]:
        """Wait for the tests under way, at most so long, and send nothing else meanwhile."""
        until = time.monotonic() + seconds
        tests = self._take_back()
        while self._tests and time.monotonic() < until:
            time.sleep(0.02)
            tests += self._take_back()
        return tests

    def _take_back(self) -> tuple[tuple[int, str], ...]:
        """Take what has landed and what is overdue; return the tests among it."""
        tests = list[tuple[int, str]]()
        for errand, failure in (*self._all_landed(), *self._overdue()):
            room = self._errands if errand.deliveries else self._tests
            if room.get(errand.channel) is not errand:
                continue  # it was overdue, and counted as failed
            del room[errand.channel]
            if errand.deliveries:
                self._unnoted.append((errand, failure))
            else:
                tests.append((errand.channel, failure))
        return tuple(tests)

    def _all_landed(self) -> list[tuple[Errand, str]]:
        found = list[tuple[Errand, str]]()
        while not self._done.empty():
            found.append(self._done.get())
        return found

    def _overdue(self) -> list[tuple[Errand, str]]:
        now = time.monotonic()
        under_way = (*self._errands.values(), *self._tests.values())
        return [(each, Failure.SLOW) for each in under_way if each.until < now]

    def _note(self, errand: Errand, failure: str) -> None:
        now = self._clock()
        with transaction(self._user):
            if not failure:
                ids = [each.firing_id for each in errand.deliveries]
                note_sent(self._user, errand.channel, ids, now)
                return
            for each in errand.deliveries:
                wait = wait_after(each.tries + 1)
                again = None if wait is None else now + wait
                note_failure(self._user, each, failure, again, now)
        log.info("channel %d: %s", errand.channel, failure)

    def _send_due(self) -> None:
        due = due_deliveries(self._user, self._clock())
        for channel, waiting in groupby(due, lambda each: each.channel_id):
            if channel in self._errands or any(
                each.channel == channel for each, _ in self._unnoted
            ):
                continue
            batch = tuple(waiting)[:MOST_FIRINGS]
            told = firings_with_ids(self._user, tuple(each.firing_id for each in batch))
            self._errands[channel] = self._start(channel, batch, self._writer.compose(told))

    def _start(self, channel: int, batch: tuple[Delivery, ...], letter: Letter) -> Errand:
        errand = Errand(channel, batch, time.monotonic() + self._patience)
        # A daemon: a hung service keeps no process from its end.
        threading.Thread(
            target=self._run, args=(errand, letter), name=f"channel {channel}", daemon=True
        ).start()
        return errand

    def _run(self, errand: Errand, letter: Letter) -> None:
        try:
            failure = self._send(errand.channel, letter)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again
            log.warning("a letter failed: %s", type(error).__name__)
            failure = Failure.REFUSED
        self._done.put((errand, failure))
        self._landed()
