"""Makes a profile that has been in use: companies on one list, with simulated prices."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from gridwatch.collector.cache import open_cache
from gridwatch.collector.rounds import Work, whole_round
from gridwatch.feeds.simulated import SimulatedFeed
from gridwatch.places import find_profile, resources
from gridwatch.services.catalog import StarterList, read_catalog
from gridwatch.services.first_start import start
from gridwatch.services.thesis.starter import read_starter
from gridwatch.store.database import open_user


def make_warm_profile(folder: Path, companies: int) -> None:
    """Fill the demo profile of `folder` with so many companies of the catalog and all they need."""
    profile = find_profile(folder, demo=True)
    catalog = read_catalog(resources())
    keys = tuple(each.company.catalog_key for each in catalog.companies)[:companies]
    if len(keys) < companies:
        raise ValueError(f"the catalog has only {len(keys)} companies")
    user = open_user(profile.user_db)
    listed = replace(catalog, starters=(StarterList({"en": "Grid"}, keys),))
    start(user, listed, read_starter(resources(), "en"), "en", datetime.now(UTC))

    def clock() -> datetime:
        return datetime.now(UTC)

    feed = SimulatedFeed(clock, resources() / "catalog.toml")
    market = open_cache(profile, feed, resources())
    whole_round(Work(user, market, feed, clock))
    market.close()
    user.close()
