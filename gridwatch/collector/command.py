"""Runs the collector as a process: lock, log, both ends of the wire, signals."""

from __future__ import annotations

import io
import logging
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from gridwatch import wire
from gridwatch.collector.cache import open_cache, sole_collector
from gridwatch.collector.ending import end_when_closed
from gridwatch.collector.inbox import Inbox
from gridwatch.collector.letters import Carrier, LetterDesk
from gridwatch.collector.process import Collector
from gridwatch.collector.telling import Teller
from gridwatch.collector.turns import window_turn
from gridwatch.domain.problem import Problem
from gridwatch.feeds.feed import Feed
from gridwatch.places import Profile
from gridwatch.runlog import log_to_file
from gridwatch.services.profiles import open_profile
from gridwatch.services.secrets import Secrets
from gridwatch.wording.speech import Speak

log = logging.getLogger(__name__)
REFUSALS = {"collector_running": "locked", "demo_profile": "feed", "mixed_profile": "feed"}


@dataclass(frozen=True, slots=True)
class Manner:
    """How to collect: `alone` until a signal, else until the input ends; `behind` any window."""

    alone: bool = False
    behind: bool = False


def collect(
    profile: Profile, feed: Feed, resources: Path, speak: Speak, manner: Manner = Manner()
) -> int:
    """Collect until the standard input ends or a signal comes; return the exit code.

    Speaks `wire` on standard output, and to channels in the language of `speak`. 0 after a normal
    end, 4 where another collector runs for the profile, 3 where a file can't be used.
    """
    send = Sender(sys.stdout)
    log_to_file(profile, "collector.log")
    # The one of a window sends that in the background away; nobody gives way to the others.
    turn = sole_collector if manner.alone or manner.behind else window_turn
    try:
        with turn(profile):
            _collect(profile, feed, resources, send, speak, alone=manner.alone)
    except Problem as problem:
        reason = REFUSALS.get(problem.code, "database")
        send(wire.Refused(reason, str(problem)))
        return 4 if reason == "locked" else 3
    return 0


def _collect(
    profile: Profile,
    feed: Feed,
    resources: Path,
    send: Sender,
    speak: Speak,
    *,
    alone: bool,
) -> None:
    inbox, finished = Inbox(), threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: inbox.close())
    send.on_broken = inbox.close

    def cache() -> sqlite3.Connection:
        return open_cache(profile, feed, resources)

    user = open_profile(profile, resources, "en")
    desk, carrier = LetterDesk(profile, user, speak), Carrier(Secrets(profile))
    teller = Teller(user, desk, carrier, landed=inbox.nudge)
    collector = Collector(user, cache(), feed, inbox=inbox, send=send, reopen=cache, teller=teller)
    if not alone:
        threading.Thread(target=inbox.read, args=(sys.stdin,), name="inbox", daemon=True).start()
    threading.Thread(
        target=end_when_closed, args=(inbox, feed, finished), name="end", daemon=True
    ).start()
    try:
        collector.run()
    finally:
        finished.set()
        collector.close()
        user.close()


class Sender:
    """Writes messages as lines, from any thread; a window that is gone ends the collector."""

    def __init__(self, out: TextIO) -> None:
        """Write to `out`, which is told to use UTF-8 whatever the locale."""
        self._out = out
        self._lock = threading.Lock()
        self.on_broken: Callable[[], None] = lambda: None
        if isinstance(out, io.TextIOWrapper):
            out.reconfigure(encoding="utf-8", newline="\n")

    def __call__(self, message: wire.Message) -> None:
        """Send one message at once."""
        line = wire.encoded(message)
        with self._lock:
            try:
                self._out.write(line)
                self._out.flush()
            except (OSError, ValueError):
                self.on_broken()
