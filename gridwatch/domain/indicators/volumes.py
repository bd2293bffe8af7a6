"""What is made of volumes: the volume with its mean, and the price weighted with it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.domain.indicators.averages import write_mean
from gridwatch.domain.indicators.indicator import Settings
from gridwatch.domain.indicators.span import LIMIT, span_from
from gridwatch.domain.indicators.windows import sums_since


def fill_volume(
    candles: Candles, settings: Settings, columns: Mapping[str, Floats], start: int
) -> None:
    """Write the volume of each bar and the simple mean of the last ones; `average` 0 draws none.

    A negative volume is not known, like NaN.
    """
    column, given = columns["volume"], candles.volume[start:]
    column[start:] = np.where((given >= 0.0) & (given < LIMIT), given, np.nan)
    write_mean(column, int(settings["average"]), columns["average"], start)


def fill_vwap(
    candles: Candles, _settings: Settings, columns: Mapping[str, Floats], start: int
) -> None:
    """Write the mean price of the exchange's day so far, weighted with volume.

    Σ (high + low + close) / 3 × volume / Σ volume, from the first bar of each day on. There is no
    value before the first volume of the day, nor at a bar of which one of the four is not known;
    a negative volume counts as none.
    """
    if start >= len(candles):
        return
    midnight = candles.stamps[start] // DAY_SECONDS * DAY_SECONDS
    begin = min(int(np.searchsorted(candles.stamps, midnight)), start)
    span = span_from((candles.close, candles.high, candles.low, candles.volume), begin, start)
    prices = span.taken(candles.high) + span.taken(candles.low) + span.taken(candles.close)
    volumes = np.maximum(span.taken(candles.volume), 0.0)
    ages = _ages(span.taken(candles.stamps) // DAY_SECONDS)
    totals = sums_since(volumes, ages)
    worth = sums_since(prices / 3.0 * volumes, ages)
    traded = totals > 0.0
    means = np.where(traded, worth / np.where(traded, totals, 1.0), np.nan)
    span.write(columns["vwap"], means)


def _ages(days: Days) -> Days:
    """Return how many bars of the same day come before each."""
    positions = np.arange(len(days))
    begins = np.diff(days, prepend=-(2**62)) != 0
    ages: Days = positions - np.maximum.accumulate(np.where(begins, positions, 0))
    return ages
