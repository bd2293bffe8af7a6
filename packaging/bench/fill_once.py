"""Fills the store once with whole histories: `fill_once.py FOLDER SYMBOLS-AS-JSON`."""

from __future__ import annotations

import json
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

# Loaded here, so that the time for it is no part of what is measured.
import yfinance  # noqa: F401

from gridwatch.collector.cache import open_cache
from gridwatch.collector.filling import fill
from gridwatch.feeds.yahoo.feed import YahooFeed
from gridwatch.places import Profile, resources


def main(folder: str, symbols: str) -> None:
    """Fill, and print the seconds that it took and how many listings are stored."""
    profile = Profile(Path(folder))
    began = time.perf_counter()
    feed = YahooFeed(profile)
    with closing(open_cache(profile, feed, resources())) as market:
        for _, trouble in fill(feed, market, json.loads(symbols), lambda: datetime.now(UTC)):
            if trouble is not None:
                raise SystemExit(f"{trouble.kind}: {trouble.detail}")
        seconds = time.perf_counter() - began
        (stored,) = market.execute("SELECT count(DISTINCT instrument_id) FROM bar").fetchone()
    print(json.dumps({"seconds": seconds, "stored": stored}))


if __name__ == "__main__":
    main(*sys.argv[1:])
