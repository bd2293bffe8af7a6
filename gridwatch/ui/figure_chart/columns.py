"""A line that has more points than pixels: what stands on each column of them, as numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from gridwatch.ui.figure_chart.line import Link, Track


@dataclass(frozen=True, slots=True)
class Column:
    """The points of one column of pixels, counted from the left edge of the plot.

    `first` and `last` are the values that the line comes in and goes out with, `low` and `high` the
    smallest and the largest of all; `link` is the surest that leads to one of them, and `entry`
    that of the first. `floor` and `ceiling` are the edges of their bands, inf and -inf for none.
    """

    place: int
    first: float
    last: float
    low: float
    high: float
    link: Link
    entry: Link
    floor: float = inf
    ceiling: float = -inf

    @property
    def banded(self) -> bool:
        """Tell whether one of the points has a band."""
        return self.floor <= self.ceiling


def columns_of(track: Track, start: float, width: float) -> Iterator[Column]:
    """Yield the columns that have points, from left to right.

    `start` is the day (an ordinal) at the left edge, `width` how many days a column has.
    """
    days, values, links, begin = track.days, track.values, track.links, 0
    while begin < len(days):
        place = int((days[begin] - start) // width)
        end = bisect_left(days, start + (place + 1) * width, begin + 1)
        part = values[begin:end]
        yield Column(
            place,
            part[0],
            part[-1],
            min(part),
            max(part),
            next(each for each in Link if links.find(each, begin, end) >= 0),
            Link(links[begin]),
            min(track.lows[begin:end], default=inf),
            max(track.highs[begin:end], default=-inf),
        )
        begin = end
