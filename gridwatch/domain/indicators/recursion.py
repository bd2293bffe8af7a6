"""Averages that carry on from their last value, a block of bars at a time."""

from __future__ import annotations

import math

import numpy as np

from gridwatch.domain.bars import Floats

# The powers within a block stay within 1e±100, and rows of this length in the processor's cache.
LONGEST_BLOCK = 512
# Up to so many values a loop is done before the arrays are made: a tick changes one.
SHORT = 32
RANGE = 100.0


def averaged(values: Floats, period: int, weight: float, carry: float) -> Floats:
    """Return the smoothed values, seeded with the mean of the first `period` where carry is NaN.

    Aligned with the end of `values`: as many of them, or `period` - 1 fewer where it was seeded.
    """
    if not math.isnan(carry):
        return smoothed(values, weight, carry)
    if len(values) < period:
        return values[:0]
    seed = float(values[:period].mean())
    return np.concatenate(([seed], smoothed(values[period:], weight, seed)))


def smoothed(values: Floats, weight: float, carry: float) -> Floats:
    """Return y with y[i] = y[i-1] + weight × (values[i] - y[i-1]), where y[-1] is `carry`.

    Unrolled over a block: y[i] = k^(i+1) × (carry + weight × Σ values[j] / k^(j+1)), where k is
    1 - weight.
    The sums of what was scaled up lose no more digits than the loop does, because each
    rounding is scaled down again with the value that it belongs to. 0 < weight <= 1.
    """
    keep = 1.0 - weight
    if keep <= 0.0:
        return values.copy()
    if len(values) <= SHORT:
        return _looped(values, weight, carry)
    length = min(len(values), LONGEST_BLOCK, math.ceil(-RANGE / math.log10(keep)))
    powers = keep ** np.arange(1.0, length + 1.0)
    table = _rows(values, length)
    table *= weight / powers
    np.cumsum(table, axis=1, out=table)
    table += _carries(carry, table[:, -1], float(powers[-1]))[:, np.newaxis]
    table *= powers
    return table.reshape(-1)[: len(values)]


def _looped(values: Floats, weight: float, carry: float) -> Floats:
    smooth = []
    for each in values.tolist():
        carry += weight * (each - carry)
        smooth.append(carry)
    return np.array(smooth, dtype=np.float64)


def _rows(values: Floats, length: int) -> Floats:
    """Return a copy of the values in rows of `length`, the last one filled up with zeros."""
    count = -(-len(values) // length)
    flat = np.empty(count * length)
    flat[: len(values)] = values
    flat[len(values) :] = 0.0
    return flat.reshape(count, length)


def _carries(carry: float, sums: Floats, power: float) -> Floats:
    """Return the smoothed value before each block."""
    carries = [carry]
    for each in sums[:-1].tolist():
        carries.append(power * (carries[-1] + each))
    return np.array(carries)
