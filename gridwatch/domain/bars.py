"""Daily bars as numpy columns, keyed by the exchange's own local date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from gridwatch.domain.splits import Split

Floats = NDArray[np.float64]
Days = NDArray[np.int64]
Flags = NDArray[np.bool_]
CALENDAR_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Split-adjusted prices in major units, oldest first; `days` counts from 1970-01-01.

    `final[i]` is false for a day that had not closed when it was fetched.
    """

    days: Days
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats
    final: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return the number of bars."""
        return len(self.days)


@dataclass(frozen=True, slots=True)
class Dividend:
    """Cash per share, as the source restates it for later splits, in major units."""

    day: date
    amount: float


@dataclass(frozen=True, slots=True)
class History:
    """One answer of a feed: bars with the splits and dividends of their range."""

    symbol: str
    currency: str
    quoted_in: str
    zone: str
    exchange: str
    bars: Bars
    splits: tuple[Split, ...] = ()
    dividends: tuple[Dividend, ...] = ()
    name: str = ""


def day_number(day: date) -> int:
    """Return days since 1970-01-01."""
    return day.toordinal() - CALENDAR_EPOCH


def day_of(number: int) -> date:
    """Return the date that is `number` days after 1970-01-01."""
    return date.fromordinal(int(number) + CALENDAR_EPOCH)


def bars_of(rows: Iterable[Iterable[float]]) -> Bars:
    """Make bars from rows of (day number, open, high, low, close, volume, final)."""
    # From the numbers one after the other: an array made of rows takes half as long again.
    table = np.fromiter(chain.from_iterable(rows), dtype=np.float64).reshape(-1, 7)
    opens, highs, lows, closes, volumes = (
        np.ascontiguousarray(table[:, column]) for column in range(1, 6)
    )
    days, final = table[:, 0].astype(np.int64), table[:, 6] != 0
    return Bars(days, opens, highs, lows, closes, volumes, final)


def split_factors(days: Days, splits: Sequence[Split]) -> Floats:
    """Return for each day the product of the ratios of all later splits.

    A split-adjusted close × this factor is the price as it traded on that day.
    """
    factors = np.ones(len(days))
    for each in splits:
        factors[days < day_number(each.day)] *= each.ratio
    return factors


def carried(known: Days, values: Floats, days: Days, within: int) -> Floats:
    """Return for each of `days` the last of `values` on or before it, both oldest first.

    NaN before the first, and where the last one is more than `within` days old.
    """
    if not len(known):
        return np.full(len(days), np.nan)
    rows = np.searchsorted(known, days, side="right") - 1
    fresh = (rows >= 0) & (days - known[rows] <= within)
    return np.where(fresh, values[rows], np.nan)


def restated(stored: Bars, fetched: Bars, tolerance: float = 0.001) -> bool:
    """Tell whether the source now gives other closes for final days that both hold.

    A difference above 0.1 % on any of them means that the history was restated (a split worked
    in, a repaired bar) and that all of it has to be fetched again.
    """
    common, left, right = np.intersect1d(stored.days, fetched.days, return_indices=True)
    if not len(common):
        return False
    both_final = stored.final[left] & fetched.final[right]
    ours, theirs = stored.close[left][both_final], fetched.close[right][both_final]
    # Multiplied out, so that a stored close of zero divides nothing.
    return bool(np.any(np.abs(theirs - ours) > tolerance * np.abs(ours)))
