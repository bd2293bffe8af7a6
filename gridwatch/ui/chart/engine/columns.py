"""Brings a million bars down to the pixel columns of the screen without losing an extreme."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Floats

# Where a column holds this many bars and more, it is made of blocks whose extremes are known.
BLOCK = 64
_FROM_BLOCKS = 8 * BLOCK


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What stands in each column: its place on the axis of bar numbers, and four values of it.

    `step` bars share a column, the last one may hold fewer; with a step of 1 a column is a bar.
    """

    x: Floats
    first: Floats
    low: Floats
    high: Floats
    last: Floats
    step: int

    def __len__(self) -> int:
        """Return the number of columns."""
        return len(self.x)

    def extent(self) -> tuple[float, float] | None:
        """Return the lowest and highest known value, None where there is none."""
        if not len(self.x):
            return None
        low, high = np.fmin.reduce(self.low), np.fmax.reduce(self.high)
        return None if np.isnan(low) or np.isnan(high) else (float(low), float(high))

    def extent_between(self, left: float, right: float) -> tuple[float, float] | None:
        """Return the extent of the columns whose middle is in view, of all where none is."""
        inside = (self.x >= left) & (self.x <= right)
        if not inside.any():
            return self.extent()
        low, high = np.fmin.reduce(self.low[inside]), np.fmax.reduce(self.high[inside])
        return None if np.isnan(low) or np.isnan(high) else (float(low), float(high))


def step_of(left: float, right: float, wide: float) -> int:
    """Return how many bars share a column, at most a little more than a pixel wide."""
    step = max(1, math.ceil((right - left) / max(wide, 1.0)))
    return step if step < _FROM_BLOCKS else math.ceil(step / BLOCK) * BLOCK


class Extremes:
    """The lowest of `low` and the highest of `high` by blocks, made when they are first needed.

    A view of a million bars is then read from some ten thousand numbers. Unknown values (NaN) are
    passed over.
    """

    def __init__(self, low: Floats, high: Floats) -> None:
        self._low, self._high = low, high
        self._blocks: tuple[Floats, Floats] | None = None

    def changed_from(self, first: int) -> None:
        """Forget nothing but what covers the bars from `first` on, which were written in place."""
        if self._blocks is None:
            return
        block = first // BLOCK
        low, high = self._blocks
        edges = np.arange(0, len(self._low) - block * BLOCK, BLOCK)
        low[block:] = np.fmin.reduceat(self._low[block * BLOCK :], edges)
        high[block:] = np.fmax.reduceat(self._high[block * BLOCK :], edges)

    def of(self, start: int, stop: int, step: int) -> tuple[Floats, Floats]:
        """Return the lowest and highest of each `step` bars from `start`, a multiple of it."""
        if step % BLOCK or step < _FROM_BLOCKS:
            edges = np.arange(0, stop - start, step)
            low, high = self._low[start:stop], self._high[start:stop]
            return np.fmin.reduceat(low, edges), np.fmax.reduceat(high, edges)
        if self._blocks is None:
            edges = np.arange(0, len(self._low), BLOCK)
            self._blocks = np.fmin.reduceat(self._low, edges), np.fmax.reduceat(self._high, edges)
        each, first = step // BLOCK, start // BLOCK
        last = -(-stop // BLOCK)
        edges = np.arange(0, last - first, each)
        low, high = self._blocks
        return np.fmin.reduceat(low[first:last], edges), np.fmax.reduceat(high[first:last], edges)


def gathered(
    first: Floats, last: Floats, extremes: Extremes, left: float, right: float, wide: float
) -> Columns:
    """Gather the bars between the bar numbers `left` and `right`, one neighbour beyond each.

    `first` and `last` are the columns of which a group takes the first and the last value.
    Groups start at multiples of their step, so that a pan moves them as they are instead of making
    them shimmer.
    """
    step = step_of(left, right, wide)
    start = max(0, (math.floor(left) // step - 1) * step)
    stop = min(len(last), (math.ceil(right) // step + 2) * step)
    if start >= stop:
        nothing = np.empty(0)
        return Columns(nothing, nothing, nothing, nothing, nothing, step)
    edges = np.arange(start, stop, step)
    ends = np.minimum(edges + step, stop) - 1
    low, high = extremes.of(start, stop, step)
    return Columns((edges + ends) / 2, first[edges], low, high, last[ends], step)


def columns(values: Floats, left: float, right: float, wide: float) -> Columns:
    """Gather one row of values, whose extremes are its own."""
    return gathered(values, values, Extremes(values, values), left, right, wide)
