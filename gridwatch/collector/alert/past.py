"""The finished days of one listing or exchange rate as columns, with a last row for the present."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from gridwatch.collector.alert.present import Present
from gridwatch.domain.bars import Bars, Days, Floats, carried, day_number, day_of
from gridwatch.domain.company import Basis, Company
from gridwatch.domain.fx import FxTable, fx_symbol
from gridwatch.domain.marketcap import pricing_symbol
from gridwatch.domain.rate_lines import RateLines, rate_line
from gridwatch.services.cap_history import CapHistory, CloseLine, cap_history
from gridwatch.services.counts import CompanyCounts
from gridwatch.services.overview import Facts
from gridwatch.store.market.bars import read_bars

# A class that did not trade on a day is valued at its last close, up to this many days back.
CARRIED = timedelta(days=10)


@dataclass(slots=True, eq=False)
class Past:
    """Columns over the finished days, oldest first, and one more row for the quote of now.

    Prices are split-adjusted, in major units of `currency`; caps at the close in `cap_currency`,
    NaN where unknown; `shares` as they were on the day. `tells_cap`: a high of this listing is a
    high of the cap. `goals`: the targets of the company, amounts with their currencies.
    """

    days: Days
    close: Floats
    high: Floats
    low: Floats
    volume: Floats
    caps: Floats
    shares: Floats
    previous_close: Floats
    lines: RateLines
    fx: FxTable
    currency: str = ""
    cap_currency: str = ""
    tells_cap: bool = False
    goals: tuple[tuple[float, str], ...] = ()
    known_rates: dict[tuple[str, str], Floats] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Return the number of finished days, which is the row of the present."""
        return len(self.days) - 1

    def rate(self, given: str, wanted: str) -> Floats:
        """Return the rate of each row, NaN where there is none."""
        key = (given, wanted)
        if key not in self.known_rates:
            finished = self.lines.on(self.days[:-1], given, wanted)
            self.known_rates[key] = np.append(finished, self._rate_now(given, wanted))
        return self.known_rates[key]

    def _rate_now(self, given: str, wanted: str) -> float:
        number = int(self.days[-1])
        if given == wanted:
            return 1.0
        found = self.fx.rate(given, wanted, day_of(number)) if number >= 0 else None
        return np.nan if found is None else found.value

    def put(self, present: Present, fx: FxTable) -> None:
        """Write the present into the last row."""
        row, self.fx, self.currency = self.count, fx, present.currency
        self.days[row] = day_number(present.day)
        self.close[row] = present.price
        self.high[row], self.low[row] = present.high, present.low
        self.volume[row] = np.nan if present.volume is None else present.volume
        self.previous_close[row] = present.previous_close or np.nan
        cap = present.cap
        self.caps[row] = self.shares[row] = np.nan
        if cap is not None and cap.value is not None:
            self.caps[row], self.cap_currency = cap.value, cap.currency
            self.shares[row] = np.nan if cap.shares is None else cap.shares
        for key, column in self.known_rates.items():
            column[row] = self._rate_now(*key)

    def before(self, day: date) -> Past:
        """Return a copy that ends with the day before `day`."""
        end = int(np.searchsorted(self.days[:-1], day_number(day)))
        return replace(
            self,
            days=_opened_days(self.days[:end]),
            close=_opened(self.close[:end]),
            high=_opened(self.high[:end]),
            low=_opened(self.low[:end]),
            volume=_opened(self.volume[:end]),
            caps=_opened(self.caps[:end]),
            shares=_opened(self.shares[:end]),
            previous_close=_opened(self.previous_close[:end]),
            known_rates={},
        )


def _opened(column: Floats) -> Floats:
    """Return a copy with one more row, in which nothing is known."""
    return np.append(column, np.nan)


def _opened_days(days: Days) -> Days:
    return np.append(days, -1)


def _earlier(closes: Floats) -> Floats:
    """Return the close before each, and one for the present."""
    return np.concatenate(([np.nan], closes))[: len(closes)] if len(closes) else closes


@dataclass(frozen=True, slots=True)
class Watched:
    """What a group of rules looks at: a listing of a company, with the goals of its targets."""

    company: Company
    symbol: str
    counts: CompanyCounts
    basis: Basis
    goals: tuple[tuple[float, str], ...] = ()

    @property
    def tells_cap(self) -> bool:
        """Tell whether the cap moves with the price of this listing alone."""
        if self.basis is Basis.CLASS_WEIGHTED and len(self.company.listings) > 1:
            return False
        return pricing_symbol(self.company, self.basis) == self.symbol


def read_past(
    market: sqlite3.Connection, watched: Watched, facts: Facts, lines: RateLines, since: date | None
) -> Past:
    """Read the finished days of a listing from `since` on (None: all) with the caps of each."""
    first = None if since is None else since - CARRIED
    company = watched.company
    bars = {
        each.symbol: _finished(read_bars(market, each.symbol, first)) for each in company.listings
    }
    own, primary = bars[watched.symbol], bars[company.primary]
    history = _caps(watched, bars, facts, lines)
    low = np.where(own.low > 0, np.minimum(own.low, own.close), own.close)
    return Past(
        _opened_days(own.days),
        _opened(own.close),
        _opened(np.maximum(own.high, own.close)),
        _opened(low),
        _opened(own.volume),
        # Caps are known on the days of the primary listing; another one takes the last before.
        _opened(carried(primary.days, history.caps, own.days, CARRIED.days)),
        _opened(carried(primary.days, history.shares, own.days, CARRIED.days)),
        _opened(_earlier(own.close)),
        lines,
        facts.fx,
        _currency(facts, watched.symbol),
        _currency(facts, company.primary),
        watched.tells_cap,
        watched.goals,
    )


def _finished(bars: Bars) -> Bars:
    kept = bars.final & (bars.close > 0)
    if kept.all():
        return bars
    return Bars(
        bars.days[kept],
        bars.open[kept],
        bars.high[kept],
        bars.low[kept],
        bars.close[kept],
        bars.volume[kept],
        bars.final[kept],
    )


def _currency(facts: Facts, symbol: str) -> str:
    instrument = facts.instruments.get(symbol)
    return instrument.currency if instrument else ""


def _caps(watched: Watched, bars: Mapping[str, Bars], facts: Facts, lines: RateLines) -> CapHistory:
    closes = {
        symbol: CloseLine(
            symbol,
            _currency(facts, symbol),
            each.days,
            each.close,
            facts.splits.get(symbol, ()),
        )
        for symbol, each in bars.items()
    }
    return cap_history(watched.company, watched.basis, closes, watched.counts, lines)


def empty_past(watched: Watched, facts: Facts) -> Past:
    """Return columns without any finished day, for rules that need none."""
    return Past(
        _opened_days(np.empty(0, dtype=np.int64)),
        np.full(1, np.nan),
        np.full(1, np.nan),
        np.full(1, np.nan),
        np.full(1, np.nan),
        np.full(1, np.nan),
        np.full(1, np.nan),
        np.full(1, np.nan),
        RateLines({}),
        facts.fx,
        _currency(facts, watched.symbol),
        _currency(facts, watched.company.primary),
        watched.tells_cap,
        watched.goals,
    )


def read_rate_past(market: sqlite3.Connection, pair: str, fx: FxTable, since: date | None) -> Past:
    """Read the finished days of an exchange rate, those on which both of its legs are known."""
    first = None if since is None else since - CARRIED
    legs = {each: _finished(read_bars(market, fx_symbol(each), first)) for each in rate_legs(pair)}
    lines = RateLines({each: rate_line(each, bars.days, bars.close) for each, bars in legs.items()})
    days: Days = np.empty(0, dtype=np.int64)
    for number, bars in enumerate(legs.values()):
        days = bars.days if not number else np.intersect1d(days, bars.days)
    return _rate_past(pair, days, lines, fx)


def rate_legs(pair: str) -> tuple[str, ...]:
    """Return the currencies of a pair that have a rate against the dollar."""
    return tuple(each for each in (pair[:3], pair[3:]) if each != "USD")


def empty_rate(pair: str, fx: FxTable) -> Past:
    """Return the columns of an exchange rate without any finished day."""
    return _rate_past(pair, np.empty(0, dtype=np.int64), RateLines({}), fx)


def _rate_past(pair: str, days: Days, lines: RateLines, fx: FxTable) -> Past:
    closes = lines.on(days, pair[:3], pair[3:])
    unknown = np.full(len(days), np.nan)
    return Past(
        _opened_days(days),
        _opened(closes),
        _opened(closes),
        _opened(closes),
        _opened(unknown),
        _opened(unknown),
        _opened(unknown),
        _opened(_earlier(closes)),
        lines,
        fx,
        currency=pair[3:],
    )
