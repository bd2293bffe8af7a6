"""The present of a listing or exchange rate: what its quotes tell now, where they are sound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gridwatch.collector.checks import LARGEST_MOVE, is_far
from gridwatch.domain.company import Basis, Company
from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.marketcap import (
    Counted,
    MarketCap,
    Priced,
    company_market_cap,
    pricing_symbol,
)
from gridwatch.domain.quote import Doubt, Quote, is_stale
from gridwatch.services.overview import Facts


@dataclass(frozen=True, slots=True)
class Present:
    """Prices in major units of `currency`; `at` is the exchange's own time of the last trade.

    That is the newest of those that made the cap: another class may trade while this one rests.

    `cap`: of the company at the quotes of now, None for an exchange rate; its value may be missing.
    `fetched_at`: when the quote was asked for.
    """

    at: datetime
    day: date
    price: float
    high: float
    low: float
    currency: str
    volume: float | None = None
    previous_close: float | None = None
    cap: MarketCap | None = None
    fetched_at: datetime | None = None


def present_of(
    company: Company, symbol: str, facts: Facts, counted: Counted, now: datetime
) -> Present | None:
    """Return the present of a listing; None where its quote is missing, stale or doubtful."""
    quote = facts.quotes.get(symbol)
    if quote is None or not is_usable(quote, now):
        return None
    cap = cap_of(company, facts, counted, quote.day, now)
    others = (facts.quotes.get(each) for each in priced_by(company, cap.basis, symbol))
    times = [each.time for each in others if each is not None and is_usable(each, now)]
    high, low = (_sound(each, quote.price) for each in (quote.day_high, quote.day_low))
    return Present(
        max((quote.time, *times)),
        quote.day,
        quote.price,
        max(high, quote.price),
        min(low, quote.price),
        quote.currency,
        quote.volume,
        quote.previous_close,
        cap,
        quote.fetched_at,
    )


def priced_by(company: Company, basis: Basis, symbol: str) -> tuple[str, ...]:
    """Return the other listings whose prices move the cap of a company."""
    if basis is Basis.CLASS_WEIGHTED:
        return tuple(each.symbol for each in company.listings if each.symbol != symbol)
    pricing = pricing_symbol(company, basis)
    return (pricing,) if pricing != symbol else ()


def _sound(extreme: float | None, price: float) -> float:
    """Return the high or low of a day; a single bad print, far from the price, is none."""
    if extreme is None or is_far(extreme, price, LARGEST_MOVE):
        return price
    return extreme


def cap_of(company: Company, facts: Facts, counted: Counted, day: date, now: datetime) -> MarketCap:
    """Compute the cap of a company from those of its quotes that can be trusted."""
    quotes = facts.quotes
    prices = {
        each.symbol: Priced(quote.price, quote.currency, quote.day)
        for each in company.listings
        if (quote := quotes.get(each.symbol)) is not None and is_usable(quote, now)
    }
    return company_market_cap(company, prices, counted, facts.fx, day)


def present_rate(pair: str, facts: Facts, now: datetime) -> Present | None:
    """Return an exchange rate at the quotes of its legs; None where one can't be trusted."""
    legs = [each for each in (pair[:3], pair[3:]) if each != "USD"]
    quotes = [facts.quotes.get(fx_symbol(each)) for each in legs]
    known = [each for each in quotes if each is not None and is_usable(each, now)]
    if len(known) < len(legs) or not known:
        return None
    latest = max(known, key=lambda each: each.time)
    rate = facts.fx.rate(pair[:3], pair[3:], latest.day)
    if rate is None:
        return None
    return Present(
        latest.time,
        latest.day,
        rate.value,
        rate.value,
        rate.value,
        pair[3:],
        fetched_at=min(
            (each.fetched_at for each in known if each.fetched_at is not None), default=None
        ),
    )


def is_usable(quote: Quote, now: datetime) -> bool:
    """Tell whether a quote may decide anything."""
    return quote.price > 0 and quote.doubt is Doubt.NONE and not is_stale(quote, now)
