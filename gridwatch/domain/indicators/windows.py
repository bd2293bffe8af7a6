"""Sums, deviations and extremes of a window that slides over a column.

A window is put together from windows of half its length, so that nothing is ever subtracted: a
price of a million a year ago leaves no trace in the mean of today's pennies.
"""

from __future__ import annotations

import numpy as np

from gridwatch.domain.bars import Days, Floats

FEW = 16


def sliding_means(values: Floats, period: int) -> Floats:
    """Return the mean of every `period` neighbours: `period` - 1 fewer than values, or none."""
    if len(values) < period:
        return values[:0]
    sums, size = values, 1
    for bit in f"{period:b}"[1:]:
        sums = sums[:-size] + sums[size:]
        size *= 2
        if bit == "1":
            sums = sums[:-1] + values[size:]
            size += 1
    return sums / period


def sliding_spread(values: Floats, period: int) -> tuple[Floats, Floats]:
    """Return the mean and the population standard deviation of every `period` neighbours.

    Windows are joined by the formula of Chan, Golub and LeVeque (1979): means and sums of squared
    distances of both parts give those of the whole without cancellation.
    """
    if len(values) < period:
        return values[:0], values[:0]
    means, squares, size = values, np.zeros(len(values)), 1
    for bit in f"{period:b}"[1:]:
        apart = means[size:] - means[:-size]
        squares = squares[:-size] + squares[size:]
        squares += apart * apart * (size / 2)
        means = means[:-size] + apart / 2
        size *= 2
        if bit == "1":
            apart = values[size:] - means[:-1]
            squares = squares[:-1] + apart * apart * (size / (size + 1))
            means = means[:-1] + apart / (size + 1)
            size += 1
    return means, np.sqrt(squares / period)


def greatest(values: Floats, lefts: Days) -> Floats:
    """Return the greatest values of windows that end at each of the last len(lefts) bars.

    lefts[i] is the first position of window i; every window holds at least its last bar.
    """
    ends = np.arange(len(values) - len(lefts), len(values)) + 1
    lefts = np.minimum(lefts, ends - 1)
    if len(lefts) <= FEW:
        return np.array([values[low:high].max() for low, high in zip(lefts, ends, strict=True)])
    sizes = ends - lefts
    longest = int(sizes.max())
    result = np.empty(len(lefts))
    table, width = values, 1
    while True:
        chosen = np.flatnonzero((sizes >= width) & (sizes < 2 * width))
        result[chosen] = np.maximum(table[lefts[chosen]], table[ends[chosen] - width])
        if 2 * width > longest:
            return result
        table = np.maximum(table[:-width], table[width:])
        width *= 2


def sums_since(values: Floats, ages: Days) -> Floats:
    """Return for each bar the sum from the bar `ages` before it on, which is of age 0.

    Sums of 1, 2, 4, … bars are added up within each group, so that no group sees another one.
    """
    sums = values.copy()
    reach, oldest = 1, int(ages.max(initial=0))
    while reach <= oldest:
        sums[reach:] += np.where(ages[reach:] >= reach, sums[:-reach], 0.0)
        reach *= 2
    return sums
