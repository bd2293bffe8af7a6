"""How many sessions of its exchange a listing has missed: suspended, or no longer quoted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from gridwatch.domain.quote import Quote
from gridwatch.domain.sessions import HOURS, SETTLED_AFTER, last_close

MOST = 260


def sessions_missed(quote: Quote, exchange: str, others: Iterable[Quote], now: datetime) -> int:
    """Return how many sessions have closed since the last trade of a listing.

    A weekday counts where `others`, quotes of the same exchange, have traded on it or later; where
    there are none every weekday counts, since holidays are not known. 0 where the hours of the
    exchange are not known.
    """
    if exchange not in HOURS:
        return 0
    traded = max((each.day for each in others), default=None)
    missed, at = 0, last_close(exchange, now - SETTLED_AFTER)
    while at is not None and missed < MOST and _day_of(at, quote) > quote.day:
        if traded is None or traded >= _day_of(at, quote):
            missed += 1
        at = last_close(exchange, at - timedelta(seconds=1))
    return missed


def _day_of(at: datetime, quote: Quote) -> date:
    """Return the exchange's own date of an instant."""
    return (at + timedelta(seconds=quote.offset)).date()
