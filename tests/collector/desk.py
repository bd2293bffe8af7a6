"""A profile with a few companies, opened as the collector opens it, over a feed of choice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from gridwatch.collector.cache import open_cache
from gridwatch.collector.rounds import Account, Work, whole_round
from gridwatch.domain.company import Company, Listing
from gridwatch.domain.targets import Target
from gridwatch.feeds.feed import Feed
from gridwatch.places import Profile, resources
from gridwatch.services.overview import Overview, read_overview
from gridwatch.store.database import open_user
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.firings import Firing, firings
from gridwatch.store.user.targets import add_target
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from tests.yahoo_server import Clock


@dataclass(frozen=True, slots=True)
class Desk:
    """Both files of a profile, a feed and a clock that a test can set."""

    user: sqlite3.Connection
    market: sqlite3.Connection
    feed: Feed
    clock: Clock

    def round(self) -> Account:
        """Fetch everything that is due and evaluate, as `gridwatch refresh` does."""
        return whole_round(Work(self.user, self.market, self.feed, lambda: self.clock.now))

    def overview(self) -> Overview:
        """Read what the screens would show."""
        return read_overview(self.user, self.market, self.clock.now)

    def firings(self) -> list[Firing]:
        """Return the log, oldest crossing first."""
        return list(reversed(firings(self.user)))

    def close(self) -> None:
        """Close both files."""
        self.user.close()
        self.market.close()


def open_desk(root: Path, feed: Feed, clock: Clock, companies: Iterable[Company]) -> Desk:
    """Open a profile with `companies` on one list."""
    profile = Profile(root, simulated=feed.simulated)
    user = open_user(profile.user_db)
    stored = [add_company(user, each) for each in companies]
    set_companies(user, add_watchlist(user, "Test"), [each.id for each in stored])
    return Desk(user, open_cache(profile, feed, resources()), feed, clock)


def one_listing(symbol: str, exchange: str, currency: str, *, mainland: bool = False) -> Company:
    """Make a company with one listing."""
    listing = Listing(symbol, exchange, currency)
    return Company(0, symbol, "", "", "", mainland, "", symbol, (listing,))


def want(desk: Desk, company_id: int, amount: int | str, currency: str, at: datetime) -> Target:
    """Set a target at an instant."""
    return add_target(desk.user, Target(0, company_id, Decimal(amount), currency, at))
