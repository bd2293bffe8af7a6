"""The value axis as arithmetic: linear, logarithmic or percent, what is in view, round values."""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import StrEnum

import numpy as np

from gridwatch.domain.bars import Floats
from gridwatch.ui.chart.engine.rounding import round_step

HEADROOM = 2.5  # a target may stretch the view to this many times the height of the data
_ROUND_LOG = (
    (1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0),
    (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0),
    (1.0, 2.0, 3.0, 5.0),
    (1.0, 3.0),
    (1.0,),
)


class Scale(StrEnum):
    """How prices become heights."""

    LINEAR = "linear"
    LOG = "log"
    PERCENT = "percent"


def heights(prices: Floats, scale: Scale) -> Floats:
    """Return prices as heights: the same numbers, or their decimal logarithms.

    A logarithm needs a price above zero: where there is none, the height is NaN.
    """
    if scale is not Scale.LOG:
        return prices
    return np.log10(prices, where=prices > 0, out=np.full(prices.shape, np.nan))


def height(price: float, scale: Scale) -> float:
    """Return one price as a height, NaN where the scale has no place for it."""
    if scale is not Scale.LOG:
        return price
    return math.log10(price) if price > 0 else math.nan


def price_at(value: float, scale: Scale) -> float:
    """Return the price at a height."""
    return float(10**value) if scale is Scale.LOG else value


def view_of(
    low: float, high: float, line: float | None, air: tuple[float, float]
) -> tuple[float, float]:
    """Return the heights to show: the visible data, a line that is near enough, and some air.

    A line is near enough when the view with it is at most HEADROOM times as high as the data; for
    data that does not move, a twentieth of its value stands for its height. `air` is the part of
    the view that stays free above and below.
    """
    span = (high - low) or abs(high) * 0.05 or 1.0
    bottom, top = low, high
    if line is not None and max(high, line) - min(low, line) <= HEADROOM * span:
        bottom, top = min(low, line), max(high, line)
    # What hardly moves stands in the middle of a view that is a little of its own height.
    missing = max(0.0, span * 0.2 - (top - bottom)) / 2
    bottom, top = bottom - missing, top + missing
    tall = (top - bottom) / (1 - sum(air))
    return bottom - tall * air[1], top + tall * air[0]


def price_ticks(bottom: float, top: float, most: int, scale: Scale) -> list[float]:
    """Return at most about `most` round prices between two heights, rising."""
    low, high = price_at(bottom, scale), price_at(top, scale)
    if scale is Scale.LOG and high > 1.6 * low:
        every = [_decades(low, high, digits) for digits in _ROUND_LOG]
        fitting = [found for found in every if len(found) <= most]
        return fitting[0] if fitting else every[-1][:: math.ceil(len(every[-1]) / max(1, most))]
    step = round_step((high - low) / max(1, most))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


def decimals_for(prices: Iterable[float]) -> int:
    """Return how many decimals tell all of these prices exactly, at most 6."""
    wanted = list(prices)
    for digits in range(6):
        if all(math.isclose(round(each, digits), each, rel_tol=1e-9) for each in wanted):
            return digits
    return 6


def _decades(low: float, high: float, digits: tuple[float, ...]) -> list[float]:
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    every = (digit * 10.0**power for power in powers for digit in digits)
    return [each for each in every if low <= each <= high]
