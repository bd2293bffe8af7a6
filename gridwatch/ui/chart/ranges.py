"""The ranges that the chart offers, and how far it can be zoomed and moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from gridwatch.domain.bars import Days, day_number, day_of
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS

FEWEST_BARS = 10.0
AIR = 0.03  # of the view, kept free on the right of the last bar
_MOST_AHEAD = 0.6  # of the view, where something is expected after the last bar
HALF = 0.5  # a bar stands at its number and takes half of the room to each neighbour


@dataclass(frozen=True, slots=True)
class Range:
    """A span of time that ends with the last bar, and the size of bar that suits it.

    `sessions` are days of trading, `months` calendar months back, 0 this year; neither: all of it.
    """

    id: str
    size: BarSize = BarSize.DAY
    sessions: int | None = None
    months: int | None = None


RANGES = (
    Range("1D", BarSize.MINUTE, sessions=1),
    Range("5D", BarSize.FIVE_MINUTES, sessions=5),
    Range("1M", months=1),
    Range("3M", months=3),
    Range("6M", months=6),
    Range("YTD", months=0),
    Range("1Y", months=12),
    Range("3Y", months=36),
    Range("5Y", months=60),
    Range("MAX"),
)


def span_of(chosen: Range, stamps: Days) -> tuple[float, float]:
    """Return the edges between which `chosen` shows the bars that begin at `stamps`.

    Sessions begin with their first bar. A range of months begins with the last close at or before
    its first day, against which its change counts.
    """
    days = stamps // DAY_SECONDS
    first = 0
    if chosen.sessions is not None:
        openings = np.flatnonzero(np.diff(days, prepend=days[0] - 1))
        first = int(openings[max(0, len(openings) - chosen.sessions)])
    elif chosen.months is not None:
        start = _months_before(day_of(int(days[-1])), chosen.months)
        first = max(0, int(np.searchsorted(days, day_number(start), side="right")) - 1)
    return with_air(first, len(stamps))


def range_back_to(day: date, today: date) -> str:
    """Return the id of the shortest range of daily bars that shows a day."""
    reaching = (
        each.id for each in RANGES if each.months and day >= _months_before(today, each.months)
    )
    return next(reaching, RANGES[-1].id)


def with_air(first: float, count: int) -> tuple[float, float]:
    """Return the view from bar `first` to the last one, with air on the right."""
    left, right = first - HALF, count - HALF
    return left, left + (right - left) / (1 - AIR)


def clamped(left: float, right: float, count: int, ahead: float = 0.0) -> tuple[float, float]:
    """Return the view moved and narrowed to where there is data, as little as needed.

    `ahead` are bars after the last one at which something is expected: they can be gone to, as far
    as the last bars stay in view.
    """
    start, end = with_air(0, count)
    widest = max(end - start, FEWEST_BARS)
    width = min(max(right - left, FEWEST_BARS), widest)
    middle = (left + right) / 2
    left = middle - width / 2 if width != right - left else left
    limit = count - HALF + width * AIR + min(ahead, width * _MOST_AHEAD) - width
    left = max(min(left, limit), min(start, limit))
    return left, left + width


def zoomed(left: float, right: float, factor: float, about: float) -> tuple[float, float]:
    """Return the view `factor` times as wide, with the bar number `about` where it was."""
    return about - (about - left) * factor, about + (right - about) * factor


def _months_before(day: date, months: int) -> date:
    if not months:
        return date(day.year - 1, 12, 31)
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for length in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, length)
        except ValueError:
            continue
    raise AssertionError(day)  # every month has 28 days
