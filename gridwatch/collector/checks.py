"""Judges a quote before it is stored: time going backwards, currency changing, impossible moves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import isfinite

from gridwatch.domain.quote import Doubt, Quote
from gridwatch.domain.splits import Split, factor_between

# No market that we follow lets a listing move further in a day; Hong Kong and New York have no
# limit, but there a larger move is a split far more often than news, and a firing can wait a day.
LARGEST_MOVE = 0.45
CLOSE_TOLERANCE = 0.25
# Of the price: the smallest usual bonus issue, ten for ten and one, moves it by 9 %.
LARGEST_DIVIDEND = 0.08
# Clocks of private machines are wrong by minutes and, with a wrong zone, by hours.
FUTURE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LastClose:
    """The close of the last finished day that is stored."""

    day: date
    close: float


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why a quote is not stored, in technical English."""

    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of a symbol: its quote, its last finished day, its splits.

    `currency` is that of its history, which is fetched anew as a whole where it changes.
    """

    quote: Quote | None = None
    last: LastClose | None = None
    splits: tuple[Split, ...] = ()
    currency: str = ""


def judged(quote: Quote, known: Known, now: datetime) -> Quote | Rejected:
    """Return the quote to store, marked where it must not fire, or why it is not stored."""
    before = known.quote
    if not (isfinite(quote.price) and quote.price > 0):
        return Rejected(f"a price of {quote.price}")
    if before is not None and quote.currency not in (before.currency, known.currency):
        return Rejected(f"currency changed from {before.currency} to {quote.currency}")
    if before is not None and before.currency == quote.currency and quote.time < before.time:
        return Rejected(f"older than the stored quote of {before.time.isoformat()}")
    if quote.time > now + FUTURE:
        return Rejected(f"made in the future, at {quote.time.isoformat()}")
    return replace(quote, fetched_at=now, doubt=_doubt(quote, known.last, known.splits))


def _doubt(quote: Quote, last: LastClose | None, splits: tuple[Split, ...]) -> Doubt:
    if last is not None and last.day < quote.day:
        expected = last.close / factor_between(splits, last.day, quote.day)
        restated = quote.previous_close is not None and is_far(
            quote.previous_close, last.close, CLOSE_TOLERANCE
        )
        if restated and is_far(quote.price, expected, LARGEST_MOVE):
            return Doubt.SPLIT
        if _is_rebased(quote, last, expected):
            return Doubt.SPLIT
    if quote.previous_close and is_far(quote.price, quote.previous_close, LARGEST_MOVE):
        return Doubt.SPIKE
    return Doubt.NONE


def _is_rebased(quote: Quote, last: LastClose, expected: float) -> bool:
    """Tell whether the source counts from another close than the one stored of the day before.

    So does the ex-day of a bonus issue, which no price move gives away, until its split is fetched.
    A dividend moves the reference as well, but seldom as far.
    """
    reference = quote.previous_close
    if reference is None or last.day != _weekday_before(quote.day):
        return False
    return all(is_far(reference, each, LARGEST_DIVIDEND) for each in (expected, last.close))


def _weekday_before(day: date) -> date:
    return day - timedelta(days=3 if day.weekday() == 0 else 1)


def is_far(price: float, reference: float, allowed: float) -> bool:
    """Tell whether a price has moved by more than the share `allowed` from a reference."""
    if reference <= 0:
        return False
    return not 1 - allowed <= price / reference <= 1 / (1 - allowed)
