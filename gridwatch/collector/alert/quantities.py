"""What the terms of rules measure, computed over the columns of a past; one formula for all rows.

Each fill writes its values at all rows, or at the one of the present alone: at the last price and,
where the day's high and low tell it as well, at those. NaN where it is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from gridwatch.collector.alert.past import Past
from gridwatch.domain.alert.condition import Averaging, Term
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.bars import Floats, day_number
from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.domain.indicators.averages import fill_ema, write_mean
from gridwatch.domain.indicators.oscillators import fill_rsi
from gridwatch.domain.indicators.windows import greatest, sliding_means

# All rows, or one.
At = slice | int
ALL = timedelta(days=36_500)
CALENDAR = 1.6  # calendar days for a session, holidays included
_GAP = timedelta(days=20)
_NOTHING = timedelta(0)
_ALL_BACK = frozenset({Measure.DRAWDOWN, Measure.GAIN, Measure.RSI, Measure.AVERAGE})


@dataclass(slots=True, eq=False)
class Values:
    """The values of one quantity at the low, the high and the last price of each row."""

    low: Floats
    high: Floats
    last: Floats
    memory: dict[str, Floats] = field(default_factory=dict)


def values_of(term: Term, past: Past) -> Values:
    """Return the values of a term's quantity on all finished days."""
    size = len(past.days)
    values = Values(np.full(size, np.nan), np.full(size, np.nan), np.full(size, np.nan))
    FILLS[term.measure](term, past, values, slice(0, None))
    return values


def fill(term: Term, past: Past, values: Values) -> None:
    """Write the values of the present: plain numbers, where numpy's rows of one take ten times."""
    FILLS[term.measure](term, past, values, past.count)


def _first(at: At) -> int:
    return at if isinstance(at, int) else 0


def reach_of(term: Term) -> timedelta:
    """Return how far before a day its value has to look."""
    sessions = {
        Measure.VOLUME: term.length,
        Measure.AVERAGE: term.longer if term.averaging is Averaging.SIMPLE else 0,
    }.get(term.measure, 0)
    if sessions:
        return timedelta(days=sessions * CALENDAR) + _GAP
    if term.measure is Measure.DRAWDOWN and term.length:
        return timedelta(weeks=term.length)
    return {Measure.DAY: _GAP}.get(term.measure, ALL if term.measure in _ALL_BACK else _NOTHING)


def _cap(term: Term, past: Past, values: Values, at: At) -> None:
    last = past.caps[at] * past.rate(past.cap_currency, term.currency)[at]
    values.last[at] = last
    if past.tells_cap:  # the highs of two classes need not be at one time: only closes add up
        close = past.close[at]
        values.high[at] = last * (past.high[at] / close)
        values.low[at] = last * (past.low[at] / close)


def _price(term: Term, past: Past, values: Values, at: At) -> None:
    if term.currency and term.currency != past.currency:
        rate = past.rate(past.currency, term.currency)[at]
        values.last[at] = past.close[at] * rate
        values.high[at] = past.high[at] * rate
        values.low[at] = past.low[at] * rate
    else:
        values.last[at], values.high[at] = past.close[at], past.high[at]
        values.low[at] = past.low[at]


def _day(_: Term, past: Past, values: Values, at: At) -> None:
    before = past.previous_close[at]
    values.last[at] = (past.close[at] / before - 1) * 100
    values.high[at] = (past.high[at] / before - 1) * 100
    values.low[at] = (past.low[at] / before - 1) * 100


def _drawdown(term: Term, past: Past, values: Values, at: At) -> None:
    """Fall from the highest high of the span; at the low only highs of earlier days count."""
    start = _first(at)
    first = (
        0 if term.since is None else int(np.searchsorted(past.days[:-1], day_number(term.since)))
    )
    days = past.days[start:]
    lefts = np.full(len(days), first)
    if term.length:
        lefts = np.maximum(lefts, np.searchsorted(past.days[:-1], days - term.length * 7))
    rows = np.arange(start, len(past.days))
    peaks = greatest(past.high, np.minimum(lefts, rows))
    earlier = np.concatenate(([np.nan], past.high[:-1]))
    before = greatest(np.nan_to_num(earlier, nan=-np.inf), np.minimum(lefts + 1, rows))
    none = (rows < lefts) | (days < 0)
    values.last[start:] = np.where(none, np.nan, (1 - past.close[start:] / peaks) * 100)
    values.high[start:] = np.where(none, np.nan, (1 - past.high[start:] / peaks) * 100)
    lows = (1 - past.low[start:] / np.where(before > 0, before, np.nan)) * 100
    values.low[start:] = np.where(none | (lefts >= rows), np.nan, lows)


def _gain(term: Term, past: Past, values: Values, at: At) -> None:
    """Change since the last close on or before a date."""
    start = _first(at)
    since = -1 if term.since is None else day_number(term.since)
    row = int(np.searchsorted(past.days[:-1], since, side="right")) - 1
    if row < 0:
        return
    base = past.close[row]
    begin = max(start, row)
    values.last[begin:] = (past.close[begin:] / base - 1) * 100
    values.high[begin:] = (past.high[begin:] / base - 1) * 100
    values.low[begin:] = (past.low[begin:] / base - 1) * 100


def _volume(term: Term, past: Past, values: Values, at: At) -> None:
    """Volume as a multiple of the mean of the sessions before it.

    Of a day that is not over it can only tell that it is high: every day begins low.
    """
    start = _first(at)
    if isinstance(at, int) and term.sign < 0:
        values.last[at] = np.nan
        return
    begin = max(start, term.length)
    means = sliding_means(past.volume[begin - term.length : -1], term.length)
    if len(means):
        today = past.volume[begin:]
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = today / means[-len(today) :]
        values.last[begin:] = np.where(np.isfinite(ratio), ratio, np.nan)


def _average(term: Term, past: Past, values: Values, at: At) -> None:
    start = _first(at)
    if term.averaging is Averaging.SIMPLE:
        short = _simple(past, values, f"sma {term.length}", term.length, start)
        longer = _simple(past, values, f"sma {term.longer}", term.longer, start)
    else:
        short = _exponential(past, values, term.length, start)
        longer = _exponential(past, values, term.longer, start)
    values.last[start:] = (short[start:] / longer[start:] - 1) * 100


def _simple(past: Past, values: Values, name: str, period: int, start: int) -> Floats:
    column = values.memory.setdefault(name, np.full(len(past.days), np.nan))
    write_mean(past.close, period, column, start)
    return column


def _exponential(past: Past, values: Values, period: int, start: int) -> Floats:
    if period == 1:
        return past.close
    column = values.memory.setdefault(f"ema {period}", np.full(len(past.days), np.nan))
    fill_ema(_candles(past), {"period": period}, {"ema": column}, start)
    return column


def _rsi(term: Term, past: Past, values: Values, at: At) -> None:
    start = _first(at)
    columns = {
        each: values.memory.setdefault(each, np.full(len(past.days), np.nan))
        for each in ("rise", "fall")
    }
    fill_rsi(_candles(past), {"period": term.length}, {**columns, "rsi": values.last}, start)


def _candles(past: Past) -> Candles:
    return Candles(
        past.days * DAY_SECONDS, past.close, past.high, past.low, past.close, past.volume
    )


def _distance(_: Term, past: Past, values: Values, at: At) -> None:
    """Way up to the nearest target that is still ahead; none is known where there is none."""
    start = _first(at)
    caps = past.caps[start:]
    nearest = np.where(np.isfinite(caps), np.inf, np.nan)
    scales = (past.close, past.high, past.low)
    for column, prices in zip((values.last, values.high, values.low), scales, strict=True):
        if prices is not past.close and not past.tells_cap:
            continue
        scaled = caps * (prices[start:] / past.close[start:])
        ways = nearest.copy()
        for amount, currency in past.goals:
            way = (amount / (scaled * past.rate(past.cap_currency, currency)[start:]) - 1) * 100
            ways = np.fmin(ways, np.where(way > 0, way, np.inf))
        column[start:] = np.where(np.isfinite(ways), ways, np.nan)


def _nothing(_: Term, __: Past, ___: Values, ____: At) -> None:
    """Leave it unknown: neither time, nor notes, nor what the user owns is in the columns."""


FILLS: Mapping[Measure, Callable[[Term, Past, Values, At], None]] = {
    Measure.CAP: _cap,
    Measure.PRICE: _price,
    Measure.DAY: _day,
    Measure.DRAWDOWN: _drawdown,
    Measure.GAIN: _gain,
    Measure.VOLUME: _volume,
    Measure.AVERAGE: _average,
    Measure.RSI: _rsi,
    Measure.DISTANCE: _distance,
    Measure.RATE: _price,
    Measure.STALE: _nothing,
    Measure.WEIGHT: _nothing,
    Measure.SERIES: _nothing,
    Measure.REVIEW: _nothing,
}
