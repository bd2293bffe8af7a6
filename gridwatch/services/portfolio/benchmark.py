"""What a portfolio is measured by: a listing, an index, or an index made of many companies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Days, Dividend, Floats, carried, day_number, day_of
from gridwatch.domain.charting import SEGMENT_PREFIX
from gridwatch.domain.problem import Problem
from gridwatch.domain.rate_lines import RateLines
from gridwatch.services.cap_lines import close_line, read_cap_days
from gridwatch.services.compared import (
    BEGINNING,
    CARRIED_DAYS,
    Ground,
    equal_weighted,
    read_compared,
)
from gridwatch.services.overview import CompanyView, Facts
from gridwatch.services.portfolio.views import Period
from gridwatch.store.market.bars import read_dividends
from gridwatch.store.market.rate_lines import read_rate_lines
from gridwatch.store.user.watchlists import Watchlist

LIST_PREFIX = "list:"
CAPS_SUFFIX = ":caps"  # weighted by market cap; without it all weigh the same


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One listing or index by its symbol, or the companies of an index and how they weigh."""

    symbol: str = ""
    companies: tuple[int, ...] = ()
    by_cap: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class BenchmarkLine:
    """A benchmark by day in the currency of the view, NaN where it is not known.

    `notes`: what it lacks, each once.
    """

    days: Days
    values: Floats
    notes: tuple[Problem, ...] = ()

    def return_over(self, period: Period) -> float | None:
        """Return what it has gained between the ends of two days, None where one is unknown."""
        rows = np.searchsorted(self.days, (day_number(period.first), day_number(period.last)))
        for row, day in zip(rows.tolist(), (period.first, period.last), strict=True):
            if row >= len(self.days) or day_of(self.days[row]) != day:
                return None
        begin, end = (float(self.values[row]) for row in rows)
        return end / begin - 1.0 if np.isfinite(end) and begin > 0 else None


def named_benchmark(
    key: str, companies: Mapping[int, CompanyView], watchlists: Sequence[Watchlist]
) -> Benchmark:
    """Return what a key means: a symbol, "segment:KEY", "list:ID", the last two with ":caps" too.

    A list or segment that is not there has no companies.
    """
    kind, by_cap = key.removesuffix(CAPS_SUFFIX), key.endswith(CAPS_SUFFIX)
    if kind.startswith(SEGMENT_PREFIX):
        segment = kind.removeprefix(SEGMENT_PREFIX)
        members = [number for number, view in companies.items() if view.company.segment == segment]
        return Benchmark(companies=tuple(members), by_cap=by_cap)
    if kind.startswith(LIST_PREFIX):
        wanted = kind.removeprefix(LIST_PREFIX)
        listed = [each for one in watchlists if str(one.id) == wanted for each in one.companies]
        return Benchmark(companies=tuple(listed), by_cap=by_cap)
    return Benchmark(symbol=key)


def symbols_of(wanted: Benchmark, companies: Mapping[int, CompanyView]) -> tuple[str, ...]:
    """Return the symbols whose histories a benchmark is made of."""
    if wanted.symbol:
        return (wanted.symbol,)
    return tuple(companies[each].company.primary for each in wanted.companies if each in companies)


def read_benchmark(
    wanted: Benchmark,
    market: sqlite3.Connection,
    facts: Facts,
    companies: Mapping[int, CompanyView],
    currency: str,
    days: Days,
    *,
    dividends: bool = True,
) -> BenchmarkLine:
    """Return the benchmark on each of `days` (day numbers, oldest first), in one currency.

    A listing stands at its last close, up to 40 days back, at the rate of the day. With
    `dividends` each one is put into the same listing at the close of its ex-date, gross of taxes,
    as it is in the return of a portfolio; price indices have none. An index of companies takes
    their primary listings: with equal weights set anew each day (as `equal_weighted`), or with
    those of the caps of the day before, which a company has to have to count.
    """
    views = [companies[each] for each in wanted.companies if each in companies]
    symbols = symbols_of(wanted, companies)
    rates = _rates(market, facts, symbols, views, currency)
    ground = Ground(
        market,
        currency,
        days,
        days,
        rates,
        facts.instruments,
        facts.quotes,
        facts.splits,
        companies,
    )
    found, notes = read_compared(symbols, ground)
    lines = {each.key: each.values for each in found}
    if dividends:
        lines = {
            symbol: values * _with_dividends(market, symbol, facts, days)
            for symbol, values in lines.items()
        }
    if not lines:
        return BenchmarkLine(days, np.full(len(days), np.nan), notes)
    if wanted.symbol:
        return BenchmarkLine(days, lines[wanted.symbol], notes)
    if not wanted.by_cap:
        return BenchmarkLine(days, equal_weighted(list(lines.values())), notes)
    known = [each for each in views if each.company.primary in lines]
    caps = [_caps(market, each, facts, rates, currency, days) for each in known]
    weighted = cap_weighted([lines[each.company.primary] for each in known], caps)
    return BenchmarkLine(days, weighted, notes)


def cap_weighted(members: Sequence[Floats], caps: Sequence[Floats]) -> Floats:
    """Return the index of `members` weighted by `caps`, all of the same days; it begins at 100.

    Each day it grows by the mean return of the members, weighted with their caps of the day before
    (S&P Dow Jones, Index Mathematics Methodology: a capitalisation-weighted index whose divisor
    takes care of who joins, leaves or issues shares). A member counts on a day on which it is
    known, as it and its cap are on the day before. NaN on days on which no member is known.
    """
    table, weights = np.vstack(members), np.vstack(caps)[:, :-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        returns = table[:, 1:] / table[:, :-1] - 1.0
    counted = np.isfinite(returns) & (weights > 0)
    total = np.where(counted, weights, 0.0).sum(axis=0)
    gained = np.where(counted, weights * returns, 0.0).sum(axis=0)
    steps = np.where(total > 0, gained / np.where(total > 0, total, 1.0), 0.0)
    levels = BEGINNING * np.cumprod(np.concatenate(([1.0], 1.0 + steps)))
    return np.where(np.isfinite(table).any(axis=0), levels, np.nan)


def _caps(
    market: sqlite3.Connection,
    view: CompanyView,
    facts: Facts,
    rates: RateLines,
    currency: str,
    days: Days,
) -> Floats:
    line = read_cap_days(market, view, facts, rates).line(currency, rates)
    known = np.isfinite(line.caps)
    return carried(line.days[known], line.caps[known], days, CARRIED_DAYS)


def _with_dividends(market: sqlite3.Connection, symbol: str, facts: Facts, days: Days) -> Floats:
    """Return by how much a share has grown to more shares since the first day, day by day."""
    line = close_line(market, symbol, facts)
    steps = np.ones(len(days))
    for each in read_dividends(market, symbol):
        row = int(np.searchsorted(days, day_number(each.day)))
        close = _close_on(line.days, line.closes, each)
        # What was paid on the first day or before is in no return that follows.
        if 0 < row < len(days) and close > 0:
            steps[row] *= 1.0 + each.amount / close
    return np.asarray(np.cumprod(steps), dtype=np.float64)


def _close_on(days: Days, closes: Floats, dividend: Dividend) -> float:
    """Return the close of the ex-date, or of the next day with one; 0 without any."""
    row = int(np.searchsorted(days, day_number(dividend.day)))
    return float(closes[row]) if row < len(closes) else 0.0


def _rates(
    market: sqlite3.Connection,
    facts: Facts,
    symbols: Iterable[str],
    views: Iterable[CompanyView],
    currency: str,
) -> RateLines:
    listed = {each.symbol for view in views for each in view.company.listings}
    used = {
        facts.instruments[each].currency
        for each in {*symbols, *listed}
        if each in facts.instruments
    }
    used.add(currency)
    # Where all is in one currency no rate is needed, not even those of the dollar.
    return read_rate_lines(market, facts.quotes, used if len(used) > 1 else ())
