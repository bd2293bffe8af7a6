"""How often a host may be asked: a bucket of turns, growing pauses after trouble, one probe."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble

LONGEST_RETRY_AFTER = 6 * 3600.0
# Turns that a host holds ready when it has been left alone: the first fill of a watchlist goes
# through at once (a few at a time, see the collector), a long run is held to the spacing.
BURST = 100
_SECONDS = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Pause:
    """When trouble of one kind closes a host: after how many in a row, for how many seconds.

    The first pause is `first`; each that follows without a success between is twice as long, up to
    `longest`.
    """

    after: int
    first: float
    longest: float


# UNKNOWN is not here: a host that says so is well.
PAUSES: Mapping[TroubleKind, Pause] = {
    TroubleKind.THROTTLED: Pause(1, 30.0, 900.0),
    TroubleKind.REFUSED: Pause(3, 30.0, 900.0),
    TroubleKind.GARBLED: Pause(3, 30.0, 900.0),
    TroubleKind.OFFLINE: Pause(3, 10.0, 120.0),
}


@dataclass(frozen=True, slots=True)
class Closed:
    """Why a host is not asked at present, and for how many seconds more."""

    kind: TroubleKind
    remaining: float


@dataclass(slots=True)
class Breaker:
    """Whether a host may be asked; all times are seconds of one steady clock, passed in.

    What a request reports counts only if it began after the last closing: the stragglers of a
    burst neither open the host again nor make its pause grow.
    """

    pauses: Mapping[TroubleKind, Pause] = field(default_factory=lambda: PAUSES)
    probe_lease: float = 30.0
    _kind: TroubleKind | None = None
    _closed_at: float = 0.0
    _until: float = 0.0
    _in_a_row: int = 0
    _closings: int = 0

    def closed(self, now: float) -> Closed | None:
        """Tell whether the host is closed at `now`; None lets one request go.

        The first request after a pause is a probe: until it reports, or its lease ends, the host
        stays closed for all others.
        """
        if self._kind is None:
            return None
        if now < self._until:
            return Closed(self._kind, self._until - now)
        self._until = now + self.probe_lease
        return None

    def closed_since(self, moment: float, now: float) -> Closed | None:
        """Tell whether the host was closed at or after `moment` and still is at `now`."""
        if self._kind is None or self._closed_at < moment or now >= self._until:
            return None
        return Closed(self._kind, self._until - now)

    def succeeded(self, began: float) -> None:
        """Open the host: a request that began at `began` was answered well."""
        if self._kind is None or began > self._closed_at:
            self._kind, self._in_a_row, self._closings = None, 0, 0

    def failed(
        self, kind: TroubleKind, began: float, now: float, retry_after: float | None, stretch: float
    ) -> float | None:
        """Note a failure; return the seconds that the host is closed for, None while it is open.

        A pause that the source names closes the host at once and is honoured, up to six hours; one
        of ours is times `stretch`.
        """
        pause = self.pauses.get(kind)
        if pause is None:
            self.succeeded(began)
            return None
        if self._kind is not None and began <= self._closed_at:
            self._until = max(self._until, now + min(retry_after or 0.0, LONGEST_RETRY_AFTER))
            return self._until - now
        self._in_a_row += 1
        if self._in_a_row < pause.after and self._kind is None and not retry_after:
            return None
        own = min(pause.first * 2 ** min(self._closings, 20), pause.longest) * stretch
        seconds = min(retry_after, LONGEST_RETRY_AFTER) if retry_after else own
        self._kind, self._closed_at, self._until = kind, now, now + seconds
        self._closings += 1
        return seconds


class Pace:
    """The gate before one host, shared by all threads that ask it."""

    def __init__(
        self,
        gap: float = 0.25,
        pauses: Mapping[TroubleKind, Pause] = PAUSES,
        *,
        burst: int = BURST,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], bool] | None = None,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        """Let `burst` requests go at once, then one each `gap` seconds ± 30 %, which refills.

        `wait(seconds)` returns true where stopped.
        """
        self.stopping = threading.Event()
        self._gap = gap
        self._ahead = (burst - 1) * gap
        self._clock = clock
        self._wait = wait or self.stopping.wait
        self._uniform = uniform
        self._lock = threading.Lock()
        # When all turns will be ready again: the bucket kept as one instant (the generic cell rate
        # algorithm, ITU-T I.371 annex A).
        self._full_at = float("-inf")
        self._breaker = Breaker(pauses)

    def stop(self) -> None:
        """End every wait at once, and refuse every later request."""
        self.stopping.set()

    def admit(self, symbols: Sequence[str] = ()) -> float:
        """Wait for a turn; return when the request begins, to be given back with its outcome.

        Raises FeedTrouble at once while the host is closed, of the kind that closed it and with the
        seconds that remain; OFFLINE when stopped.
        """
        with self._lock:
            asked = self._clock()
            _refuse(self._breaker.closed(asked), symbols)
            starts = max(asked, self._full_at - self._ahead)
            self._full_at = max(starts, self._full_at) + self._gap * self._uniform(0.7, 1.3)
        if self.stopping.is_set() or (starts > asked and self._wait(starts - asked)):
            raise FeedTrouble(TroubleKind.OFFLINE, "stopped before the request was made", symbols)
        with self._lock:
            now = self._clock()
            _refuse(self._breaker.closed_since(asked, now), symbols)
            return now

    def check(self, symbols: Sequence[str] = ()) -> None:
        """Raise FeedTrouble while the host is closed, without taking a turn or the probe."""
        with self._lock:
            _refuse(self._breaker.closed_since(float("-inf"), self._clock()), symbols)

    def succeeded(self, began: float) -> None:
        """Report that the request which began at `began` was answered well."""
        with self._lock:
            self._breaker.succeeded(began)

    def failed(self, trouble: FeedTrouble, began: float) -> None:
        """Report a failure; where it closes the host, `trouble.retry_after` becomes the pause."""
        with self._lock:
            now = self._clock()
            seconds = self._breaker.failed(
                trouble.kind, began, now, trouble.retry_after, self._uniform(0.8, 1.2)
            )
            if seconds is not None:
                # A host that had to be closed is asked without haste afterwards: no turn is left.
                self._full_at = max(self._full_at, now + seconds + self._ahead)
        if seconds is not None:
            trouble.retry_after = seconds

    @contextmanager
    def turn(self, symbols: Sequence[str] = ()) -> Iterator[None]:
        """Wait for a turn, and report by how the block ends."""
        began = self.admit(symbols)
        try:
            yield
        except FeedTrouble as trouble:
            self.failed(trouble, began)
            raise
        self.succeeded(began)


def _refuse(closed: Closed | None, symbols: Sequence[str]) -> None:
    if closed is not None:
        detail = f"not asked: the source is left alone for {closed.remaining:.0f} s more"
        raise FeedTrouble(closed.kind, detail, symbols, closed.remaining)


def retry_after_seconds(text: str | None, now: datetime) -> float | None:
    """Read a Retry-After header: seconds or an HTTP date (RFC 9110 §10.2.3), None for neither."""
    words = (text or "").strip()
    if _SECONDS.fullmatch(words):
        return float(words)
    try:
        until = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max((until - now).total_seconds(), 0.0)
