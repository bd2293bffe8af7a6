"""How far from its extremes a price is: the highs and lows of a year, and the drawdown."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gridwatch.domain.bars import Floats
from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.domain.indicators.indicator import Settings
from gridwatch.domain.indicators.span import LIMIT, last_known, span_from
from gridwatch.domain.indicators.windows import greatest

WEEK_SECONDS = 7 * DAY_SECONDS


def fill_yearly(
    candles: Candles, settings: Settings, columns: Mapping[str, Floats], start: int
) -> None:
    """Write the highest high and the lowest low of the bars that began in the last `weeks`.

    The window is of calendar time, whatever the size of the bars, and holds the bar itself. There
    is no value before the first bar is that old: a high of three months is not one of a year. An
    unknown high or low is left out, so the lines have no gap there.
    """
    stamps, reach = candles.stamps, int(settings["weeks"]) * WEEK_SECONDS
    if start >= len(stamps):
        return
    lefts = np.searchsorted(stamps, stamps[start:] - reach, side="right")
    begin = min(int(lefts[0]), start)
    lefts = np.maximum(lefts - begin, 0)
    young = stamps[start:] - stamps[0] < reach
    for name, values, sign in (("high", candles.high, 1.0), ("low", candles.low, -1.0)):
        part = values[begin:]
        known = np.where(np.abs(part) < LIMIT, part * sign, -np.inf)
        found = greatest(known, lefts) * sign
        found[young | np.isinf(found)] = np.nan
        columns[name][start:] = found


def fill_drawdown(
    candles: Candles, _settings: Settings, columns: Mapping[str, Floats], start: int
) -> None:
    """Write how far below the highest close since the first bar each close is, in percent <= 0.

    There is none as long as that highest close is not above zero.
    """
    (carry,) = last_known((columns["peak"],), start)
    span = span_from((candles.close,), start, start)
    closes = span.taken(candles.close)
    peaks = np.maximum.accumulate(closes)
    if not np.isnan(carry):
        peaks = np.maximum(peaks, carry)
    positive = peaks > 1.0 / LIMIT
    below = (closes - peaks) / np.where(positive, peaks, 1.0) * 100.0
    span.write(columns["peak"], peaks)
    span.write(columns["drawdown"], np.where(positive, below, np.nan))
