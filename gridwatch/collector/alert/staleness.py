"""How many sessions of its exchange a listing has missed: suspended, or no longer quoted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from gridwatch.domain.quote import Quote
from gridwatch.domain.sessions import HOURS, SETTLED_AFTER, last_close

MOST = 260


def sessions_missed(
    quote: Quote, exchange: str, traded: Collection[date] | None, now: datetime
) -> int:
    """Return how many sessions have closed since the last trade of a listing.

    A weekday counts on which others of the exchange have `traded`; where nothing else of it is
    followed (None) every weekday counts, since holidays are not known. 0 where the hours of the
    exchange are not known.
    """
    if exchange not in HOURS:
        return 0
    missed, at = 0, last_close(exchange, now - SETTLED_AFTER)
    while at is not None and missed < MOST and _day_of(at, quote) > quote.day:
        if traded is None or _day_of(at, quote) in traded:
            missed += 1
        at = last_close(exchange, at - timedelta(seconds=1))
    return missed


def _day_of(at: datetime, quote: Quote) -> date:
    """Return the exchange's own date of an instant."""
    return (at + timedelta(seconds=quote.offset)).date()
