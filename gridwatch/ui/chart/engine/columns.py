"""Brings a million values down to the pixel columns of the screen without losing an extreme."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What stands in each column: its place on the axis of bar numbers, and four values of it.

    `step` bars share a column, the last one may hold fewer; with a step of 1 all four are the same.
    """

    x: Floats
    first: Floats
    low: Floats
    high: Floats
    last: Floats
    step: int


def columns(values: Floats, left: float, right: float, width: float) -> Columns:
    """Gather the values between the bar numbers `left` and `right`, one neighbour beyond each.

    A column is at most one of the `width` pixels wide. Columns start at multiples of their step,
    so that a pan moves them as they are instead of making them shimmer.
    """
    step = max(1, int((right - left) // max(width, 1.0)))
    start = max(0, (math.floor(left) // step - 1) * step)
    stop = min(len(values), (math.ceil(right) // step + 2) * step)
    part = values[start:stop]
    if step == 1 or not len(part):
        x = np.arange(start, start + len(part), dtype=np.float64)
        return Columns(x, part, part, part, part, step)
    edges = np.arange(0, len(part), step)
    ends = np.minimum(edges + step, len(part)) - 1
    return Columns(
        start + (edges + ends) / 2,
        part[edges],
        np.minimum.reduceat(part, edges),
        np.maximum.reduceat(part, edges),
        part[ends],
        step,
    )


def stroke(found: Columns) -> tuple[Floats, Floats]:
    """Return x and y of one line through all columns: in, down to the low, up to the high, out."""
    if found.step == 1:
        return found.x, found.last
    y = np.column_stack((found.first, found.low, found.high, found.last))
    return np.repeat(found.x, 4), y.ravel()


def extremes(values: Floats, left: float, right: float) -> tuple[float, float] | None:
    """Return the lowest and highest value of the bars from `left` to `right`, None without any."""
    part = values[max(0, math.ceil(left)) : max(0, math.floor(right) + 1)]
    if not len(part):
        return None
    return float(part.min()), float(part.max())
