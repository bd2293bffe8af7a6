"""Panes of momentum and range: RSI, MACD and ATR."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gridwatch.domain.bars import Floats
from gridwatch.domain.candles import Candles
from gridwatch.domain.indicators.indicator import Settings
from gridwatch.domain.indicators.recursion import averaged
from gridwatch.domain.indicators.span import Span, last_known, span_back, span_from

# Two averages that differ by less than this part of them are equal: the rest is rounding.
ROUNDING = 1e-13
# Below it a mean change has worn off (10,000 bars of one price) and its digits are no longer exact.
NOTHING = 1e-250


def fill_rsi(
    candles: Candles, settings: Settings, columns: Mapping[str, Floats], start: int
) -> None:
    """Write Wilder's relative strength index: 100 × mean rise / (mean rise + mean fall).

    J. Welles Wilder, "New Concepts in Technical Trading Systems" (1978): the first means are
    simple ones of `period` changes, so that the first value is at bar `period`; later ones are
    (mean × (period - 1) + change) / period. Where no price ever changed it is 50: neither side is
    stronger (TA-Lib gives 0 there, and others 100).
    """
    period = int(settings["period"])
    rise, fall = columns["rise"], columns["fall"]
    carry_rise, carry_fall = last_known((rise, fall), start)
    span = _span_with_previous((candles.close,), carry_rise, start)
    changes = np.diff(span.taken(candles.close))
    rises = averaged(np.maximum(changes, 0.0), period, 1.0 / period, carry_rise)
    falls = averaged(np.maximum(-changes, 0.0), period, 1.0 / period, carry_fall)
    moves = rises + falls
    still = moves < NOTHING
    moves[still] = 1.0
    strength = 100.0 * (rises / moves)  # in this order never above 100
    strength[still] = 50.0
    span.write(rise, rises)
    span.write(fall, falls)
    span.write(columns["rsi"], strength)


def fill_macd(
    candles: Candles, settings: Settings, columns: Mapping[str, Floats], start: int
) -> None:
    """Write Gerald Appel's MACD: the fast minus the slow exponential mean, and its own mean.

    Started as in TA-Lib: both means have their first value at bar `slow` - 1, a simple mean of the
    `fast` and the `slow` closes that end there, and the signal begins with the simple mean of the
    first `signal` differences. The difference is drawn from its first bar on, where TA-Lib holds
    it back until there is a signal. The histogram is the difference minus the signal.
    """
    fast, slow, signal = (int(settings[name]) for name in ("fast", "slow", "signal"))
    names = ("signal", "fast", "slow")
    carries = last_known(tuple(columns[name] for name in names), start)
    seeding = bool(np.isnan(carries[0]))
    span = span_from((candles.close,), 0 if seeding else start, start)
    closes = span.taken(candles.close)
    recent = closes[slow - fast :] if seeding else closes
    fasts = averaged(recent, fast, 2.0 / (fast + 1), carries[1])
    slows = averaged(closes, slow, 2.0 / (slow + 1), carries[2])
    apart = fasts - slows
    apart[np.abs(apart) <= ROUNDING * np.abs(slows)] = 0.0
    signals = averaged(apart, signal, 2.0 / (signal + 1), carries[0])
    for name, values in zip(names, (signals, fasts, slows), strict=True):
        span.write(columns[name], values)
    span.write(columns["macd"], apart)
    span.write(columns["histogram"], apart[len(apart) - len(signals) :] - signals)


def fill_atr(
    candles: Candles, settings: Settings, columns: Mapping[str, Floats], start: int
) -> None:
    """Write Wilder's average true range (1978), smoothed and seeded as his RSI is.

    The true range is the greatest of high - low, |high - previous close| and |low - previous
    close|. As in TA-Lib the first bar, which has no previous close, is left out. A bar counts
    where high, low and close are known.
    """
    period, column = int(settings["period"]), columns["atr"]
    (carry,) = last_known((column,), start)
    span = _span_with_previous((candles.close, candles.high, candles.low), carry, start)
    ranges = _true_ranges(
        *(span.taken(each) for each in (candles.high, candles.low, candles.close))
    )
    span.write(column, averaged(ranges, period, 1.0 / period, carry))


def _span_with_previous(columns: tuple[Floats, ...], carry: float, start: int) -> Span:
    """Return the bars from the last known one before `start` on, all of them without a carry."""
    return span_from(columns, 0, start) if np.isnan(carry) else span_back(columns, start, 1)


def _true_ranges(highs: Floats, lows: Floats, closes: Floats) -> Floats:
    highs, lows, previous = highs[1:], lows[1:], closes[:-1]
    return np.maximum(highs - lows, np.maximum(np.abs(highs - previous), np.abs(lows - previous)))
