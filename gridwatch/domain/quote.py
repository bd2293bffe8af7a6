"""A quote: the last price of a listing, when it was made, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from functools import lru_cache

STALE_AFTER = timedelta(days=10)


class MarketState(StrEnum):
    """Whether the exchange trades, as its source says."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Doubt(StrEnum):
    """Why a stored quote must not fire an alert."""

    NONE = ""
    SPIKE = "spike"  # moved further than any market allows without a split to explain it
    SPLIT = "split"  # looks like a split that the source has not worked into its history


@dataclass(frozen=True, slots=True)
class Quote:
    """Prices in major units of `currency`; `quoted_in` is what the source declared (GBp).

    `time` is the exchange's own time of the last trade, in UTC; `offset` seconds east of UTC give
    the exchange's local date. `day_high` belongs to that same date. `source_cap` is the market cap
    that the source itself gives, kept beside ours.
    """

    symbol: str
    price: float
    time: datetime
    currency: str
    quoted_in: str
    offset: int = 0
    previous_close: float | None = None
    day_high: float | None = None
    day_low: float | None = None
    volume: float | None = None
    state: MarketState = MarketState.UNKNOWN
    delay_minutes: int = 0
    source_cap: float | None = None
    listing_shares: float | None = None
    company_shares: float | None = None
    name: str = ""
    exchange: str = ""
    fetched_at: datetime | None = None
    doubt: Doubt = Doubt.NONE

    @property
    def day(self) -> date:
        """Return the exchange's local date of the quote."""
        return _local_day(self.time, self.offset)


@lru_cache(8192)
def _local_day(time: datetime, offset: int) -> date:
    """Return the date where it is `offset` seconds later than in UTC."""
    return time.astimezone(timezone(timedelta(seconds=offset))).date()


def day_change(quote: Quote) -> float | None:
    """Return the change since the previous close as a fraction, None where that is unknown."""
    if not quote.previous_close:
        return None
    return quote.price / quote.previous_close - 1


def is_stale(quote: Quote, now: datetime) -> bool:
    """Tell whether the last trade is older than the longest holiday of any exchange we follow."""
    return now - quote.time > STALE_AFTER
