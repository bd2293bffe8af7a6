"""The real Yahoo feed, led to the loopback server, without pauses between requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gridwatch.feeds.pace import Pace
from gridwatch.feeds.yahoo.feed import YahooFeed
from gridwatch.places import Profile
from tests.yahoo_server import YahooServer
from tests.yahoo_server.clients import fresh_yfinance


@pytest.fixture
def yahoo_feed(
    yahoo: YahooServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], YahooFeed]]:
    """Make feeds that ask the loopback Yahoo and live by its clock."""
    for name, value in yahoo.environment().items():
        monkeypatch.setenv(name, value)
    fresh_yfinance(tmp_path / "before")

    def make() -> YahooFeed:
        profile = Profile(tmp_path / "profile")
        return YahooFeed(profile, now=lambda: yahoo.clock.now, pace=Pace(gap=0.0))

    yield make
    fresh_yfinance(tmp_path / "after")
