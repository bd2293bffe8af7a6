"""The market caps of a company on all its days, in any currency, read for many companies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Days, day_number, split_factors
from gridwatch.domain.last_bar import bar_of_quote, usable
from gridwatch.domain.milestones.cap_line import CapLine
from gridwatch.domain.rate_lines import RateLines
from gridwatch.domain.restating import splits_owed
from gridwatch.services.cap_history import CapHistory, CloseLine, cap_history
from gridwatch.services.counts import counts_of
from gridwatch.services.overview import CompanyView, Facts
from gridwatch.store.market.bars import read_closes
from gridwatch.store.market.instruments import Instrument
from gridwatch.store.market.rate_lines import read_rate_lines


@dataclass(frozen=True, slots=True, eq=False)
class CapDays:
    """Caps at the close of each stored day in `currency`, that of the primary listing."""

    currency: str
    days: Days
    history: CapHistory

    def line(self, currency: str, rates: RateLines) -> CapLine:
        """Return the caps in another currency at the rate of each day, NaN where there is none."""
        rate = rates.on(self.days, self.currency, currency)
        return CapLine(currency, self.days, self.history.caps * rate, self.history.restated)


NO_DAYS = CapDays(
    "",
    np.empty(0, dtype=np.int64),
    CapHistory(np.empty(0), np.empty(0), np.empty(0), notes=()),
)


def read_rates(
    market: sqlite3.Connection, facts: Facts, views: Iterable[CompanyView], wanted: Iterable[str]
) -> RateLines:
    """Read the rates that lead from the listings of these companies to the `wanted` currencies."""
    symbols = {each.symbol for view in views for each in view.company.listings}
    used = {facts.instruments[each].currency for each in symbols if each in facts.instruments}
    used |= set(wanted)
    # Where all is in one currency no rate is needed, not even those of the dollar.
    return read_rate_lines(market, facts.quotes, used if len(used) > 1 else ())


def read_cap_days(
    market: sqlite3.Connection, view: CompanyView, facts: Facts, rates: RateLines
) -> CapDays:
    """Read the caps of a company on all days of its primary listing, as a chart shows them."""
    company, symbols = view.company, [each.symbol for each in view.company.listings]
    lines = {each: close_line(market, each, facts) for each in symbols}
    counts = counts_of(company, facts.shares, facts.splits)
    history = cap_history(company, view.cap.basis, lines, counts, rates)
    primary = lines[company.primary]
    return CapDays(primary.currency, primary.days, history)


def close_line(market: sqlite3.Connection, symbol: str, facts: Facts) -> CloseLine:
    """Read the closes of a listing, restated for splits that its source has not worked in."""
    instrument = facts.instruments.get(symbol, Instrument(symbol))
    splits, (days, closes) = facts.splits.get(symbol, ()), read_closes(market, symbol)
    owed = splits_owed(days, closes, splits, _latest(symbol, instrument.currency, facts))
    return CloseLine(symbol, instrument.currency, days, closes / split_factors(days, owed), splits)


def _latest(symbol: str, currency: str, facts: Facts) -> float | None:
    """Return the last price in shares of today, in the currency of the history."""
    quote = facts.quotes.get(symbol)
    if quote is None or quote.currency != currency or not usable(quote):
        return None
    return bar_of_quote(quote, facts.splits.get(symbol, ())).close


def up_to_now(line: CapLine, view: CompanyView, cap: float | None) -> CapLine:
    """Return the line with the cap of the last quote as its last one, where that may be used.

    A price in doubt makes no cap, and one that is older than the history adds nothing to it.
    """
    quote = view.quote
    if cap is None or quote is None or view.doubt:
        return line
    day = day_number(quote.day)
    return line if len(line.days) and day < line.days[-1] else line.brought_to(day, cap)
