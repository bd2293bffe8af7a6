"""What a chart is compared with: listings, indices and segments as lines in one currency."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Days, Floats, carried, day_number, split_factors
from gridwatch.domain.charting import SEGMENT_PREFIX
from gridwatch.domain.last_bar import bar_of_quote, usable
from gridwatch.domain.problem import Fault, Problem
from gridwatch.domain.quote import Quote
from gridwatch.domain.rate_lines import RateLines
from gridwatch.domain.restating import splits_owed
from gridwatch.domain.series import Compared
from gridwatch.domain.splits import Split
from gridwatch.services.cap_history import CloseLine, rate_missing
from gridwatch.services.overview import CompanyView
from gridwatch.store.market.bars import read_closes
from gridwatch.store.market.instruments import Instrument

# A line that has not traded for longer has ended, or rests: it is not drawn on.
CARRIED_DAYS = 40
# A listing that is behind by more than the longest holidays has ended, or is not fetched any more.
ENDED_DAYS = 10
BEGINNING = 100.0


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What everything is compared on: the main line's days, one currency, and what is stored.

    `days` are all days of the main line, `ends` the last one of each of its bars.
    """

    market: sqlite3.Connection
    currency: str
    days: Days
    ends: Days
    rates: RateLines
    instruments: Mapping[str, Instrument]
    quotes: Mapping[str, Quote]
    splits: Mapping[str, Sequence[Split]]
    companies: Mapping[int, CompanyView]


def rebased(values: Floats, bar: int) -> Floats:
    """Return `values` as 100 at the first known one at or after `bar`; all NaN without one."""
    start = max(0, bar)
    known = np.flatnonzero(np.isfinite(values[start:]) & (values[start:] > 0))
    if not len(known):
        return np.full(len(values), np.nan)
    return values * (BEGINNING / float(values[start + known[0]]))


def compared_symbols(keys: Iterable[str], companies: Mapping[int, CompanyView]) -> tuple[str, ...]:
    """Return the symbols whose histories are needed to draw `keys`, each once."""
    found: dict[str, None] = {}
    for key in keys:
        members = _members(key, companies) if key.startswith(SEGMENT_PREFIX) else (key,)
        found.update(dict.fromkeys(members))
    return tuple(found)


def read_compared(
    keys: Iterable[str], ground: Ground
) -> tuple[tuple[Compared, ...], tuple[Problem, ...]]:
    """Return a line for each key, and notes on what is left out, each once.

    A listing or index stands at its last close on or before the last day of each bar, up to 40
    days back, at the rate of that day; today at its quote. One whose history ended more than ten
    days before the newest bar ends with its own last day: nothing is known of it after that.
    """
    lines, notes = list[Compared](), list[Problem]()
    for key in dict.fromkeys(keys):
        if key.startswith(SEGMENT_PREFIX):
            values, told = _segment(key, ground)
            name = key.removeprefix(SEGMENT_PREFIX)
        else:
            values, told = _listing(key, ground, ground.ends)
            name = _name(key, ground)
        notes += told
        if values is not None:
            lines.append(Compared(key, name, values))
    return tuple(lines), tuple({str(each): each for each in notes}.values())


def equal_weighted(members: Sequence[Floats]) -> Floats:
    """Return the index of `members`, lines of the same days: 100 on the first day with a value.

    Each day it grows by the mean return of the members that are known on that day and on the one
    before: equal weights, set anew every day, chain-linked, so that who joins or leaves moves
    nothing (S&P Dow Jones, Index Mathematics Methodology: equal-weighted indices and the divisor).
    NaN on days on which no member is known.
    """
    table = np.vstack(members)
    with np.errstate(invalid="ignore", divide="ignore"):
        returns = table[:, 1:] / table[:, :-1] - 1
    known = np.isfinite(returns)
    counts = known.sum(axis=0)
    means = np.where(known, returns, 0.0).sum(axis=0) / np.maximum(counts, 1)
    levels = BEGINNING * np.cumprod(np.concatenate(([1.0], 1.0 + means)))
    first_known = np.isfinite(table).any(axis=0)
    return np.where(first_known, levels, np.nan)


def _segment(key: str, ground: Ground) -> tuple[Floats | None, list[Problem]]:
    members = _members(key, ground.companies)
    lines, notes = list[Floats](), list[Problem]()
    for symbol in members:
        values, told = _listing(symbol, ground, ground.days)
        notes += told
        if values is not None:
            lines.append(values)
    if not lines:
        return None, [*notes, *([] if members else [_nothing(key.removeprefix(SEGMENT_PREFIX))])]
    rows = np.searchsorted(ground.days, ground.ends)
    return equal_weighted(lines)[rows], notes


def _listing(symbol: str, ground: Ground, days: Days) -> tuple[Floats | None, list[Problem]]:
    line = _line(symbol, ground)
    if not len(line.days):
        return None, [_nothing(_name(symbol, ground))]
    rates = ground.rates.on(days, line.currency, ground.currency)
    if not np.any(np.isfinite(rates)):
        return None, [rate_missing(line.currency, ground.currency)]
    values = carried(line.days, line.closes, days, CARRIED_DAYS) * rates
    if days[-1] - line.days[-1] > ENDED_DAYS:
        values[np.searchsorted(days, line.days[-1]) + 1 :] = np.nan
    return values, []


def _line(symbol: str, ground: Ground) -> CloseLine:
    """Read the closes of a listing, with its quote where that is newer."""
    days, closes = read_closes(ground.market, symbol)
    instrument, quote = ground.instruments.get(symbol), ground.quotes.get(symbol)
    currency = instrument.currency if instrument else ""
    splits = tuple(ground.splits.get(symbol, ()))
    fresh = quote is not None and quote.currency == currency and usable(quote)
    close = bar_of_quote(quote, splits).close if quote is not None and fresh else None
    closes = closes / split_factors(days, splits_owed(days, closes, splits, close))
    if len(days) and quote is not None and close is not None:
        day = day_number(quote.day)
        if day >= days[-1]:
            kept = days < day
            days, closes = np.append(days[kept], day), np.append(closes[kept], close)
    return CloseLine(symbol, currency, days, closes, splits)


def _members(key: str, companies: Mapping[int, CompanyView]) -> tuple[str, ...]:
    segment = key.removeprefix(SEGMENT_PREFIX)
    found = (view.company for view in companies.values())
    return tuple(each.primary for each in found if each.segment == segment)


def _name(symbol: str, ground: Ground) -> str:
    for view in ground.companies.values():
        if any(each.symbol == symbol for each in view.company.listings):
            return view.company.name
    instrument = ground.instruments.get(symbol)
    return (instrument.name if instrument else "") or symbol


def _nothing(name: str) -> Problem:
    return Problem(
        "compared_without_history",
        "No history of {name} is stored yet; it is fetched while it is compared.",
        fault=Fault.SOURCE,
        name=name,
    )
