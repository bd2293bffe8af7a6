"""Brings a million bars down to the pixel columns of the screen without losing an extreme."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Floats

# Where a column holds this many bars and more, it is made of blocks whose extremes are known.
BLOCK = 64
_FROM_BLOCKS = 8 * BLOCK

Extent = tuple[float, float]  # the lowest and the highest value


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

    def extent(self, begin: int = 0, end: int | None = None) -> Extent | None:
        """Return the extent of the known values of some columns, None where there is none."""
        low, high = self.low[begin:end], self.high[begin:end]
        if not len(low):
            return None
        if len(low) == 1:  # what a tick has changed
            only = float(low[0]), float(high[0])
            return None if math.isnan(sum(only)) else only
        lowest, highest = float(np.fmin.reduce(low)), float(np.fmax.reduce(high))
        return None if math.isnan(lowest) or math.isnan(highest) else (lowest, highest)

    def end(self) -> Columns:
        """Return the last column alone."""
        one = slice(len(self.x) - 1, None)
        rest = self.first[one], self.low[one], self.high[one], self.last[one]
        return Columns(self.x[one], *rest, self.step)

    def between(self, left: float, right: float) -> tuple[int, int]:
        """Return the first column with its middle in view and the one after the last; all else."""
        begin, end = np.searchsorted(self.x, (left, np.nextafter(right, np.inf))).tolist()
        return (begin, end) if begin < end else (0, len(self.x))

    def extent_between(self, left: float, right: float) -> Extent | None:
        """Return the extent of the columns whose middle is in view, of all where none is."""
        return self.extent(*self.between(left, right))


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
        if step == 1:
            return self._low[start:stop].copy(), self._high[start:stop].copy()
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


@dataclass(frozen=True, slots=True)
class Reach:
    """The bars from `start` on, before `stop`, in columns of `step` bars."""

    start: int
    stop: int
    step: int

    def from_column(self, number: int) -> Reach:
        """Return what is left without the first columns."""
        return Reach(self.start + number * self.step, self.stop, self.step)


def reach_of(left: float, right: float, wide: float, count: int) -> Reach:
    """Return the bars between the bar numbers `left` and `right`, one neighbour beyond each.

    Columns start at multiples of their step, so that a pan moves them as they are instead of making
    them shimmer.
    """
    step = step_of(left, right, wide)
    start = max(0, (math.floor(left) // step - 1) * step)
    return Reach(start, min(count, (math.ceil(right) // step + 2) * step), step)


def columns_of(first: Floats, last: Floats, extremes: Extremes, reach: Reach) -> Columns:
    """Gather bars; a column takes the first value of `first` and the last one of `last`."""
    start, stop, step = reach.start, reach.stop, reach.step
    if start >= stop:
        nothing = np.empty(0)
        return Columns(nothing, nothing, nothing, nothing, nothing, step)
    edges = np.arange(start, stop, step)
    ends = np.minimum(edges + step, stop) - 1
    low, high = extremes.of(start, stop, step)
    return Columns((edges + ends) / 2, first[edges], low, high, last[ends], step)


def gathered(
    first: Floats, last: Floats, extremes: Extremes, left: float, right: float, wide: float
) -> Columns:
    """Gather what is between two bar numbers and beside them on so many pixels."""
    return columns_of(first, last, extremes, reach_of(left, right, wide, len(last)))


def together(extents: Iterable[Extent | None]) -> Extent | None:
    """Return the extent that covers all that are known."""
    known = [each for each in extents if each is not None]
    if not known:
        return None
    return min(low for low, _ in known), max(high for _, high in known)


def columns(values: Floats, left: float, right: float, wide: float) -> Columns:
    """Gather one row of values, whose extremes are its own."""
    return gathered(values, values, Extremes(values, values), left, right, wide)
