"""Bars within the days of the simulated market: parts of the same paths as its quotes and days.

The bars of a day aggregate to its daily bar, and the last one ends with the quote.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.candles import Candles
from gridwatch.feeds.simulated_path import (
    KNOTS,
    PULSE_SECONDS,
    SETTLED_SHARE,
    TICK_SECONDS,
    DayPath,
    Moment,
    Shape,
    strays,
)

# Two ways of working out one price differ by less than this.
CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Part:
    """The part of one day that is cut into bars of `size` seconds, up to `until` of it.

    `began` is its midnight in UTC seconds, `length` the seconds of the whole day; `end` is what the
    quote, or the finished day's bar, says of it at `until`.
    """

    began: int
    length: int
    until: int
    size: int
    end: Moment


def day_candles(shape: Shape, path: DayPath, part: Part) -> Candles:
    """Return the bars of a part of a day, unrounded, their stamps in UTC seconds."""
    starts = np.arange(0, max(part.until, 1), part.size, dtype=np.int64)
    edges = np.append(starts, part.until)
    prices, tops, bottoms = _prices(shape, path, part, edges), *_so_far(shape, path, part, edges)
    prices[0], prices[-1] = part.end.open, part.end.price
    begin, end = prices[:-1], prices[1:]
    above, below = _bounds(shape, path, part, edges)
    # A bar in which the day's high rises has that high; any other stays below it.
    high = np.where(np.diff(tops) > 0, tops[1:], np.minimum(above, tops[1:]))
    low = np.where(np.diff(bottoms) < 0, bottoms[1:], np.maximum(below, bottoms[1:]))
    high, low = np.maximum.reduce([high, begin, end]), np.minimum.reduce([low, begin, end])
    # What only the finished day's bar has of a pulse at its very end.
    if high.max() < part.end.high * (1 - CLOSE):
        high[-1] = part.end.high
    if low.min() > part.end.low * (1 + CLOSE):
        low[-1] = part.end.low
    volumes = np.diff(np.floor(path.volume * edges[1:] / part.length), prepend=0.0)
    return Candles(part.began + starts, begin, high, low, end, volumes)


def _prices(shape: Shape, path: DayPath, part: Part, at: Days) -> Floats:
    """Return the price at each of `at` seconds of the day, as a quote of that instant has it."""
    settled = _settled(shape, at)
    share = settled / part.length
    ripple = shape.ripple * np.minimum(1.0, np.minimum(share, 1 - share) / SETTLED_SHARE)
    stray = strays(shape.symbol, (part.began + at) // TICK_SECONDS)
    pulse = shape.pulse * np.sin((at - settled) * (2 * np.pi / PULSE_SECONDS))
    prices: Floats = np.exp(_levels(path, share)) * (1 + ripple * stray) * (1 + pulse)
    return prices


def _so_far(shape: Shape, path: DayPath, part: Part, at: Days) -> tuple[Floats, Floats]:
    """Return the day's high and low up to each of `at`, pulses included."""
    settled = _settled(shape, at)
    high, low = _band(shape, path, settled / part.length)
    if not shape.pulse:
        return high, low
    top, bottom = _pulses((at - settled) / PULSE_SECONDS, shape.pulse)
    over = _band(shape, path, np.maximum(settled - PULSE_SECONDS, 0) / part.length)
    reach, begun = abs(shape.pulse), settled > 0
    high, low = high * (1 + top), low * (1 + bottom)
    return (
        np.where(begun, np.maximum(high, over[0] * (1 + reach)), high),
        np.where(begun, np.minimum(low, over[1] * (1 - reach)), low),
    )


def _pulses(turns: Floats, amplitude: float) -> tuple[Floats, Floats]:
    """Return the highest and lowest of a pulse since it began, as fractions."""
    now = np.sin(2 * np.pi * turns)
    one = amplitude * np.where(turns < 0.25, now, 1.0)
    other = amplitude * np.where(turns < 0.75, np.minimum(0.0, now), -1.0)
    return np.maximum(one, other), np.minimum(one, other)


def _settled(shape: Shape, at: Days) -> Days:
    return at // PULSE_SECONDS * PULSE_SECONDS if shape.pulse else at


def _levels(path: DayPath, share: Floats) -> Floats:
    here = np.minimum((share * KNOTS).astype(np.int64), KNOTS - 1)
    knots, between = np.array(path.knots), share * KNOTS - here
    levels: Floats = knots[here] * (1 - between) + knots[here + 1] * between
    return levels


def _band(shape: Shape, path: DayPath, share: Floats) -> tuple[Floats, Floats]:
    here = np.minimum((share * KNOTS).astype(np.int64), KNOTS - 1)
    widest = shape.ripple * np.minimum(1.0, np.minimum(share, 0.5) / SETTLED_SHARE)
    level = _levels(path, share)
    high = np.exp(np.maximum(level, np.array(path.highest)[here]))
    low = np.exp(np.minimum(level, np.array(path.lowest)[here]))
    return high * (1 + widest), low * (1 - widest)


def _bounds(shape: Shape, path: DayPath, part: Part, edges: Days) -> tuple[Floats, Floats]:
    """Return how far each bar reaches: its ends and the knots between them, with the ripple."""
    levels = _levels(path, edges / part.length)
    high, low = np.maximum(levels[:-1], levels[1:]), np.minimum(levels[:-1], levels[1:])
    step = part.length / KNOTS
    first = np.ceil(edges[:-1] / step).astype(np.int64)
    for number in (first, first + 1):  # in spring an hour's bar may hold two
        inside = number * step < edges[1:]
        knots = np.array(path.knots)[np.minimum(number, KNOTS)]
        high = np.where(inside, np.maximum(high, knots), high)
        low = np.where(inside, np.minimum(low, knots), low)
    reach = abs(shape.pulse)
    return (
        np.exp(high) * ((1 + shape.ripple) * (1 + reach)),
        np.exp(low) * ((1 - shape.ripple) * (1 - reach)),
    )
