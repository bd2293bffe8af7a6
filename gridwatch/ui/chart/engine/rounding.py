"""Round numbers for an axis, without numpy: panels that draw a few points need it as well."""

from __future__ import annotations

import math

_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)


def round_step(least: float) -> float:
    """Return the smallest of 1, 2, 2.5, 5 × a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(each * power for each in _ROUND if each * power >= least * (1 - 1e-9))


def spanning_ticks(low: float, high: float, most: int) -> list[float]:
    """Return round values from at or below `low` to at or above `high`, at most `most` of them.

    Of six at most there are four at least, whatever the numbers are. What does not move stands in
    the middle of a tenth of its own value.
    """
    if not high - low > max(abs(low), abs(high)) * 1e-12:
        low, high = low - (abs(low) * 0.05 or 1.0), high + (abs(high) * 0.05 or 1.0)
    step = round_step((high - low) / max(1, most - 1))
    while _last(high, step) - _first(low, step) >= most:
        step = round_step(step * 1.01)
    return [number * step for number in range(_first(low, step), _last(high, step) + 1)]


def _first(low: float, step: float) -> int:
    return math.floor(low / step + 1e-9)


def _last(high: float, step: float) -> int:
    return math.ceil(high / step - 1e-9)
