"""How fast and with how few requests the collector fetches, beside yfinance on the same server."""

from __future__ import annotations

import json
from itertools import count

from children import asked, script
from figures import BenchProblem, Plan, Samples
from interleave import interleaved
from loopback import Loopback

YEARS = 10
CHART, QUOTE = "/v8/finance/chart/", "/v7/finance/quote"


def first_fill(plan: Plan, *, listings: int) -> Samples:
    """Time a first fill into SQLite, beside yf.download(threads=True); imports are in neither.

    Each run is a new process with nothing stored: no history, no cookie, no zone of a listing.
    """
    numbers = count()
    with Loopback.started(listings, YEARS) as server:

        def timed(name: str) -> float:
            folder = plan.folder / str(next(numbers))
            symbols = json.dumps(server.listings)
            told = asked(script(name, str(folder), symbols), server.environment)
            _check(int(told["stored"]), listings)
            return float(told["seconds"])

        return interleaved(
            lambda: timed("fill_once.py"), lambda: timed("download_once.py"), plan.runs
        )


def first_fill_requests(plan: Plan, *, listings: int) -> Samples:
    """Count every request of a first fill."""
    with Loopback.started(listings, YEARS) as server:
        symbols = json.dumps(server.listings)
        told = asked(script("fill_once.py", str(plan.folder), symbols), server.environment)
        _check(int(told["stored"]), listings)
        log = server.log()
    charts = sum(times for path, times in log.items() if path.startswith(CHART))
    return Samples([sum(log.values())], details={"charts": charts})


def quote_requests(plan: Plan, *, listings: int) -> Samples:
    """Count the quote requests of one refresh; `others` are those for cookie and crumb."""
    with Loopback.started(listings, 1) as server:
        symbols = json.dumps(server.listings)
        told = asked(script("quotes_once.py", str(plan.folder), symbols), server.environment)
        _check(int(told["stored"]), listings)
        log = server.log()
    quotes = log.get(QUOTE, 0)
    return Samples([quotes], details={"others": sum(log.values()) - quotes})


def _check(stored: int, wanted: int) -> None:
    if stored != wanted:
        raise BenchProblem(f"Only {stored} of {wanted} listings came.")
