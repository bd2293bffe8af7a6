"""Chooses the feed of a profile; what needs a second to import is loaded with the first request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Lock

from gridwatch.domain.bars import History
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.shares import ShareCount
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import (
    Feed,
    FeedTrouble,
    Found,
    IntradayHistory,
    QuoteAnswer,
    Stream,
    Tick,
)
from gridwatch.places import Profile


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def feed_of(profile: Profile, resources: Path, clock: Callable[[], datetime] = utc_now) -> Feed:
    """Return the feed for a profile: the simulated market for a demo, else Yahoo."""
    if profile.simulated:
        from gridwatch.feeds.simulated import SimulatedFeed

        return SimulatedFeed(clock, resources / "catalog.toml")
    from gridwatch.feeds.yahoo.feed import YahooFeed

    return Deferred(YahooFeed.name, lambda: YahooFeed(profile))


class Deferred:
    """A real feed that is opened by the first request: settling what is stored asks for nothing."""

    simulated = False

    def __init__(self, name: str, opener: Callable[[], Feed]) -> None:
        """Take the name that the feed will have, and what opens it."""
        self.name = name
        self._opener = opener
        self._feed: Feed | None = None
        self._lock = Lock()
        self._stopped = Event()

    def quotes(self, symbols: Sequence[str]) -> QuoteAnswer:
        """Ask the feed."""
        return self._opened(symbols).quotes(symbols)

    def history(self, symbol: str, since: date | None) -> History:
        """Ask the feed."""
        return self._opened((symbol,)).history(symbol, since)

    def intraday(self, symbol: str, size: BarSize, since: datetime | None) -> IntradayHistory:
        """Ask the feed."""
        return self._opened((symbol,)).intraday(symbol, size, since)

    def stream(self, symbols: Sequence[str], on_tick: Callable[[Tick], None]) -> Stream:
        """Ask the feed."""
        return self._opened(symbols).stream(symbols, on_tick)

    def shares(self, symbol: str, since: date) -> tuple[ShareCount, ...]:
        """Ask the feed."""
        return self._opened((symbol,)).shares(symbol, since)

    def search(self, text: str) -> tuple[Found, ...]:
        """Ask the feed."""
        return self._opened(()).search(text)

    def stop(self) -> None:
        """Stop the feed where it is open; it is not opened any more."""
        self._stopped.set()
        if self._feed is not None:
            self._feed.stop()

    def _opened(self, symbols: Sequence[str]) -> Feed:
        if self._stopped.is_set():
            raise FeedTrouble(TroubleKind.OFFLINE, "stopped", symbols)
        with self._lock:
            if self._feed is None:
                self._feed = self._opener()
            return self._feed
