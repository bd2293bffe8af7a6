"""Turns what is stored of a company into observations of its market cap: quotes, finished days."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gridwatch.domain.bars import Bars, day_number, day_of
from gridwatch.domain.company import Basis, Company
from gridwatch.domain.fx import Rate
from gridwatch.domain.marketcap import MarketCap, Priced, company_market_cap, converted
from gridwatch.domain.quote import Doubt, Quote, is_stale
from gridwatch.domain.sessions import HOURS, SETTLED_AFTER, last_close
from gridwatch.domain.splits import factor_between
from gridwatch.domain.targets import Observation, Sight, Watch
from gridwatch.services.counts import CompanyCounts, counts_of
from gridwatch.services.overview import Facts
from gridwatch.store.market.bars import read_bars

# A class that did not trade on a day is valued at its last close, up to this many days back.
CARRIED = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Subject:
    """A company that is observed in `currency`, with everything that is stored of it."""

    company: Company
    currency: str
    counts: CompanyCounts
    facts: Facts

    @property
    def quote(self) -> Quote | None:
        """Return the last quote of the primary listing."""
        return self.facts.quotes.get(self.company.primary)


@dataclass(frozen=True, slots=True)
class Seen:
    """An observation with what it was made from, which a firing keeps as evidence."""

    observation: Observation
    cap: MarketCap
    rate: Rate


@dataclass(frozen=True, slots=True)
class _Moment:
    """When and at which prices of the primary listing an observation is made."""

    at: datetime
    day: date
    sight: Sight
    price: float
    high: float | None


def subject_of(company: Company, currency: str, facts: Facts) -> Subject:
    """Gather what is stored of a company, to be observed in `currency`."""
    return Subject(company, currency, counts_of(company, facts.shares, facts.splits), facts)


def live(subject: Subject, now: datetime) -> Seen | None:
    """Return the observation of the quotes; None where one is missing, stale or doubtful."""
    primary = subject.quote
    if primary is None or not _usable(primary, now):
        return None
    quotes = subject.facts.quotes
    prices = {
        symbol: Priced(quote.price, quote.currency, quote.day)
        for symbol in (each.symbol for each in subject.company.listings)
        if (quote := quotes.get(symbol)) is not None and _usable(quote, now)
    }
    moment = _Moment(primary.time, primary.day, Sight.LIVE, primary.price, primary.day_high)
    return _seen(subject, prices, moment)


def _usable(quote: Quote, now: datetime) -> bool:
    return quote.price > 0 and quote.doubt is Doubt.NONE and not is_stale(quote, now)


def is_covered(subject: Subject, watch: Watch, day: date) -> bool:
    """Tell whether the finished days between the watch and the quote of `day` are stored.

    Looking at the quote first would pass over what happened while closed. Where the history can't
    be had at all the quote counts nevertheless: late is better than never.
    """
    if watch.seen_day == day:
        return True
    instrument = subject.facts.instruments.get(subject.company.primary)
    if instrument is None or "history" in instrument.failures:
        return True
    midnight = datetime.combine(day, time(), _zone(subject))
    closed = last_close(subject.company.primary_listing.exchange, midnight)
    needed = closed + SETTLED_AFTER if closed else midnight
    return instrument.history_at is not None and instrument.history_at >= needed


def begun_from_days(subject: Subject, created: datetime, market: sqlite3.Connection) -> Seen | None:
    """Return the last finished day before a target was set, where days have finished since.

    None as long as the quotes of the day on which it was set can still tell more.
    """
    days = list(finished_days(subject, Watch(armed=True, until=created - CARRIED), market))
    before = [each for each in days if each.observation.at <= created]
    return before[-1] if before and len(before) < len(days) else None


def local_day(subject: Subject, at: datetime) -> date:
    """Return the exchange's own date of an instant."""
    return at.astimezone(_zone(subject)).date()


def finished_days(subject: Subject, watch: Watch, market: sqlite3.Connection) -> Iterator[Seen]:
    """Yield an observation for each finished day whose close is after the watch's last look."""
    company = subject.company
    first = watch.until.date() - timedelta(days=2)
    columns = {
        each.symbol: read_bars(market, each.symbol, first - CARRIED) for each in company.listings
    }
    bars = columns[company.primary]
    hours = HOURS.get(company.primary_listing.exchange)
    closes, zone = hours.closes if hours else time(23, 59, 59), _zone(subject)
    for row in range(len(bars)):
        day = day_of(int(bars.days[row]))
        # Not before the closing auction is over and its price has arrived.
        at = datetime.combine(day, closes, zone) + SETTLED_AFTER
        if day < first or at <= watch.until or not bars.final[row]:
            continue
        scale = unadjusted(subject, company.primary, day)
        close, high = float(bars.close[row]) * scale, float(bars.high[row]) * scale
        moment = _Moment(at, day, Sight.BAR, close, high)
        seen = _seen(subject, _closes_on(subject, columns, day), moment)
        if seen is not None:
            yield seen


def _closes_on(subject: Subject, columns: Mapping[str, Bars], day: date) -> dict[str, Priced]:
    number = day_number(day)
    prices = {}
    for symbol, bars in columns.items():
        row = int(bars.days.searchsorted(number, side="right")) - 1
        instrument = subject.facts.instruments.get(symbol)
        if row >= 0 and instrument and number - int(bars.days[row]) <= CARRIED.days:
            at = day_of(int(bars.days[row]))
            price = float(bars.close[row]) * unadjusted(subject, symbol, day)
            prices[symbol] = Priced(price, instrument.currency, at)
    return prices


def unadjusted(subject: Subject, symbol: str, day: date) -> float:
    """Return what turns a stored close into the price as it was on `day`.

    The source has adjusted it for every later split; the share count of that day is as it was.
    """
    return factor_between(subject.facts.splits.get(symbol, ()), day, date.max)


def _seen(subject: Subject, prices: Mapping[str, Priced], moment: _Moment) -> Seen | None:
    fx = subject.facts.fx
    counted = subject.counts.on(moment.day)
    cap = company_market_cap(subject.company, prices, counted, fx, moment.day)
    in_currency = converted(cap, subject.currency, fx, moment.day)
    if in_currency is None or cap.shares is None:
        return None
    value, rate = in_currency
    high = max(moment.high or moment.price, moment.price)
    # The highs of two classes need not be at one time: only closes are added up.
    high_cap = value if cap.basis is Basis.CLASS_WEIGHTED else value * high / moment.price
    observation = Observation(
        moment.at, moment.day, moment.sight, value, high_cap, moment.price, high, cap.shares
    )
    return Seen(observation, cap, rate)


def _zone(subject: Subject) -> ZoneInfo:
    instrument = subject.facts.instruments.get(subject.company.primary)
    hours = HOURS.get(subject.company.primary_listing.exchange)
    stored = instrument.zone if instrument else ""
    try:
        return ZoneInfo(stored or (hours.zone if hours else "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
