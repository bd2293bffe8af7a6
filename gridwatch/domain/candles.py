"""Open, high, low, close and volume of any bar size as numpy columns, and how they aggregate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Bars, Days, Floats
from gridwatch.domain.barsize import BarSize

DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True, eq=False)
class Candles:
    """Bars of one size, oldest first; equally long columns.

    `stamps`: when each bar begins, in seconds since 1970-01-01 of the exchange's own wall clock;
    a day's bar begins at midnight, so that stamps // 86400 is its day number. Values are in major
    units; one that is not known is NaN (an open known to no quote, a day without a rate).
    """

    stamps: Days
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats

    def __len__(self) -> int:
        """Return the number of bars."""
        return len(self.stamps)


def candles_of_days(bars: Bars) -> Candles:
    """Return daily bars as candles; the columns are shared, not copied."""
    stamps = bars.days * DAY_SECONDS
    return Candles(stamps, bars.open, bars.high, bars.low, bars.close, bars.volume)


def scaled(candles: Candles, factors: Floats | float) -> Candles:
    """Return candles with their four prices times `factors`, one for each bar or one for all."""
    return Candles(
        candles.stamps,
        candles.open * factors,
        candles.high * factors,
        candles.low * factors,
        candles.close * factors,
        candles.volume,
    )


def aggregated(candles: Candles, size: BarSize) -> Candles:
    """Return bars of `size` made from smaller ones; the same object where there is nothing to do.

    A bar takes the first known open, the extremes, the last known close and the sum of the known
    volumes of its part, and begins where its first part begins. Weeks begin on Monday.
    """
    if not len(candles):
        return candles
    first = beginnings(candles.stamps, size)
    if len(first) == len(candles):
        return candles
    with np.errstate(invalid="ignore"):
        return Candles(
            candles.stamps[first],
            _first_known(candles.open, first),
            np.fmax.reduceat(candles.high, first),
            np.fmin.reduceat(candles.low, first),
            _last_known(candles.close, first),
            _sums(candles.volume, first),
        )


def beginnings(stamps: Days, size: BarSize) -> Days:
    """Return the rows at which a bar of `size` begins."""
    return np.flatnonzero(np.diff(periods(stamps, size), prepend=-(2**62)))


def last_known(values: Floats, first: Days) -> Floats:
    """Return the last known value of each group of rows, NaN for a group without any."""
    return _last_known(values, first) if len(values) else values


def sound(candles: Candles) -> Candles:
    """Return the bars that have a price, oldest first, without values that can't be.

    A close that is not above zero is no price, and its bar none. Another price that is not is
    unknown; extremes reach at least to the close, so that a high below it can't lie.
    """
    order = np.argsort(candles.stamps, kind="stable")
    order = order[np.isfinite(candles.close[order]) & (candles.close[order] > 0)]
    with np.errstate(invalid="ignore"):
        opens, highs, lows, closes = (
            np.where(np.isfinite(each[order]) & (each[order] > 0), each[order], np.nan)
            for each in (candles.open, candles.high, candles.low, candles.close)
        )
        volumes = np.where(candles.volume[order] >= 0, candles.volume[order], np.nan)
    highs = np.fmax(highs, np.fmax(opens, closes))
    lows = np.fmin(lows, np.fmin(opens, closes))
    return Candles(candles.stamps[order], opens, highs, lows, closes, volumes)


def periods(stamps: Days, size: BarSize) -> Days:
    """Return for each stamp a number that is the same within one bar of `size`."""
    days = stamps // DAY_SECONDS
    if size.intraday:
        return stamps // size.seconds
    if size is BarSize.WEEK:
        return (days + 3) // 7  # 1970-01-01 was a Thursday
    if size is BarSize.MONTH:
        return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return days


def _first_known(values: Floats, first: Days) -> Floats:
    """Return the first value of each group that is not NaN, NaN for a group without any."""
    positions = np.where(np.isnan(values), len(values), np.arange(len(values)))
    return _taken(values, np.minimum.reduceat(positions, first))


def _last_known(values: Floats, first: Days) -> Floats:
    positions = np.where(np.isnan(values), -1, np.arange(len(values)))
    return _taken(values, np.maximum.reduceat(positions, first))


def _taken(values: Floats, positions: Days) -> Floats:
    inside = (positions >= 0) & (positions < len(values))
    return np.where(inside, values[np.clip(positions, 0, len(values) - 1)], np.nan)


def _sums(values: Floats, first: Days) -> Floats:
    known = ~np.isnan(values)
    sums: Floats = np.add.reduceat(np.where(known, values, 0.0), first)
    return np.where(np.logical_or.reduceat(known, first), sums, np.nan)
