"""The series that a chart draws: stored bars of any size as prices or caps, and all beside them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from math import isfinite, nan
from typing import TYPE_CHECKING

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_number, split_factors
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import (
    DAY_SECONDS,
    Candles,
    aggregated,
    beginnings,
    last_known,
    scaled,
)
from gridwatch.domain.charting import ChartRequest, Mark, Quantity
from gridwatch.domain.last_bar import Bar, LastBar, bar_of_quote, combined, usable
from gridwatch.domain.problem import Problem
from gridwatch.domain.quote import Quote
from gridwatch.domain.rate_lines import RateLines
from gridwatch.domain.restating import splits_owed
from gridwatch.domain.series import Compared, Series, TargetPrice
from gridwatch.domain.splits import Split
from gridwatch.services.cap_history import CapHistory, CloseLine, cap_history
from gridwatch.services.compared import Ground, compared_symbols, read_compared
from gridwatch.services.counts import counts_of
from gridwatch.services.live import ticked
from gridwatch.services.marks import Steps, placed, read_marks
from gridwatch.services.noted import NOTHING, Noted
from gridwatch.services.overview import CompanyView
from gridwatch.services.rule_prices import Listed, currencies_of, rule_prices, zone_of
from gridwatch.services.series_notes import history_notes, rate_notes
from gridwatch.services.stored_bars import StoredBars, read_stored, restated
from gridwatch.services.target_prices import target_prices
from gridwatch.services.watched import Watched
from gridwatch.store.database import one_reading
from gridwatch.store.market.bars import read_closes
from gridwatch.store.market.instruments import Instrument, all_instruments
from gridwatch.store.market.quotes import all_quotes
from gridwatch.store.market.rate_lines import read_rate_lines
from gridwatch.store.market.shares import all_shares
from gridwatch.store.market.splits import all_splits
from gridwatch.store.user.firings import Firing

if TYPE_CHECKING:
    from gridwatch.services.own_ledger import OwnLedger

__all__ = ["Compared", "Series", "TargetPrice", "read_series"]

DAYS = ChartRequest()


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    """What the cache knows around one series, read in one go."""

    market: sqlite3.Connection
    instruments: Mapping[str, Instrument]
    quotes: Mapping[str, Quote]
    splits: Mapping[str, Sequence[Split]]
    rates: RateLines
    listed: Instrument
    currency: str  # that of the series


@dataclass(frozen=True, slots=True, eq=False)
class _Worth:
    """What the days of a history are worth: their caps, and the rate into the series' currency."""

    days: Days
    closes: Floats
    history: CapHistory
    rates: Floats


def read_series(
    market: sqlite3.Connection | None,
    view: CompanyView,
    request: ChartRequest = DAYS,
    *,
    companies: Mapping[int, CompanyView] | None = None,
    firings: Iterable[Firing] = (),
    rules: Sequence[Watched] = (),
    noted: Noted = NOTHING,
    owned: OwnLedger | None = None,
) -> Series | None:
    """Read the history of a company as `request` asks for it; None where nothing is known of it.

    Prices and caps of each day are converted at its own rate, NaN where there is none. The quote of
    `view` is in the last bar. `companies` are those of the overview, for segments and names;
    `firings` of other companies are passed over; `rules` are those about this one, `noted` is what
    the user's notes put on its chart, and `owned` what the ledger has of it. What can't be told is
    explained by `notes`.
    """
    if market is None:
        return None
    with one_reading(market):
        stored = read_stored(market, view.company.primary, request.size)
        if not len(stored.candles) and stored.unfetched is None:
            return None
        others = currencies_of(rules) | (owned.currencies if owned is not None else set())
        facts = _read_facts(market, view, request, companies or {}, others)
        if not len(stored.candles):
            return _nothing_fetched(stored, facts, request)
        splits = facts.splits.get(facts.listed.symbol, ())
        stored = restated(stored, splits, _latest(facts, view, splits))
        worth = _worth(stored, facts, view)
        series = _drawn(stored, facts, worth, view, request)
        if not len(series.candles):
            return series
        series = _ruled(series, facts, view, rules)
        trades: list[Mark] = []
        if owned is not None:
            series, trades = _owned(series, facts, owned)
        series, _ = ticked(series, view)
        own = [each for each in firings if each.company_id == view.company.id]
        series = _marked(series, facts, worth, view, own, noted, trades)
        return _beside(series, facts, worth, request, companies or {})


def _nothing_fetched(stored: StoredBars, facts: _Facts, request: ChartRequest) -> Series:
    return Series(
        facts.listed.symbol,
        facts.currency,
        stored.candles,
        request.quantity,
        request.size,
        unfetched=stored.unfetched,
    )


def _latest(facts: _Facts, view: CompanyView, splits: Sequence[Split]) -> float | None:
    """Return the last price in shares of today, in the currency of the history."""
    quote = view.quote
    if quote is None or quote.currency != facts.listed.currency or not usable(quote):
        return None
    return bar_of_quote(quote, tuple(splits)).close


def _read_facts(
    market: sqlite3.Connection,
    view: CompanyView,
    request: ChartRequest,
    companies: Mapping[int, CompanyView],
    others: set[str],
) -> _Facts:
    """Read what the cache knows; `others` are currencies whose rates are wanted as well."""
    instruments, quotes = all_instruments(market), all_quotes(market)
    primary = view.company.primary
    listed = instruments.get(primary, Instrument(primary))
    currency = request.currency or listed.currency
    symbols = [each.symbol for each in view.company.listings]
    if not request.size.intraday:
        symbols += compared_symbols(request.compared, companies)
    used = (
        {currency}
        | others
        | {instruments[each].currency for each in symbols if each in instruments}
    )
    # Where all is in one currency no rate is needed, not even those of the dollar.
    rates = read_rate_lines(market, quotes, used if len(used) > 1 else ())
    return _Facts(market, instruments, quotes, all_splits(market), rates, listed, currency)


def _worth(stored: StoredBars, facts: _Facts, view: CompanyView) -> _Worth:
    """Value the company on the days of its bars."""
    numbers = stored.candles.stamps // DAY_SECONDS
    ends = np.flatnonzero(np.diff(numbers, append=2**62))
    days, closes = numbers[ends], stored.candles.close[ends]
    company, listed = view.company, facts.listed
    symbols = [each.symbol for each in company.listings]
    lines = {each: _close_line(each, facts) for each in symbols if each != company.primary}
    splits = facts.splits.get(company.primary, ())
    lines[company.primary] = CloseLine(company.primary, listed.currency, days, closes, splits)
    shares = all_shares(facts.market, symbols)
    counts = counts_of(
        company, shares, {each: tuple(facts.splits.get(each, ())) for each in symbols}
    )
    history = cap_history(company, view.cap.basis, lines, counts, facts.rates)
    return _Worth(days, closes, history, facts.rates.on(days, listed.currency, facts.currency))


def _close_line(symbol: str, facts: _Facts) -> CloseLine:
    instrument = facts.instruments.get(symbol)
    days, closes = read_closes(facts.market, symbol)
    currency, splits = instrument.currency if instrument else "", facts.splits.get(symbol, ())
    closes = closes / split_factors(days, splits_owed(days, closes, splits))
    return CloseLine(symbol, currency, days, closes, splits)


def _drawn(
    stored: StoredBars, facts: _Facts, worth: _Worth, view: CompanyView, request: ChartRequest
) -> Series:
    """Return the stored bars in the unit that is asked for, without the quote."""
    size, quantity = request.size, request.quantity
    rows = np.searchsorted(worth.days, stored.candles.stamps // DAY_SECONDS)
    cap_factors = worth.history.caps / worth.closes * worth.rates
    unit = (worth.rates if quantity is Quantity.PRICE else cap_factors)[rows]
    daily = scaled(stored.candles, unit)
    first = beginnings(daily.stamps, size)
    candles = aggregated(daily, size)
    caps = last_known(stored.candles.close * cap_factors[rows], first)
    shares = last_known(worth.history.shares[rows], first)
    symbol, currency = facts.listed.symbol, facts.currency
    notes = (
        *rate_notes(facts.listed.currency, currency, worth.days, worth.rates),
        *(worth.history.notes if quantity is Quantity.CAP else ()),
        *history_notes(stored, facts.listed.currency, view.quote),
    )
    if not np.any(np.isfinite(candles.close)):
        return Series(symbol, currency, _without_bars(candles), quantity, size, notes=notes)
    last = _last_bar(stored, daily, int(first[-1]), facts, view, size)
    known = bool(np.any(np.isfinite(caps)))
    return Series(
        symbol,
        currency,
        candles,
        quantity,
        size,
        targets=target_prices(view, quantity, facts.listed.currency, currency, last.rate),
        caps=(candles.close if quantity is Quantity.CAP else caps) if known else None,
        cap_currency=currency if known else "",
        shares=shares if np.any(np.isfinite(shares)) else None,
        notes=notes,
        last=last,
        unfetched=stored.unfetched,
    )


def _ruled(series: Series, facts: _Facts, view: CompanyView, rules: Sequence[Watched]) -> Series:
    """Return the series with the rules that have a place on it, at the rates of its last day."""
    last, listed = series.last, facts.listed
    if not rules or last is None or not isfinite(last.rate):
        return series
    zone = zone_of(listed.zone, last.exchange)
    day = np.array([_rated_day(last.day, view.quote)])
    found = rule_prices(
        rules,
        view,
        series.quantity,
        Listed(last.currency, last.splits, zone),
        lambda currency: float(facts.rates.on(day, currency, series.currency)[0]),
    )
    return replace(series, rules=found)


def _owned(series: Series, facts: _Facts, owned: OwnLedger) -> tuple[Series, list[Mark]]:
    """Return the series with what its shares have cost the user, and the marks of the trades."""
    from gridwatch.services.own_ledger import Into, own_cost, own_marks

    def rate_on(given: str, on: date) -> float:
        day = np.array([day_number(on)])
        return float(facts.rates.on(day, given, facts.currency)[0])

    splits = owned.splits(facts.splits)
    cost = own_cost(owned, series.symbol, splits, Into(facts.currency, rate_on))
    if cost is not None and series.quantity is Quantity.CAP:
        cost = replace(cost, price=nan)  # until the cap of now is put beside it
    return replace(series, cost=cost), list(own_marks(owned, series.symbol, splits))


def _rated_day(day: int, quote: Quote | None) -> int:
    """Return the day whose rate a last price takes: that of the quote, where it is newer."""
    return day if quote is None else max(day, day_number(quote.day))


def _last_bar(
    stored: StoredBars, daily: Candles, first: int, facts: _Facts, view: CompanyView, size: BarSize
) -> LastBar:
    """Take the last bar apart, so that a quote can be put into it; it begins at row `first`."""
    count, quote, listed = len(daily), view.quote, facts.listed
    numbers = daily.stamps // DAY_SECONDS
    day = int(numbers[-1])
    at = np.array([_rated_day(day, quote)])
    rate = facts.rates.on(at, listed.currency, facts.currency)
    today = int(np.searchsorted(numbers, day))
    return LastBar(
        day,
        Bar() if size.intraday else _parts_of(daily, first, count - 1),
        _parts_of(stored.candles, first if size.intraday else count - 1, count),
        stored.final,
        listed.currency,
        float(rate[0]),
        tuple(facts.splits.get(listed.symbol, ())),
        view.company.primary_listing.exchange,
        _parts_of(stored.candles, today, first).volume if size.intraday else nan,
    )


def _parts_of(candles: Candles, start: int, end: int) -> Bar:
    """Return one bar of all rows from `start` to before `end`, an unknown one of none."""
    columns = (candles.open, candles.high, candles.low, candles.close, candles.volume)
    rows = zip(*(each[start:end].tolist() for each in columns), strict=True)
    return reduce(combined, (Bar(*each) for each in rows), Bar())


def _without_bars(candles: Candles) -> Candles:
    empty = np.empty(0)
    return Candles(candles.stamps[:0], empty, empty, empty, empty, empty)


def _marked(
    series: Series,
    facts: _Facts,
    worth: _Worth,
    view: CompanyView,
    firings: Iterable[Firing],
    noted: Noted,
    trades: Iterable[Mark],
) -> Series:
    """Return the series with its marks, and with the figures beside it."""
    history = worth.history
    steps = Steps(worth.days, history.shares, history.restated)
    splits = facts.splits.get(series.symbol, ())
    marks = read_marks(
        facts.market, view.company, facts.listed, splits, firings, steps, noted.evidence, trades
    )
    return replace(
        series,
        marks=placed(marks, series.candles.stamps, series.size),
        figures=noted.figures,
        offers=noted.offers,
        notes=(*series.notes, *noted.notes),
    )


def _beside(
    series: Series,
    facts: _Facts,
    worth: _Worth,
    request: ChartRequest,
    companies: Mapping[int, CompanyView],
) -> Series:
    """Return the series with the lines that it is compared with."""
    if not request.compared:
        return series
    if request.size.intraday:
        note = Problem(
            "compared_within_day",
            "Comparison works with bars of a day and longer.",
        )
        return replace(series, notes=(*series.notes, note))
    days = worth.days
    if series.last is not None and series.last.day > days[-1]:
        days = np.append(days, series.last.day)
    first = beginnings(days * DAY_SECONDS, request.size)
    ground = Ground(
        facts.market,
        facts.currency,
        days,
        days[np.append(first[1:], len(days)) - 1],
        facts.rates,
        facts.instruments,
        facts.quotes,
        facts.splits,
        companies,
    )
    compared, notes = read_compared(request.compared, ground)
    return replace(series, compared=compared, notes=(*series.notes, *notes))
