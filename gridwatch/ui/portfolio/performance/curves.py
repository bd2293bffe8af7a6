"""Long lines made short for the screen: the points that can be seen, and no more of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from gridwatch.domain.bars import Days, Floats
from gridwatch.services.portfolio.views import ValueLine


@dataclass(frozen=True, slots=True)
class Range:
    """Where days and values stand: days (numbers) from `first` to `last`, values between ticks."""

    rect: QRectF
    first: int
    last: int
    low: float
    high: float

    @property
    def day_width(self) -> float:
        """Return how many pixels a day takes."""
        return self.rect.width() / max(1, self.last - self.first)

    def x(self, day: float) -> float:
        """Return the pixel of a day."""
        return self.rect.left() + (day - self.first) * self.day_width

    def y(self, value: float) -> float:
        """Return the pixel of a value."""
        part = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.rect.bottom() - part * self.rect.height()

    def day_at(self, x: float) -> int:
        """Return the day nearest to a pixel."""
        return self.first + round((x - self.rect.left()) / self.day_width)


def polylines(days: Days, values: Floats, place: Range) -> Iterator[list[QPointF]]:
    """Yield the strokes of a line that has no more points than pixels, a new one after each gap."""
    xs, ys = places(days, values, place)
    for begin, end in runs(np.isfinite(values)):
        yield list(map(QPointF, xs[begin:end].tolist(), ys[begin:end].tolist()))


def places(days: Days, values: Floats, place: Range) -> tuple[Floats, Floats]:
    """Return the pixels of days and values."""
    xs = place.rect.left() + (days - place.first) * place.day_width
    part = (values - place.low) / ((place.high - place.low) or 1.0)
    ys = place.rect.bottom() - part * place.rect.height()
    return np.asarray(xs, dtype=np.float64), np.asarray(ys, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """A stroke as a bar on each column of pixels: left edges, and where the line is on them.

    `tops` and `bottoms` reach the bar before, so that nothing falls apart; `lows` is where the line
    leaves a column, for what is tinted below it.
    """

    lefts: Floats
    tops: Floats
    bottoms: Floats
    lows: Floats


def bars(days: Days, values: Floats, place: Range, pixel: float) -> Iterator[Bars]:
    """Yield the strokes of a line with more points than pixels, a new one after each gap.

    Every column reaches from the lowest to the highest of its values: no peak is left out, and the
    time to paint depends on the width alone. `pixel` is the width of one of the screen's pixels.
    """
    xs, ys = places(days, values, place)
    for begin, end in runs(np.isfinite(values)):
        columns = np.floor(xs[begin:end] / pixel).astype(np.int64)
        part = ys[begin:end]
        starts = np.flatnonzero(np.diff(columns, prepend=columns[0] - 1))
        leaves = part[np.append(starts[1:], len(part)) - 1]
        before = np.concatenate((leaves[:1] if len(starts) == 1 else part[:1], leaves[:-1]))
        tops = np.minimum(np.minimum.reduceat(part, starts), before)
        bottoms = np.maximum(np.maximum.reduceat(part, starts), before)
        lefts = np.asarray(columns[starts] * pixel, dtype=np.float64)
        yield Bars(lefts, tops, bottoms, leaves)


def is_dense(days: Days, place: Range) -> bool:
    """Tell whether a line has more points than pixels."""
    return len(days) > place.rect.width()


def runs(known: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Iterator[tuple[int, int]]:
    """Yield the beginning and the end of each stretch that is known."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], known, [False])).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def by_pixel(days: Days, amounts: Floats, place: Range) -> Iterator[tuple[float, float]]:
    """Yield pixel and sum of the amounts that share one, without those that are nothing."""
    there = np.flatnonzero(amounts)
    if not len(there):
        return
    columns = np.floor((days[there] - place.first) * place.day_width).astype(np.int64)
    starts = np.flatnonzero(np.diff(columns, prepend=columns[0] - 1))
    sums = np.add.reduceat(amounts[there], starts)
    for column, total in zip(columns[starts].tolist(), sums.tolist(), strict=True):
        yield place.rect.left() + column, total


def falls(growth: Floats) -> Floats:
    """Return how far the cumulated return is below its highest so far: 0 or less, NaN unknown."""
    worth = 1.0 + growth
    with np.errstate(invalid="ignore", divide="ignore"):
        highest = np.fmax.accumulate(worth)
        return np.asarray(np.where(highest > 0, worth / highest - 1.0, np.nan), dtype=np.float64)


def row_of(line: ValueLine, day: int) -> int | None:
    """Return the row of a day number, None where the line does not have it."""
    row = int(np.searchsorted(line.days, day))
    return row if row < len(line.days) and int(line.days[row]) == day else None
