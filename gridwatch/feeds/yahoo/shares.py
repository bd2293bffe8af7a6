"""Dated share counts of one listing: one fundamentals-timeseries request and its parser."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote

from gridwatch.domain.shares import Scope, ShareCount
from gridwatch.feeds.yahoo.charts import EARLIEST
from gridwatch.feeds.yahoo.fields import (
    entries_of,
    fields_of,
    garbled,
    positive,
    result_list,
    second,
)

URL = "https://query2.finance.yahoo.com/ws/fundamentals-timeseries/v1/finance/timeseries/"
SOURCE = "Yahoo"
_DAY = 86_400


def shares_url(symbol: str) -> str:
    """Return the address of the share counts of `symbol`."""
    return URL + quote(symbol, safe="=")


def shares_params(symbol: str, since: date, now: datetime) -> dict[str, str]:
    """Return the query for the counts from `since` on; without `type` Yahoo sends `shares_out`."""
    begin = datetime.combine(max(since, EARLIEST), time(), UTC) - timedelta(days=1)
    end = max(now, begin) + timedelta(days=1)
    return {
        "symbol": symbol,
        "period1": str(int(begin.timestamp())),
        "period2": str(int(end.timestamp())),
    }


def parse_shares(answer: object, symbol: str, since: date) -> tuple[ShareCount, ...]:
    """Read the counts of the listing's class from `since` on, oldest first.

    Several counts of one day are all kept. Raises FeedTrouble for an answer of another shape.
    """
    found: list[ShareCount] = []
    for entry in map(fields_of, result_list(answer, "timeseries", (symbol,))):
        if "shares_out" not in entry:
            continue
        stamps, counts = entries_of(entry.get("timestamp")), entries_of(entry.get("shares_out"))
        if len(stamps) != len(counts):
            raise garbled(f"{len(counts)} counts for {len(stamps)} timestamps", (symbol,))
        for stamp, count in zip(map(_day, stamps), map(positive, counts), strict=True):
            if stamp is not None and count is not None and stamp >= since:
                found.append(ShareCount(Scope.LISTING, stamp, count, SOURCE))
    return tuple(sorted(found, key=lambda each: each.as_of))


def _day(stamp: object) -> date | None:
    """Return the date whose midnight, in UTC or at the exchange, is nearest to `stamp`.

    yfinance reads these seconds as midnights of UTC; answers with the exchange's own midnight come
    out right as well, for every zone from UTC-11 to UTC+12.
    """
    seconds = second(stamp)
    if seconds is None:
        return None
    return datetime.fromtimestamp((seconds + _DAY // 2) // _DAY * _DAY, UTC).date()
