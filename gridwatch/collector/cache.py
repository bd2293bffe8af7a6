"""Opens the cache for its one writer: prices of the right kind, the catalog's share counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from gridwatch.domain.problem import Problem
from gridwatch.feeds.feed import Feed
from gridwatch.places import Profile
from gridwatch.services.catalog import read_catalog
from gridwatch.services.profiles import check_origin
from gridwatch.store.database import open_market, transaction
from gridwatch.store.market.origin import read_origin, store_origin
from gridwatch.store.market.shares import store_shares


@contextmanager
def sole_collector(profile: Profile, *, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock that makes one collector per profile.

    Raises Problem "collector_running" where another one has it for longer than `patience` seconds.
    """
    profile.root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(profile.collector_lock, timeout=patience)
    try:
        lock.acquire()
    except Timeout as error:
        raise Problem(
            "collector_running",
            "GridWatch is fetching for this profile already. Its data appears by itself.",
        ) from error
    try:
        yield
    finally:
        lock.release()


def open_cache(profile: Profile, feed: Feed, resources: Path) -> sqlite3.Connection:
    """Open `market.db` for writing and bring the catalog's share counts into it.

    Raises Problem "mixed_profile" or "demo_profile" where it holds the other kind of prices.
    """
    market = open_market(profile.market_db)
    check_origin(profile, market)
    catalog = read_catalog(resources)
    if read_origin(market, "catalog") != str(catalog.version):
        with transaction(market):
            for each in catalog.companies:
                if each.shares is not None:
                    store_shares(market, each.company.primary, [each.shares])
            store_origin(market, "catalog", str(catalog.version))
            store_origin(market, "simulated", str(int(feed.simulated)))
    return market
