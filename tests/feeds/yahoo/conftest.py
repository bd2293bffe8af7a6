"""A YahooFeed that is led to the loopback Yahoo by the environment alone, as a user's would be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gridwatch.feeds.pace import Pace
from gridwatch.feeds.yahoo.feed import YahooFeed
from gridwatch.places import Profile
from tests.yahoo_server import YahooServer
from tests.yahoo_server.clients import fresh_yfinance

MakeFeed = Callable[..., YahooFeed]


@pytest.fixture
def make_feed(
    yahoo: YahooServer, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MakeFeed]:
    """Give a maker of feeds at the server's own time, without spacing between requests."""
    for name, value in yahoo.environment().items():
        monkeypatch.setenv(name, value)
    fresh_yfinance(Profile(profile).source_cache)
    made: list[YahooFeed] = []

    def make(timeout: float = 10.0, pace: Pace | None = None) -> YahooFeed:
        feed = YahooFeed(
            Profile(profile),
            timeout=timeout,
            now=lambda: yahoo.clock.now,
            pace=pace or Pace(0.0),
        )
        made.append(feed)
        return feed

    yield make
    for feed in made:
        feed.stop()


@pytest.fixture
def feed(make_feed: MakeFeed) -> YahooFeed:
    """Give one feed."""
    return make_feed()
