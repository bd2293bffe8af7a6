"""Lines over the prices: moving averages and Bollinger's bands."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gridwatch.domain.bars import Floats
from gridwatch.domain.candles import Candles
from gridwatch.domain.indicators.indicator import Settings
from gridwatch.domain.indicators.recursion import averaged
from gridwatch.domain.indicators.span import last_known, span_back, span_from
from gridwatch.domain.indicators.windows import sliding_means, sliding_spread


def fill_sma(
    candles: Candles, settings: Settings, columns: Mapping[str, Floats], start: int
) -> None:
    """Write the simple means of the last closes, a line for each setting; period 0 draws none."""
    for name in ("short", "medium", "long"):
        write_mean(candles.close, int(settings[name]), columns[name], start)


def write_mean(values: Floats, period: int, column: Floats, start: int) -> None:
    """Write the means of the last `period` known values from bar `start` on, none for period 0."""
    if not period:
        column[start:] = np.nan
        return
    span = span_back((values,), start, period - 1)
    span.write(column, sliding_means(span.taken(values), period))


def fill_ema(
    candles: Candles, settings: Settings, columns: Mapping[str, Floats], start: int
) -> None:
    """Write the exponential mean of closes: weight 2 / (period + 1), as in Appel and as TA-Lib.

    The first value is the simple mean of the first `period` closes (TA-Lib's "default" start, not
    the first close, which "metastock" and pandas take); an unknown close does not wear it off.
    """
    period, column = int(settings["period"]), columns["ema"]
    (carry,) = last_known((column,), start)
    span = span_from((candles.close,), 0 if np.isnan(carry) else start, start)
    closes = span.taken(candles.close)
    span.write(column, averaged(closes, period, 2.0 / (period + 1), carry))


def fill_bollinger(
    candles: Candles, settings: Settings, columns: Mapping[str, Floats], start: int
) -> None:
    """Write the mean of the last closes and the bands `width` standard deviations off it.

    The deviation is that of a population, divided by n, not by n - 1: John Bollinger, "Bollinger
    on Bollinger Bands" (2001), and TA-Lib.
    """
    period, width = int(settings["period"]), settings["width"]
    span = span_back((candles.close,), start, period - 1)
    means, deviations = sliding_spread(span.taken(candles.close), period)
    deviations = deviations * width
    span.write(columns["middle"], means)
    span.write(columns["lower"], means - deviations)
    span.write(columns["upper"], means + deviations)
