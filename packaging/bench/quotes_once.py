"""Refreshes quotes once into a new store: `quotes_once.py FOLDER SYMBOLS-AS-JSON`."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from gridwatch.collector.cache import open_cache
from gridwatch.collector.refresh import refresh_quotes
from gridwatch.feeds.yahoo.feed import YahooFeed
from gridwatch.places import Profile, resources


def main(folder: str, symbols: str) -> None:
    """Refresh, and print how many quotes are stored."""
    profile = Profile(Path(folder))
    feed = YahooFeed(profile)
    with closing(open_cache(profile, feed, resources())) as market:
        round_ = refresh_quotes(feed, market, json.loads(symbols), datetime.now(UTC))
    for trouble in round_.troubles:
        raise SystemExit(f"{trouble.kind}: {trouble.detail}")
    print(json.dumps({"stored": len(round_.stored)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
